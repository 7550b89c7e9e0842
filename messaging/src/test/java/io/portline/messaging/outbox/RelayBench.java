package io.portline.messaging.outbox;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.portline.messaging.TestDatabase;
import io.portline.messaging.TestTopics;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.awaitility.Awaitility;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

import static org.assertj.core.api.Assertions.assertThat;

/** A database, a topic, an outbox, and relays of it as a test needs them. */
final class RelayBench implements AutoCloseable {

    static final Instant BUSINESS_NOW = Instant.parse("2026-12-01T10:00:00Z");

    private final TestDatabase database;
    private final String bootstrapServers;
    private final Set<String> topics;
    private final List<Relay> relays = new ArrayList<>();
    private Duration idleSessionTimeout = Duration.ofSeconds(10);

    RelayBench(TestDatabase database, String bootstrapServers, String... topics) {
        this.database = database;
        this.bootstrapServers = bootstrapServers;
        this.topics = Set.of(topics);
    }

    RelayBench idleSessionTimeout(Duration timeout) {
        idleSessionTimeout = timeout;
        return this;
    }

    TestDatabase database() {
        return database;
    }

    Outbox outbox(RelaySignal signal) {
        return new JdbcOutbox(database.jdbc(), signal, topics, "/portline/test", 900_000);
    }

    Outbox outbox() {
        return outbox(new RelaySignal());
    }

    /** Not started; for {@link Relay#runOnce} or {@link Relay#start}. */
    Relay relay() {
        return relay(new RelaySignal(), KafkaProducer::new);
    }

    Relay relay(RelaySignal signal) {
        return relay(signal, KafkaProducer::new);
    }

    Relay relay(RelaySignal signal, Function<Map<String, Object>, Producer<byte[], byte[]>> producers) {
        Relay relay = new Relay(
                RelayConnections.to(database.jdbcUrl(), database.user(), database.password()),
                TestTopics.settings(bootstrapServers),
                topics,
                settings(),
                signal,
                new SimpleMeterRegistry(),
                producers);
        relays.add(relay);
        return relay;
    }

    RelaySettings settings() {
        return new RelaySettings(
                true,
                500,
                8 << 20,
                900_000,
                Duration.ofMillis(20),
                2_000,
                Duration.ofMillis(5),
                Duration.ofMillis(10),
                idleSessionTimeout,
                Duration.ofMillis(100),
                Duration.ofMillis(100));
    }

    static OutboxMessage message(String topic, String key, long version) {
        return message(topic, key, version, new byte[] {1, 2, 3});
    }

    static OutboxMessage message(String topic, String key, long version, byte[] payload) {
        return new OutboxMessage(topic, key, version, UUID.randomUUID(), "test.thing.v1", BUSINESS_NOW, payload);
    }

    /** Commits versions {@code from} to {@code to} of a key, each in its own transaction. */
    void append(Outbox outbox, String topic, String key, long from, long to) {
        for (long version = from; version <= to; version++) {
            OutboxMessage message = message(topic, key, version);
            database.transaction().executeWithoutResult(_ -> outbox.append(message));
        }
    }

    /** Takes turns until nothing unsent is left. */
    void drain(Relay relay) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> {
                    relay.runOnce();
                    return unsent() == 0;
                });
    }

    void awaitDrained() {
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> unsent() == 0);
    }

    long unsent() {
        return database.count("outbox");
    }

    List<ConsumerRecord<byte[], byte[]>> records(String topic) {
        return TestTopics.read(bootstrapServers, topic);
    }

    /** Every version of every key once, and in order; duplicates, if allowed, only of what was seen before. */
    static void assertComplete(
            List<ConsumerRecord<byte[], byte[]>> records, int keys, long versionsEach, boolean duplicatesAllowed) {
        Map<String, Long> last = new HashMap<>();
        Set<String> ids = new HashSet<>();
        int duplicates = 0;
        for (ConsumerRecord<byte[], byte[]> record : records) {
            if (!ids.add(TestTopics.header(record, "ce_id"))) {
                duplicates++;
                continue;
            }
            String key = TestTopics.key(record);
            assertThat(TestTopics.version(record))
                    .as("the version after %s of %s", last.get(key), key)
                    .isEqualTo(last.getOrDefault(key, 0L) + 1);
            last.put(key, TestTopics.version(record));
        }
        assertThat(last)
                .hasSize(keys)
                .allSatisfy((_, version) -> assertThat(version).isEqualTo(versionsEach));
        if (!duplicatesAllowed) {
            assertThat(duplicates).isZero();
        }
    }

    @Override
    public void close() {
        relays.forEach(Relay::stop);
        database.close();
    }
}
