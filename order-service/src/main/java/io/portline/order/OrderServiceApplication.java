package io.portline.order;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** Port orders. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class OrderServiceApplication {

    /** Its settings are in {@code order-service.yml}, so that services can share a classpath. */
    public static final String CONFIG_NAME = "spring.config.name=order-service";

    public static void main(String[] args) {
        new SpringApplicationBuilder(OrderServiceApplication.class)
                .properties(CONFIG_NAME)
                .run(args);
    }
}
