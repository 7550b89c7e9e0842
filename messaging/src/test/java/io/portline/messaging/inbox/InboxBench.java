package io.portline.messaging.inbox;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.portline.messaging.TestDatabase;
import io.portline.messaging.TestRecords;
import io.portline.messaging.TestTopics;
import io.portline.messaging.codec.MessageCodec;
import io.portline.messaging.deadletter.DeadLetterPublisher;
import io.portline.messaging.deadletter.DeadLetterStore;
import io.portline.messaging.deadletter.DeadLetters;
import io.portline.messaging.deadletter.OperatedDeadLetters;
import io.portline.messaging.kafka.KafkaSettings;
import io.portline.messaging.records.ThingHappened;
import io.portline.messaging.trace.LoggedTracing;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;

import static org.assertj.core.api.Assertions.assertThat;

/** A topic, a consumer of it with a handler that writes to its database, and a hand that puts records in. */
final class InboxBench implements AutoCloseable {

    static final Instant FIRST_START = Instant.parse("2026-12-01T09:00:00Z");
    static final Instant AFTERWARDS = Instant.parse("2026-12-01T10:00:00Z");

    private final TestDatabase database;
    private final MessageCodec codec;
    private final String bootstrapServers;
    private final Subscription<ThingHappened> subscription;
    private final KafkaProducer<byte[], byte[]> producer;
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final InboxContainers containers;
    private final DeadLetterPublisher publisher;
    private final DeadLetters deadLetters;

    /** What a test's handler does besides writing down what it was given. */
    @FunctionalInterface
    interface Behaviour {
        void handle(ReceivedEvent<ThingHappened> event);
    }

    /** What a test's subscription is besides plain. */
    @FunctionalInterface
    interface Shape {
        Subscription<ThingHappened> of(Subscription<ThingHappened> plain);
    }

    InboxBench(TestDatabase database, MessageCodec codec, String bootstrapServers, Shape shape, Behaviour behaviour) {
        this(database, codec, bootstrapServers, shape, behaviour, DefaultKafkaConsumerFactory::new);
    }

    InboxBench(
            TestDatabase database,
            MessageCodec codec,
            String bootstrapServers,
            Shape shape,
            Behaviour behaviour,
            Function<Map<String, Object>, ConsumerFactory<byte[], byte[]>> clients) {
        this.database = database;
        this.codec = codec;
        this.bootstrapServers = bootstrapServers;
        String topic = TestTopics.create(bootstrapServers, "inbox", 2);
        database.jdbc()
                .sql(
                        "CREATE TABLE handled (position bigserial, thing text, version bigint, redriven boolean, early boolean)")
                .update();
        EventHandler<ThingHappened> handler = event -> {
            database.jdbc()
                    .sql("INSERT INTO handled (thing, version, redriven, early) VALUES (?, ?, ?, ?)")
                    .params(event.key(), event.version(), event.redriven(), event.beforeFirstStart())
                    .update();
            behaviour.handle(event);
        };
        // The name tells consumers of different tests apart, for groups outlive them.
        subscription = shape.of(Subscription.of("test." + topic, topic, ThingHappened.class, handler));
        KafkaSettings kafka = TestTopics.settings(bootstrapServers);
        TestTopics.createExactly(bootstrapServers, subscription.deadLetterTopic(), 1);
        producer = new KafkaProducer<>(kafka.producer("test"));
        publisher = new DeadLetterPublisher(kafka);
        DeadLetterStore store = new DeadLetterStore(database.jdbc(), Clock.systemUTC());
        containers = new InboxContainers(
                List.of(subscription),
                codec,
                database.jdbc(),
                database.transaction(),
                store,
                publisher,
                kafka,
                new InboxSettings(true, 1, 200, 3, Duration.ofMillis(20), Duration.ofMillis(200)),
                Clock.fixed(FIRST_START, ZoneOffset.UTC),
                meters,
                new LoggedTracing(),
                clients);
        deadLetters = new OperatedDeadLetters(store, containers, database.transaction());
    }

    InboxBench start() {
        containers.start();
        return this;
    }

    TestDatabase database() {
        return database;
    }

    DeadLetters deadLetters() {
        return deadLetters;
    }

    InboxContainers containers() {
        return containers;
    }

    Subscription<ThingHappened> subscription() {
        return subscription;
    }

    String state() {
        return containers.states().get(subscription.consumer());
    }

    double count(String meter) {
        return meters.get(meter).counter().count();
    }

    double gauge(String meter) {
        return meters.get(meter).gauge().value();
    }

    void send(String key, long version) {
        send(key, version, UUID.randomUUID(), AFTERWARDS);
    }

    /** For records that shall come in one poll, one after the other. */
    void sendTo(int partition, String key, long version) {
        UUID eventId = UUID.randomUUID();
        send(
                partition,
                key,
                codec.encode(subscription.topic(), TestRecords.thing(key, version, eventId)),
                headers(eventId, AFTERWARDS, version));
    }

    void send(String key, long version, UUID eventId, Instant occurredAt) {
        send(
                key,
                version,
                eventId,
                occurredAt,
                codec.encode(subscription.topic(), TestRecords.thing(key, version, eventId)));
    }

    void send(String key, long version, UUID eventId, Instant occurredAt, byte[] value) {
        sendRaw(key, value, headers(eventId, occurredAt, version));
    }

    /** As a relay writes them, but for what a test wants otherwise. */
    static Map<String, String> headers(UUID eventId, Instant occurredAt, long version) {
        return Map.of(
                "ce_id", eventId.toString(),
                "ce_type", "test.thing.v1",
                "ce_time", occurredAt.toString(),
                "ce_sequence", "%019d".formatted(version));
    }

    void sendRaw(String key, byte[] value, Map<String, String> headers) {
        send(null, key, value, headers);
    }

    private void send(@Nullable Integer partition, String key, byte[] value, Map<String, String> headers) {
        RecordHeaders all = new RecordHeaders();
        headers.forEach((name, text) -> all.add(name, text.getBytes(StandardCharsets.UTF_8)));
        producer.send(new ProducerRecord<>(
                subscription.topic(), partition, null, key.getBytes(StandardCharsets.UTF_8), value, all));
        producer.flush();
    }

    /** Versions in the order in which they were handled for good. */
    List<Long> handled(String key) {
        return database.jdbc()
                .sql("SELECT version FROM handled WHERE thing = ? ORDER BY position")
                .param(key)
                .query(Long.class)
                .list();
    }

    void awaitHandled(String key, Long... versions) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .ignoreExceptions()
                .untilAsserted(() -> assertThat(handled(key)).containsExactly(versions));
    }

    void awaitDeadLetters(int count) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(deadLetters.countOpen()).isEqualTo(count));
    }

    List<ConsumerRecord<byte[], byte[]>> deadLetterTopic() {
        return TestTopics.read(bootstrapServers, subscription.deadLetterTopic());
    }

    @Override
    public void close() {
        containers.stop();
        publisher.close();
        producer.close();
        database.close();
    }
}
