package io.portline.benchmarks;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.AutoConfigurationImportFilter;
import org.springframework.boot.autoconfigure.AutoConfigurationMetadata;
import org.springframework.context.EnvironmentAware;
import org.springframework.core.env.Environment;

import java.util.Map;

/** All that are compared are on one class path; an application gets the one that it asks for, and ours where it asks for none. */
public final class Rivals implements AutoConfigurationImportFilter, EnvironmentAware {
    static final String CHOICE = "benchmark.publishes";

    private static final Map<String, String> BY_PACKAGE = Map.of(
            "io.portline.messaging.",
            "portline",
            "org.springframework.modulith.",
            "modulith",
            "io.namastack.",
            "namastack");

    private String choice = "portline";

    @Override
    public void setEnvironment(Environment environment) {
        choice = environment.getProperty(CHOICE, choice);
    }

    @Override
    public boolean[] match(@Nullable String[] autoConfigurations, AutoConfigurationMetadata metadata) {
        boolean[] kept = new boolean[autoConfigurations.length];
        for (int i = 0; i < kept.length; i++) {
            String name = autoConfigurations[i];
            kept[i] = name == null
                    || BY_PACKAGE.entrySet().stream()
                            .noneMatch(rival -> name.startsWith(rival.getKey())
                                    && !rival.getValue().equals(choice));
        }
        return kept;
    }
}
