package io.portline.order.portout;

import io.portline.messaging.codec.MessageCodec;
import io.portline.schemas.PortOutStatusEvent;
import io.portline.schemas.SubjectContacts;
import io.portline.schemas.Topic;
import io.portline.schemas.Topics;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;

/** Reads what is published about port-outs, as the gateway and the notifications would. */
final class PortOutReader implements AutoCloseable {

    private final MessageCodec codec;
    private final List<ConsumerRecord<String, byte[]>> records = new CopyOnWriteArrayList<>();
    private final Thread reader;
    private volatile boolean open = true;

    PortOutReader(String bootstrapServers, MessageCodec codec) {
        this.codec = codec;
        this.reader = Thread.ofVirtual().start(() -> read(bootstrapServers));
    }

    private void read(String bootstrapServers) {
        try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ConsumerConfig.GROUP_ID_CONFIG,
                        "test-" + UUID.randomUUID(),
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                        "earliest"),
                new StringDeserializer(),
                new ByteArrayDeserializer())) {
            consumer.subscribe(List.of(Topics.PORT_OUT_STATUS.name(), Topics.PORTING_CONTACTS.name()));
            while (open) {
                consumer.poll(Duration.ofMillis(100)).forEach(records::add);
            }
        }
    }

    List<PortOutStatusEvent> events(UUID portOutId) {
        return of(Topics.PORT_OUT_STATUS, portOutId);
    }

    List<SubjectContacts> contacts(UUID portOutId) {
        return of(Topics.PORTING_CONTACTS, portOutId);
    }

    List<ConsumerRecord<String, byte[]>> all() {
        return List.copyOf(records);
    }

    private <R extends SpecificRecord> List<R> of(Topic<R> topic, UUID id) {
        return records.stream()
                .filter(it -> it.topic().equals(topic.name()) && it.key().equals(id.toString()))
                .map(it -> codec.decode(topic.name(), topic.recordType(), it.value()))
                .toList();
    }

    @Override
    public void close() {
        open = false;
        try {
            reader.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
