package io.portline.benchmarks;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An independent consumer: counts the events and notes when each arrived. */
final class Arrivals implements AutoCloseable {
    private static final Pattern VERSION = Pattern.compile("\"version\"\\s*:\\s*(\\d+)");

    private final KafkaConsumer<String, byte[]> consumer;
    private final AtomicLong count = new AtomicLong();
    private final Map<String, Long> arrivedAt = new ConcurrentHashMap<>();
    private final Thread reader = Thread.ofPlatform().name("arrivals").unstarted(this::read);

    Arrivals(String bootstrap, String topic) {
        consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrap, "fetch.max.wait.ms", 500, "fetch.min.bytes", 1),
                new StringDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> partitions = consumer.partitionsFor(topic, Duration.ofSeconds(20)).stream()
                .map(partition -> new TopicPartition(topic, partition.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position);
        reader.start();
    }

    long count() {
        return count.get();
    }

    /** When the event with that id arrived, in the nanoseconds of {@link System#nanoTime()}; forgets it. */
    long take(String key, long version) {
        Long at = arrivedAt.remove(key + version);
        return at == null ? Long.MIN_VALUE : at;
    }

    private void read() {
        try (consumer) {
            while (true) {
                for (ConsumerRecord<String, byte[]> event : consumer.poll(Duration.ofMillis(100))) {
                    long now = System.nanoTime();
                    arrivedAt.put(event.key() + version(event), now);
                    count.incrementAndGet();
                }
            }
        } catch (WakeupException closing) {
            // How Kafka's consumer is told to stop.
        }
    }

    /** As our header says it, or the JSON of others. */
    private static long version(ConsumerRecord<String, byte[]> event) {
        Header sequence = event.headers().lastHeader("ce_sequence");
        if (sequence != null) {
            return Long.parseLong(new String(sequence.value(), StandardCharsets.US_ASCII));
        }
        Matcher version = VERSION.matcher(new String(event.value(), StandardCharsets.UTF_8));
        if (!version.find()) {
            throw new IllegalStateException("An event without a version");
        }
        return Long.parseLong(version.group(1));
    }

    void forget() {
        arrivedAt.clear();
    }

    @Override
    public void close() {
        consumer.wakeup();
        try {
            reader.join(Duration.ofSeconds(5));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
