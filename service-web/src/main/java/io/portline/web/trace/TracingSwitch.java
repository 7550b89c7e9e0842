package io.portline.web.trace;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.AutoConfigurationImportFilter;
import org.springframework.boot.autoconfigure.AutoConfigurationMetadata;
import org.springframework.context.EnvironmentAware;
import org.springframework.core.env.Environment;

import java.util.List;

/**
 * Leaves the tracer out unless {@code portline.tracing.otlp-endpoint} says where traces go: it costs every start and every
 * request, and without a receiver for nothing.
 */
public final class TracingSwitch implements AutoConfigurationImportFilter, EnvironmentAware {

    public static final String ENDPOINT = "portline.tracing.otlp-endpoint";

    private static final List<String> TRACERS =
            List.of("org.springframework.boot.micrometer.tracing.", "org.springframework.boot.opentelemetry.");

    private boolean on;

    @Override
    public void setEnvironment(Environment environment) {
        on = !environment.getProperty(ENDPOINT, "").isBlank();
    }

    @Override
    public boolean[] match(@Nullable String[] autoConfigurations, AutoConfigurationMetadata metadata) {
        boolean[] kept = new boolean[autoConfigurations.length];
        for (int i = 0; i < kept.length; i++) {
            String name = autoConfigurations[i];
            kept[i] = on || name == null || TRACERS.stream().noneMatch(name::startsWith);
        }
        return kept;
    }
}
