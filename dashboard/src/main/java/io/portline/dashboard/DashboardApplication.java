package io.portline.dashboard;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;

/** Starts the dashboard. */
@SpringBootApplication
public class DashboardApplication {

    public static void main(String... args) {
        new SpringApplicationBuilder(DashboardApplication.class)
                .properties("spring.config.name=dashboard")
                .run(args);
    }
}
