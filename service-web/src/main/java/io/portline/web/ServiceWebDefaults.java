package io.portline.web;

import io.portline.web.trace.TracingSwitch;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.env.DefaultPropertiesPropertySource;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.MutablePropertySources;

import java.util.LinkedHashMap;
import java.util.Map;

/** Settings that every service shares, below everything that a service or its environment sets itself. */
public final class ServiceWebDefaults implements EnvironmentPostProcessor, Ordered {

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        Map<String, Object> defaults = new LinkedHashMap<>();

        defaults.put("spring.threads.virtual.enabled", "true");
        // Keeps the process alive although all its threads are virtual.
        defaults.put("spring.main.keep-alive", "true");
        defaults.put("server.shutdown", "graceful");
        // For the requests in hand. With 15 s for batches, 10 s for the relay and 15 s for timers an instance is gone
        // within 60 s.
        defaults.put("spring.lifecycle.timeout-per-shutdown-phase", "15s");

        defaults.put("spring.servlet.multipart.max-file-size", "10MB");
        defaults.put("spring.servlet.multipart.max-request-size", "12MB");
        defaults.put("server.tomcat.max-http-form-post-size", "256KB");
        // Forms come by POST only; a filter would read those of PUT and DELETE before it is known who asks.
        defaults.put("spring.mvc.formcontent.filter.enabled", "false");
        // Reads on after a refusal, so that the client sees the 413 and not a broken connection.
        defaults.put("server.tomcat.max-swallow-size", "32MB");
        // Nothing about our insides, whoever asks.
        defaults.put("spring.web.error.include-message", "never");
        defaults.put("spring.web.error.include-stacktrace", "never");
        defaults.put("spring.web.error.include-binding-errors", "never");
        defaults.put("spring.web.error.whitelabel.enabled", "false");

        defaults.put("spring.datasource.hikari.maximum-pool-size", "8");
        // A caller gets a 503 in time instead of waiting half a minute for a connection.
        defaults.put("spring.datasource.hikari.connection-timeout", "5000");
        // Shared modules bring their tables by themselves, maybe first: a service's own history begins at nothing.
        defaults.put("spring.flyway.baseline-on-migrate", "true");
        defaults.put("spring.flyway.baseline-version", "0");

        defaults.put("management.endpoints.web.exposure.include", "health,info,prometheus,metrics,loggers");
        defaults.put("management.endpoint.health.probes.enabled", "true");
        defaults.put("management.endpoint.health.show-details", "when-authorized");
        defaults.put("management.endpoint.health.roles", "OPERATOR");

        defaults.put("springdoc.api-docs.enabled", "true");
        defaults.put("springdoc.swagger-ui.enabled", "true");
        defaults.put("springdoc.api-docs.version", "openapi_3_1");
        defaults.put("springdoc.paths-to-match", "/api/**");
        defaults.put("springdoc.override-with-generic-response", "false");
        defaults.put("springdoc.default-produces-media-type", "application/json");
        defaults.put("springdoc.default-consumes-media-type", "application/json");
        defaults.put("springdoc.writer-with-order-by-keys", "true");

        defaults.put("portline.identity.issuer-uri", "http://localhost:9000");
        defaults.put("portline.services.order-service", "http://localhost:8081");
        defaults.put("portline.services.carrier-gateway", "http://localhost:8082");
        defaults.put("portline.services.notification-service", "http://localhost:8083");
        defaults.put("portline.services.case-service", "http://localhost:8084");
        defaults.put("portline.services.dashboard", "http://localhost:8080");
        defaults.put("portline.client.scopes.order-service", "orders");
        defaults.put("portline.client.scopes.carrier-gateway", "carriers");
        defaults.put("portline.client.scopes.notification-service", "notifications");
        defaults.put("portline.client.scopes.case-service", "cases");
        defaults.put("portline.client.scopes.dashboard", "dashboard");

        defaults.put("logging.pattern.correlation", "[%X{traceId:-} %X{subject:-}] ");
        String traces = environment.getProperty(TracingSwitch.ENDPOINT, "");
        if (!traces.isBlank()) {
            defaults.put("management.opentelemetry.tracing.export.otlp.endpoint", traces);
            defaults.put("management.tracing.sampling.probability", "1.0");
        }
        if (environment.getProperty("portline.logging.json", Boolean.class, false)) {
            defaults.put("logging.structured.format.console", "ecs");
        }
        addBelow(environment.getPropertySources(), defaults);
    }

    /** Below the default properties that an application was built with, which Boot keeps last of all. */
    private static void addBelow(MutablePropertySources sources, Map<String, Object> defaults) {
        if (sources.get(DefaultPropertiesPropertySource.NAME) instanceof MapPropertySource own) {
            own.getSource().forEach(defaults::put);
            sources.replace(DefaultPropertiesPropertySource.NAME, new DefaultPropertiesPropertySource(defaults));
        } else {
            sources.addLast(new DefaultPropertiesPropertySource(defaults));
        }
    }

    /** After the configuration files are read, for one of them may ask for JSON in the log. */
    @Override
    public int getOrder() {
        return Ordered.LOWEST_PRECEDENCE;
    }
}
