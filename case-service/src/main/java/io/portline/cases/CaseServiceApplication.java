package io.portline.cases;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;

/** Starts the service desk. */
@SpringBootApplication
public class CaseServiceApplication {

    /** The name of the service, of its settings file and of its topics' writer. */
    public static final String NAME = "case-service";

    static void main(String... args) {
        application().run(args);
    }

    /** The application, not yet started; its settings are in {@code case-service.yml}. */
    public static SpringApplicationBuilder application() {
        return new SpringApplicationBuilder(CaseServiceApplication.class).properties("spring.config.name=" + NAME);
    }
}
