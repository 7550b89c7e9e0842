package io.portline.order;

import io.portline.messaging.codec.MessageCodec;
import io.portline.schemas.CarrierReply;
import io.portline.schemas.CarrierReplyKind;
import io.portline.schemas.CarrierRequest;
import io.portline.schemas.CaseActivityEvent;
import io.portline.schemas.LocalMoment;
import io.portline.schemas.PortOrderStatusEvent;
import io.portline.schemas.SubjectContacts;
import io.portline.schemas.Topic;
import io.portline.schemas.Topics;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** Stands at the other end of Kafka: collects what order-service publishes and speaks as the losing carrier. */
public final class TestCarrier implements AutoCloseable {

    private final MessageCodec codec;
    private final KafkaProducer<String, byte[]> producer;
    private final Thread reader;
    private volatile boolean open = true;
    private final List<ConsumerRecord<String, byte[]>> records = new CopyOnWriteArrayList<>();
    private final Map<UUID, Long> versions = new ConcurrentHashMap<>();

    public TestCarrier(String bootstrapServers, MessageCodec codec) {
        this.codec = codec;
        declareTopicsOfOthers(bootstrapServers);
        this.producer = new KafkaProducer<>(
                Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers, ProducerConfig.LINGER_MS_CONFIG, 0),
                new StringSerializer(),
                new ByteArraySerializer());
        this.reader = Thread.ofVirtual().start(() -> read(bootstrapServers));
    }

    /** The topics that order-service reads, which their writers would have declared. */
    private static void declareTopicsOfOthers(String bootstrapServers) {
        try (Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers))) {
            for (Topic<?> topic : List.of(Topics.CARRIER_REPLY, Topics.CASE_ACTIVITY)) {
                declare(admin, topic);
            }
        }
    }

    private static void declare(Admin admin, Topic<?> topic) {
        try {
            admin.createTopics(List.of(new NewTopic(topic.name(), topic.partitions(), (short) 1)))
                    .all()
                    .get(30, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw new IllegalStateException(e);
            }
        } catch (InterruptedException | TimeoutException e) {
            throw new IllegalStateException(e);
        }
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
            consumer.subscribe(List.of(
                    Topics.PORT_ORDER_STATUS.name(), Topics.CARRIER_REQUEST.name(), Topics.PORTING_CONTACTS.name()));
            while (open) {
                consumer.poll(Duration.ofMillis(100)).forEach(records::add);
            }
        }
    }

    public List<PortOrderStatusEvent> statusEvents(UUID orderId) {
        return of(Topics.PORT_ORDER_STATUS, orderId);
    }

    public List<CarrierRequest> requests(UUID orderId) {
        return of(Topics.CARRIER_REQUEST, orderId);
    }

    public List<SubjectContacts> contacts(UUID orderId) {
        return of(Topics.PORTING_CONTACTS, orderId);
    }

    /** All records about an order as Kafka holds them. */
    public List<ConsumerRecord<String, byte[]>> raw(UUID orderId) {
        return records.stream()
                .filter(it -> it.key().equals(orderId.toString()))
                .toList();
    }

    private <R extends SpecificRecord> List<R> of(Topic<R> topic, UUID orderId) {
        return raw(orderId).stream()
                .filter(it -> it.topic().equals(topic.name()))
                .map(it -> codec.decode(topic.name(), topic.recordType(), it.value()))
                .toList();
    }

    /** Says something about an order; the answer can be sent again with {@link #send}. */
    public CarrierReply say(UUID orderId, CarrierReplyKind kind, int attempt, Consumer<CarrierReply.Builder> more) {
        CarrierReply.Builder reply = CarrierReply.newBuilder()
                .setEventId(UUID.randomUUID())
                .setOrderId(orderId)
                .setOrderNumber("PO")
                .setTenantId("contoso")
                .setVersion(versions.merge(orderId, 1L, Long::sum))
                .setOccurredAt(Instant.parse("2026-11-23T15:00:00Z"))
                .setKind(kind)
                .setAttempt(attempt)
                .setCarrierId("us-cascadia");
        more.accept(reply);
        CarrierReply said = reply.build();
        send(said);
        return said;
    }

    public void send(CarrierReply reply) {
        send(
                Topics.CARRIER_REPLY,
                "/portline/carrier-gateway",
                reply.getOrderId(),
                reply.getEventId(),
                reply.getOccurredAt(),
                reply.getVersion(),
                reply);
    }

    /** Says something of a case, as case-service does. */
    public void send(CaseActivityEvent activity) {
        send(
                Topics.CASE_ACTIVITY,
                "/portline/case-service",
                activity.getCaseId(),
                activity.getEventId(),
                activity.getOccurredAt(),
                activity.getVersion(),
                activity);
    }

    private void send(
            Topic<?> topic,
            String source,
            UUID subject,
            UUID eventId,
            Instant occurredAt,
            long version,
            SpecificRecord value) {
        ProducerRecord<String, byte[]> record =
                new ProducerRecord<>(topic.name(), subject.toString(), codec.encode(topic.name(), value));
        header(record, "ce_specversion", "1.0");
        header(record, "ce_id", eventId.toString());
        header(record, "ce_type", topic.ceType());
        header(record, "ce_source", source);
        header(record, "ce_subject", subject.toString());
        header(record, "ce_time", occurredAt.toString());
        header(record, "ce_sequence", "%019d".formatted(version));
        producer.send(record);
        producer.flush();
    }

    private static void header(ProducerRecord<String, byte[]> record, String name, String value) {
        record.headers().add(name, value.getBytes(StandardCharsets.UTF_8));
    }

    public static LocalMoment moment(Instant instant) {
        Instant minute = instant.truncatedTo(java.time.temporal.ChronoUnit.MINUTES);
        ZoneId zone = ZoneId.of("America/New_York");
        return LocalMoment.newBuilder()
                .setLocal(java.time.LocalDateTime.ofInstant(minute, zone).toString())
                .setZone(zone.getId())
                .setInstant(minute)
                .build();
    }

    @Override
    public void close() {
        open = false;
        try {
            reader.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        producer.close(Duration.ofSeconds(2));
    }
}
