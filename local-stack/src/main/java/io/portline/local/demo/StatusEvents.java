package io.portline.local.demo;

import io.portline.schemas.PortOrderStatusEvent;
import io.portline.schemas.Topics;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RecordDeserializationException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.StringDeserializer;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/** Reads the status events of port orders straight from Kafka, as any other system would, from now on. */
public final class StatusEvents implements AutoCloseable {
    private static final Duration TOPIC_LIMIT = Duration.ofSeconds(60);
    private static final Duration POLL = Duration.ofMillis(200);

    private final KafkaConsumer<String, PortOrderStatusEvent> consumer;
    private final Map<String, List<PortOrderStatusEvent>> byOrder = new ConcurrentHashMap<>();
    private final Set<Consumer<PortOrderStatusEvent>> listeners = ConcurrentHashMap.newKeySet();
    private final Thread reader;

    private StatusEvents(DemoAddresses addresses) {
        consumer = new KafkaConsumer<>(client(addresses));
        String topic = Topics.PORT_ORDER_STATUS.name();
        List<TopicPartition> partitions = partitions(topic);
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        // Positions are looked up lazily; asked for now, so that no event of an order submitted next is missed.
        partitions.forEach(consumer::position);
        reader = Thread.ofVirtual().name("status-events").unstarted(this::read);
    }

    static Map<String, Object> client(DemoAddresses addresses) {
        Map<String, Object> client = new HashMap<>(addresses.kafkaClient());
        client.put("bootstrap.servers", addresses.kafkaBootstrap());
        client.put("key.deserializer", StringDeserializer.class.getName());
        client.put("value.deserializer", "io.apicurio.registry.serde.avro.AvroKafkaDeserializer");
        client.put("apicurio.registry.url", addresses.registryUrl());
        client.put("apicurio.registry.http.adapter", "JDK");
        client.put("apicurio.registry.use-specific-avro-reader", "true");
        client.put("enable.auto.commit", "false");
        return client;
    }

    /** Right after a start order-service may be ready, and Kafka not yet have the topic that it declares. */
    private List<TopicPartition> partitions(String topic) {
        long limit = System.nanoTime() + TOPIC_LIMIT.toNanos();
        while (true) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic, Duration.ofSeconds(20)).stream()
                    .map(partition -> new TopicPartition(topic, partition.partition()))
                    .toList();
            if (!partitions.isEmpty()) {
                return partitions;
            }
            if (System.nanoTime() > limit) {
                throw new IllegalStateException("Kafka has no topic " + topic + "; has order-service declared it?");
            }
            LockSupport.parkNanos(POLL.toNanos());
        }
    }

    /** Begins reading at the topic's present end. */
    public static StatusEvents fromNowOn(DemoAddresses addresses) {
        StatusEvents events = new StatusEvents(addresses);
        events.reader.start();
        return events;
    }

    /** Calls back for each event as it arrives, on the reader's thread. */
    public void onEvent(Consumer<PortOrderStatusEvent> listener) {
        listeners.add(listener);
    }

    /** The events of an order so far, in the order of their arrival. */
    public List<PortOrderStatusEvent> of(String orderId) {
        return List.copyOf(byOrder.getOrDefault(orderId, List.of()));
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

    /** What cannot be read is left out: others write there too. */
    private ConsumerRecords<String, PortOrderStatusEvent> poll() {
        try {
            return consumer.poll(POLL);
        } catch (RecordDeserializationException unreadable) {
            consumer.seek(unreadable.topicPartition(), unreadable.offset() + 1);
            return ConsumerRecords.empty();
        }
    }

    private void read() {
        try (consumer) {
            while (true) {
                for (ConsumerRecord<String, PortOrderStatusEvent> message : poll()) {
                    if (message.key() == null || message.value() == null) {
                        continue;
                    }
                    byOrder.computeIfAbsent(message.key(), _ -> new CopyOnWriteArrayList<>())
                            .add(message.value());
                    listeners.forEach(listener -> listener.accept(message.value()));
                }
            }
        } catch (WakeupException closing) {
            // How Kafka's consumer is told to stop.
        }
    }
}
