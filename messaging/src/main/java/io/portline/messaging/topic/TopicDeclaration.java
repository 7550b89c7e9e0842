package io.portline.messaging.topic;

import org.jspecify.annotations.Nullable;

import java.util.Map;

/**
 * A topic that this service writes, as a bean. It is created at start, as soon as Kafka answers; one that exists keeps
 * its partitions (their count never changes) and gets the settings named here.
 *
 * @param config topic settings such as {@code retention.ms}; those not named stay as they are
 * @param recordType of its values, whose schema is registered at start; null: with the first record
 */
public record TopicDeclaration(
        String name,
        int partitions,
        Map<String, String> config,
        @Nullable Class<?> recordType) {

    public TopicDeclaration(String name, int partitions, Map<String, String> config) {
        this(name, partitions, config, null);
    }

    public TopicDeclaration {
        if (name.isBlank() || partitions < 1) {
            throw new IllegalArgumentException("a topic has a name and at least one partition");
        }
        config = Map.copyOf(config);
    }
}
