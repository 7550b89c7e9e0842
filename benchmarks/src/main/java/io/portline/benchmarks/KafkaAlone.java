package io.portline.benchmarks;

import io.portline.messaging.headers.CloudEventHeaders;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Records sent with nothing before Kafka: no way from a commit to a consumer can be shorter at the same rate. */
final class KafkaAlone implements AutoCloseable {
    private static final String TOPIC = "benchmark.alone.v1";

    private final KafkaProducer<String, byte[]> producer;
    private final Arrivals arrivals;

    KafkaAlone(String bootstrap) {
        Topic.create(bootstrap, TOPIC);
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrap, "acks", "all", "linger.ms", 0),
                new StringSerializer(),
                new ByteArraySerializer());
        arrivals = new Arrivals(bootstrap, TOPIC);
    }

    Arrivals arrivals() {
        return arrivals;
    }

    @SuppressWarnings("FutureReturnValueIgnored") // what is lost does not arrive, and that is noticed
    void send(UUID key, long version) {
        RecordHeader sequence = new RecordHeader(
                CloudEventHeaders.SEQUENCE, Long.toString(version).getBytes(StandardCharsets.US_ASCII));
        producer.send(
                new ProducerRecord<>(TOPIC, null, key.toString(), new byte[Orders.PAYLOAD_BYTES], List.of(sequence)));
    }

    @Override
    public void close() {
        producer.close();
        arrivals.close();
    }
}
