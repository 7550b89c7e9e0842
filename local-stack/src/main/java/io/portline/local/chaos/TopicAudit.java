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
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads every topic from its beginning, by the CloudEvents headers alone, as a consumer that knows nothing of Portline's code. */
final class TopicAudit {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Map<String, Map<String, Long>> lastVersions = new HashMap<>();
    private final Findings findings = new Findings();

    private TopicAudit() {}

    static TopicAudit read(String bootstrap) {
        TopicAudit audit = new TopicAudit();
        Topics.all().forEach(topic -> audit.read(bootstrap, topic));
        return audit;
    }

    Findings findings() {
        return findings;
    }

    /** The newest version of each key of a topic. */
    Map<String, Long> lastVersions(Topic<?> topic) {
        return lastVersions.getOrDefault(topic.name(), Map.of());
    }

    private void read(String bootstrap, Topic<?> topic) {
        Map<String, Long> last = new HashMap<>();
        Map<String, Map<Long, String>> ids = new HashMap<>();
        boolean compacted = "compact".equals(topic.config().get("cleanup.policy"));
        long records = 0;
        long repeated = 0;
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
                    records++;
                    long version = Long.parseLong(header(record, "ce_sequence"));
                    String id = header(record, "ce_id");
                    long before = last.getOrDefault(record.key(), 0L);
                    Map<Long, String> known = ids.computeIfAbsent(record.key(), _ -> new HashMap<>());
                    if (version <= before) {
                        repeated++;
                        if (known.containsKey(version) && !id.equals(known.get(version))) {
                            findings.breach("%s %s: version %d twice, as %s and %s"
                                    .formatted(topic.name(), record.key(), version, known.get(version), id));
                        }
                        continue;
                    }
                    if (version != before + 1 && !compacted) {
                        findings.breach(
                                "%s %s: version %d after %d".formatted(topic.name(), record.key(), version, before));
                    }
                    known.put(version, id);
                    last.put(record.key(), version);
                }
            }
        }
        lastVersions.put(topic.name(), last);
        findings.count("records in " + topic.name(), records);
        findings.count("records that came again", repeated);
    }

    private static String header(ConsumerRecord<String, byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
    }
}
