package io.portline.messaging;

import io.portline.messaging.kafka.KafkaSettings;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;

/** Topics with names of their own, and what is in them. */
public final class TestTopics {

    private TestTopics() {}

    public static KafkaSettings settings(String bootstrapServers) {
        Map<String, Object> address = Map.of("bootstrap.servers", bootstrapServers);
        return new KafkaSettings(address, address, address);
    }

    public static String create(String bootstrapServers, String name, int partitions) {
        return create(bootstrapServers, name, partitions, Map.of());
    }

    public static String create(String bootstrapServers, String name, int partitions, Map<String, String> config) {
        String topic = name + "-" + UUID.randomUUID().toString().substring(0, 8);
        createExactly(bootstrapServers, topic, partitions, config);
        return topic;
    }

    public static void createExactly(String bootstrapServers, String topic, int partitions) {
        createExactly(bootstrapServers, topic, partitions, Map.of());
    }

    private static void createExactly(
            String bootstrapServers, String topic, int partitions, Map<String, String> config) {
        try (Admin admin = Admin.create(settings(bootstrapServers).admin("test"))) {
            admin.createTopics(List.of(new NewTopic(topic, partitions, (short) 1).configs(config)))
                    .all()
                    .get();
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** All records, those of one partition in their order. */
    public static List<ConsumerRecord<byte[], byte[]>> read(String bootstrapServers, String topic) {
        try (KafkaConsumer<byte[], byte[]> reader =
                new KafkaConsumer<>(settings(bootstrapServers).reader("test"))) {
            List<TopicPartition> partitions = reader.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            Map<TopicPartition, Long> ends = reader.endOffsets(partitions);
            reader.assign(partitions);
            reader.seekToBeginning(partitions);
            List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
            while (partitions.stream().anyMatch(partition -> reader.position(partition) < ends.get(partition))) {
                reader.poll(Duration.ofSeconds(1)).forEach(records::add);
            }
            return records;
        }
    }

    public static long size(String bootstrapServers, String topic) {
        try (KafkaConsumer<byte[], byte[]> reader =
                new KafkaConsumer<>(settings(bootstrapServers).reader("test"))) {
            List<TopicPartition> partitions = reader.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            return reader.endOffsets(partitions).values().stream()
                    .mapToLong(Long::longValue)
                    .sum();
        }
    }

    public static String key(ConsumerRecord<byte[], byte[]> record) {
        return new String(record.key(), StandardCharsets.UTF_8);
    }

    public static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null ? null : new String(header.value(), StandardCharsets.UTF_8);
    }

    public static long version(ConsumerRecord<byte[], byte[]> record) {
        return Long.parseLong(header(record, "ce_sequence"));
    }
}
