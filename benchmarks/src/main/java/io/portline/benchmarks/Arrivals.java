package io.portline.benchmarks;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** An independent consumer: counts the events and notes when each arrived. */
final class Arrivals implements AutoCloseable {
    private final KafkaConsumer<String, byte[]> consumer;
    private final AtomicLong count = new AtomicLong();
    private final Map<String, Long> arrivedAt = new ConcurrentHashMap<>();
    private final Thread reader = Thread.ofPlatform().name("arrivals").unstarted(this::read);

    Arrivals(String bootstrap) {
        consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrap, "fetch.max.wait.ms", 500, "fetch.min.bytes", 1),
                new StringDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> partitions = consumer.partitionsFor(Orders.TOPIC, Duration.ofSeconds(20)).stream()
                .map(partition -> new TopicPartition(Orders.TOPIC, partition.partition()))
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
                    String sequence = new String(
                            event.headers().lastHeader("ce_sequence").value(),
                            java.nio.charset.StandardCharsets.US_ASCII);
                    arrivedAt.put(event.key() + Long.parseLong(sequence), now);
                    count.incrementAndGet();
                }
            }
        } catch (WakeupException closing) {
            // How Kafka's consumer is told to stop.
        }
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
