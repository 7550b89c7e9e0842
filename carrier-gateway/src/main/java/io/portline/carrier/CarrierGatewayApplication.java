package io.portline.carrier;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;

/** The gateway to the losing carriers. */
@SpringBootApplication
public class CarrierGatewayApplication {

    /** Its settings are in {@code carrier-gateway.yml}, so that services can share a classpath. */
    public static final String CONFIG_NAME = "spring.config.name=carrier-gateway";

    public static void main(String[] args) {
        new SpringApplicationBuilder(CarrierGatewayApplication.class)
                .properties(CONFIG_NAME)
                .run(args);
    }
}
