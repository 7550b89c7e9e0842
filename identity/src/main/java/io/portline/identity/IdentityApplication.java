package io.portline.identity;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** The issuer's start. */
@SpringBootApplication(proxyBeanMethods = false)
@ConfigurationPropertiesScan
public class IdentityApplication {
    public static void main(String... args) {
        new SpringApplicationBuilder(IdentityApplication.class)
                .properties("spring.config.name=identity")
                .run(args);
    }
}
