package io.portline.notification.delivery.events;

import io.portline.messaging.codec.MessageCodec;
import io.portline.messaging.headers.CloudEventHeaders;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** Publishes events as the other services do: the same bytes, the same headers. */
final class PublishedEvents implements AutoCloseable {
    private final KafkaProducer<String, byte[]> producer;
    private final MessageCodec codec;

    PublishedEvents(String bootstrap, MessageCodec codec) {
        this.codec = codec;
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrap, "acks", "all"),
                new StringSerializer(),
                new ByteArraySerializer());
    }

    void publish(String topic, UUID key, long version, UUID eventId, Instant occurredAt, @Nullable Object event)
            throws Exception {
        ProducerRecord<String, byte[]> message =
                new ProducerRecord<>(topic, key.toString(), event == null ? null : codec.encode(topic, event));
        header(message, CloudEventHeaders.SPEC_VERSION, "1.0");
        header(message, CloudEventHeaders.ID, eventId.toString());
        header(message, CloudEventHeaders.TYPE, "io.portline." + topic);
        header(message, CloudEventHeaders.SOURCE, "/portline/test");
        header(message, CloudEventHeaders.SUBJECT, key.toString());
        header(message, CloudEventHeaders.TIME, occurredAt.toString());
        header(message, CloudEventHeaders.SEQUENCE, CloudEventHeaders.sequence(version));
        header(message, CloudEventHeaders.CONTENT_TYPE, "application/avro");
        producer.send(message).get(30, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        producer.close();
    }

    private static void header(ProducerRecord<String, byte[]> message, String name, String value) {
        message.headers().add(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
