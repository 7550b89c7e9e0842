package io.portline.local.chaos;

import io.portline.schemas.Topic;
import io.portline.schemas.Topics;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Reads every topic from its beginning, by the CloudEvents headers alone, as a consumer that knows nothing of Portline's code. */
final class TopicAudit {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Map<String, Map<String, Long>> lastVersions = new HashMap<>();
    private final Map<String, Map<String, Map<Long, String>>> eventIds = new HashMap<>();
    private final Findings findings = new Findings();
    private final Interruptions interruptions;

    TopicAudit(Interruptions interruptions) {
        this.interruptions = interruptions;
    }

    static TopicAudit read(String bootstrap, Interruptions interruptions) {
        TopicAudit audit = new TopicAudit(interruptions);
        Topics.all().forEach(topic -> audit.read(bootstrap, topic));
        audit.findings.count("records that came again", 0);
        return audit;
    }

    Findings findings() {
        return findings;
    }

    /** The newest version of each key of a topic. */
    Map<String, Long> lastVersions(Topic<?> topic) {
        return lastVersions.getOrDefault(topic.name(), Map.of());
    }

    /** The id of the event that a topic has for a version of a key. */
    Optional<UUID> event(Topic<?> topic, String key, long version) {
        return Optional.ofNullable(eventIds.getOrDefault(topic.name(), Map.of())
                        .getOrDefault(key, Map.of())
                        .get(version))
                .map(UUID::fromString);
    }

    private void read(String bootstrap, Topic<?> topic) {
        findings.count("records in " + topic.name(), 0);
        try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        bootstrap,
                        "enable.auto.commit",
                        "false",
                        "auto.offset.reset",
                        "earliest",
                        // The default of 50 MB at a time is half of the heap.
                        "fetch.max.bytes",
                        4_000_000),
                new StringDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic.name(), PATIENCE).stream()
                    .map(partition -> new TopicPartition(topic.name(), partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, PATIENCE);
            while (partitions.stream().anyMatch(p -> consumer.position(p, PATIENCE) < ends.getOrDefault(p, 0L))) {
                for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(500))) {
                    take(
                            topic,
                            record.key(),
                            Long.parseLong(header(record, "ce_sequence")),
                            header(record, "ce_id"),
                            Instant.ofEpochMilli(record.timestamp()));
                }
            }
        }
    }

    /** The next record of a topic: of each key the next version, or one that came before if its relay or the broker froze. */
    void take(Topic<?> topic, String key, long version, String id, Instant sent) {
        findings.count("records in " + topic.name(), 1);
        Map<String, Long> last = lastVersions.computeIfAbsent(topic.name(), _ -> new HashMap<>());
        Map<Long, String> known =
                eventIds.computeIfAbsent(topic.name(), _ -> new HashMap<>()).computeIfAbsent(key, _ -> new HashMap<>());
        long before = last.getOrDefault(key, 0L);
        if (version <= before) {
            findings.count("records that came again", 1);
            if (known.containsKey(version) && !id.equals(known.get(version))) {
                findings.breach("%s %s: version %d twice, as %s and %s"
                        .formatted(topic.name(), key, version, known.get(version), id));
            }
            if (!interruptions.explainsRecordAgain(topic.writer(), sent)) {
                findings.breach("%s %s: version %d came again, sent at %s, when neither %s nor Kafka had been frozen"
                        .formatted(topic.name(), key, version, sent, topic.writer()));
            }
            return;
        }
        if (version != before + 1 && !topic.compacted()) {
            findings.breach("%s %s: version %d after %d".formatted(topic.name(), key, version, before));
        }
        known.put(version, id);
        last.put(key, version);
    }

    private static String header(ConsumerRecord<String, byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
    }
}
