package io.portline.benchmarks;

import io.portline.infrastructure.LocalPostgres;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

import java.util.HashMap;
import java.util.Map;

/** The small applications that are compared: alike in all but what publishes. */
final class Applications {
    private Applications() {}

    static ConfigurableApplicationContext start(
            Class<?> application, LocalPostgres.Database database, String kafka, Map<String, Object> more) {
        Map<String, Object> settings = new HashMap<>();
        settings.put("spring.application.name", "benchmark");
        settings.put("spring.datasource.url", database.jdbcUrl());
        settings.put("spring.datasource.username", database.user());
        settings.put("spring.datasource.password", database.password());
        settings.put("spring.datasource.hikari.maximum-pool-size", "40");
        settings.put("spring.kafka.bootstrap-servers", kafka);
        settings.put("spring.kafka.producer.acks", "all");
        settings.put("spring.flyway.enabled", "false");
        settings.put("db-scheduler.enabled", "false");
        settings.put("portline.registry.url", "http://localhost:1/apis/registry/v3");
        settings.put("logging.level.root", "ERROR");
        settings.put("spring.main.banner-mode", "off");
        // Spring's own defaults again, which others publish by, where messaging has others for the services.
        settings.put("spring.autoconfigure.exclude", "");
        settings.put("spring.aop.auto", "true");
        settings.put("spring.threads.virtual.enabled", "false");
        settings.put("spring.datasource.hikari.connection-timeout", "30000");
        settings.putAll(more);
        // As arguments, which outrank the defaults that messaging brings along.
        return new SpringApplicationBuilder(application)
                .web(WebApplicationType.NONE)
                .run(settings.entrySet().stream()
                        .map(setting -> "--" + setting.getKey() + "=" + setting.getValue())
                        .toArray(String[]::new));
    }
}
