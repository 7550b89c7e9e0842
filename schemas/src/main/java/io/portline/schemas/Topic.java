package io.portline.schemas;

import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.NullMarked;

import java.util.Map;
import java.util.Set;

/**
 * One topic: who writes it, who reads it, what is in it and how Kafka keeps it. Typed by its record, so that a topic
 * cannot be read or written with another one's.
 *
 * @param name the topic's name in Kafka; ends with the major version of its record, such as {@code .v1}
 * @param recordType the one record type of the topic
 * @param key what the records are keyed by, in words; order is promised per key
 * @param writer the one service that writes it
 * @param readers the services that read it; other systems are said by {@code audience}
 * @param audience whether other systems may rely on it
 * @param partitions fixed for the life of the topic: more would move keys and break their order
 * @param config the settings of the topic in Kafka, complete as far as they matter
 * @param maxRecordBytes the largest value that a writer may publish, in bytes; leaves room for headers under Kafka's limit
 */
@NullMarked
public record Topic<R extends SpecificRecord>(
        String name,
        Class<R> recordType,
        String key,
        String writer,
        Set<String> readers,
        Audience audience,
        int partitions,
        Map<String, String> config,
        int maxRecordBytes) {

    /** Who may rely on a topic. */
    public enum Audience {
        /** Other systems as well: documented, compatible for ever. */
        PUBLIC,
        /** Portline's own services only. */
        INTERNAL
    }

    public Topic {
        readers = Set.copyOf(readers);
        config = Map.copyOf(config);
    }

    /** The CloudEvents type of the records ({@code ce_type}): reverse DNS, with the major version. */
    public String ceType() {
        return "io.portline." + name;
    }

    /** The subject under which the value's schema stands in the registry (TopicNameStrategy). */
    public String subject() {
        return name + "-value";
    }

    /** Whether Kafka keeps only the last record of a key, and a null value erases the key. */
    public boolean compacted() {
        return "compact".equals(config.get("cleanup.policy"));
    }
}
