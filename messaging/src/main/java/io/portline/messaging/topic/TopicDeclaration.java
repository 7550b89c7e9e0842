package io.portline.messaging.topic;

import java.util.Map;

/**
 * A topic that this service writes, as a bean. It is created at start, as soon as Kafka answers; one that exists keeps
 * its partitions (their count never changes) and gets the settings named here.
 *
 * @param config topic settings such as {@code retention.ms}; those not named stay as they are
 */
public record TopicDeclaration(String name, int partitions, Map<String, String> config) {

    public TopicDeclaration {
        if (name.isBlank() || partitions < 1) {
            throw new IllegalArgumentException("a topic has a name and at least one partition");
        }
        config = Map.copyOf(config);
    }
}
