package io.portline.messaging.outbox;

import io.portline.infrastructure.TestInfrastructure;
import io.portline.messaging.TestDatabase;
import io.portline.messaging.TestTopics;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TimeoutException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class RelayTest {

    private static final String KAFKA = TestInfrastructure.kafka().bootstrapServers();

    private String topic;
    private RelayBench bench;

    @BeforeEach
    void open() {
        topic = TestTopics.create(KAFKA, "relay", 3);
        bench = new RelayBench(TestDatabase.create("relay"), KAFKA, topic);
    }

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void sendsWhatWasCommittedAndNothingElse() {
        Outbox outbox = bench.outbox();
        bench.append(outbox, topic, "a", 1, 2);
        bench.database().transaction().executeWithoutResult(status -> {
            outbox.append(RelayBench.message(topic, "b", 1));
            status.setRollbackOnly();
        });
        bench.drain(bench.relay());
        RelayBench.assertComplete(bench.records(topic), 1, 2, false);
    }

    @Test
    void writesCloudEventsHeadersInBinaryMode() {
        OutboxMessage message = RelayBench.message(topic, "a", 7, "value".getBytes(StandardCharsets.UTF_8));
        bench.database().transaction().executeWithoutResult(_ -> bench.outbox().append(message));
        bench.drain(bench.relay());

        ConsumerRecord<byte[], byte[]> record = bench.records(topic).getFirst();
        assertThat(TestTopics.key(record)).isEqualTo("a");
        assertThat(record.value()).asString(StandardCharsets.UTF_8).isEqualTo("value");
        assertThat(TestTopics.header(record, "ce_specversion")).isEqualTo("1.0");
        assertThat(TestTopics.header(record, "ce_id"))
                .isEqualTo(message.eventId().toString());
        assertThat(TestTopics.header(record, "ce_type")).isEqualTo("test.thing.v1");
        assertThat(TestTopics.header(record, "ce_source")).isEqualTo("/portline/test");
        assertThat(TestTopics.header(record, "ce_subject")).isEqualTo("a");
        assertThat(TestTopics.header(record, "ce_time")).isEqualTo("2026-12-01T10:00:00Z");
        assertThat(TestTopics.header(record, "ce_dataschema")).isNotBlank();
        assertThat(TestTopics.header(record, "ce_sequence")).isEqualTo("0000000000000000007");
        assertThat(TestTopics.header(record, "content-type")).isEqualTo("application/avro");
        assertThat(TestTopics.header(record, "traceparent")).matches("00-[0-9a-f]{32}-[0-9a-f]{16}-01");
        // Business time may be years away; Kafka refuses timestamps of the future.
        assertThat(record.timestamp()).isNotEqualTo(RelayBench.BUSINESS_NOW.toEpochMilli());
    }

    @Test
    void sendsATombstoneAsNull() {
        bench.database()
                .transaction()
                .executeWithoutResult(_ -> bench.outbox().append(RelayBench.message(topic, "a", 1, null)));
        bench.drain(bench.relay());
        assertThat(bench.records(topic).getFirst().value()).isNull();
    }

    @Test
    void keepsTheOrderOfEachKeyUnderConcurrentWriters() throws Exception {
        int keys = 12;
        long versions = 40;
        RelaySignal signal = new RelaySignal();
        Outbox outbox = bench.outbox(signal);
        bench.database()
                .jdbc()
                .sql("CREATE TABLE thing (id text PRIMARY KEY, version bigint NOT NULL)")
                .update();
        for (int key = 0; key < keys; key++) {
            bench.database()
                    .jdbc()
                    .sql("INSERT INTO thing VALUES (?, 0)")
                    .param("k" + key)
                    .update();
        }
        Relay relay = bench.relay(signal);
        relay.start();
        try (ExecutorService writers = Executors.newFixedThreadPool(8)) {
            List<Future<?>> work = new ArrayList<>();
            for (int writer = 0; writer < 8; writer++) {
                int first = writer;
                work.add(writers.submit(() -> {
                    // Each writer walks all keys from another start, so that they meet on the same rows.
                    for (int step = 0; step < keys * versions / 8; step++) {
                        changeInOneStatement(outbox, "k" + (first + step) % keys);
                    }
                }));
            }
            for (Future<?> each : work) {
                each.get();
            }
        }
        bench.awaitDrained();
        assertThat(bench.database().count("thing WHERE version <> " + versions)).isZero();
        RelayBench.assertComplete(bench.records(topic), keys, versions, false);
    }

    /** As a repository does it: the guarded change and its event in one statement, tried again if somebody was faster. */
    private void changeInOneStatement(Outbox outbox, String id) {
        AtomicBoolean changed = new AtomicBoolean();
        while (!changed.get()) {
            bench.database().transaction().executeWithoutResult(_ -> {
                long version = bench.database()
                        .jdbc()
                        .sql("SELECT version FROM thing WHERE id = ?")
                        .param(id)
                        .query(Long.class)
                        .single();
                int inserted = bench.database()
                        .jdbc()
                        .sql(
                                "WITH changed AS (UPDATE thing SET version = version + 1 WHERE id = :id AND version = :version RETURNING id) "
                                        + OutboxSql.insertIfAny("changed"))
                        .param("id", id)
                        .param("version", version)
                        .params(outbox.parameters(List.of(RelayBench.message(topic, id, version + 1))))
                        .update();
                changed.set(inserted == 1);
                outbox.appendedInThisTransaction();
            });
        }
    }

    /** The youngest transaction of all is the one that a snapshot's xmax does not count. */
    @Test
    void theFloorStaysBelowWhatTheYoungestTransactionHasNotCommittedYet() throws Exception {
        try (RelaySession session = RelaySession.open(bench.database()::connection, Duration.ofSeconds(10));
                Connection writer = bench.database().connection()) {
            writer.setAutoCommit(false);
            insert(writer, "late", 1);
            Floor floor = new Floor(0);
            for (int second = 0; second < 5; second++) {
                session.raise(floor);
            }
            writer.commit();
            assertThat(session.read(floor.value(), 500, 1 << 20).rows())
                    .extracting(OutboxRow::key)
                    .contains("late");
        }
    }

    @Test
    void aFullBatchBetweenDoesNotLetALaterVersionPassOneThatIsCommittedLate() throws Exception {
        Outbox outbox = bench.outbox();
        Relay relay = bench.relay();
        relay.runOnce();
        try (Connection writer = bench.database().connection()) {
            writer.setAutoCommit(false);
            insert(writer, "late", 1);
            for (int other = 0; other < 500; other++) {
                bench.append(outbox, topic, "other" + other, 1, 1);
            }
            assertThat(relay.runOnce()).isEqualTo(new Relay.Turn.Sent(500, 500, true));
            writer.commit();
        }
        bench.append(outbox, topic, "late", 2, 2);
        bench.drain(relay);
        assertThat(bench.records(topic).stream()
                        .filter(record -> TestTopics.key(record).equals("late"))
                        .map(TestTopics::version))
                .containsExactly(1L, 2L);
    }

    private void insert(Connection writer, String key, long version) throws SQLException {
        OutboxMessage message = RelayBench.message(topic, key, version);
        try (PreparedStatement insert = writer.prepareStatement("""
                INSERT INTO outbox (topic, message_key, version, event_id, ce_type, headers, payload, created_at)
                SELECT ?, ?, ?, ?, ?, '', ?, clock_timestamp() WHERE pg_current_xact_id() IS NOT NULL""")) {
            insert.setString(1, topic);
            insert.setString(2, key);
            insert.setLong(3, version);
            insert.setObject(4, message.eventId());
            insert.setString(5, message.type());
            insert.setBytes(6, message.payload());
            insert.executeUpdate();
        }
    }

    @Test
    void isWokenByACommitInItsOwnProcess() {
        RelaySignal signal = new RelaySignal();
        Relay relay = bench.relay(signal);
        relay.start();
        bench.append(bench.outbox(signal), topic, "a", 1, 20);
        bench.awaitDrained();
        RelayBench.assertComplete(bench.records(topic), 1, 20, false);
    }

    @Test
    void onlyOneOfTwoRelaysIsActiveAndTheOtherTakesOver() throws Exception {
        RelaySignal signal = new RelaySignal();
        Outbox outbox = bench.outbox(signal);
        Relay first = bench.relay();
        Relay second = bench.relay(signal);
        assertThat(first.runOnce()).isInstanceOf(Relay.Turn.Sent.class);
        assertThat(second.runOnce()).isInstanceOf(Relay.Turn.StandBy.class);
        assertThat(first.status().active()).isTrue();
        assertThat(second.status().active()).isFalse();

        first.start();
        second.start();
        // Committed beside the relay that stands by, which passes the word on.
        bench.append(outbox, topic, "a", 1, 30);
        bench.awaitDrained();
        assertThat(second.status().active()).isFalse();

        first.stop();
        bench.append(outbox, topic, "a", 31, 60);
        bench.awaitDrained();
        assertThat(second.status().active()).isTrue();
        RelayBench.assertComplete(bench.records(topic), 1, 60, false);
    }

    @Test
    void aRelayKilledBetweenKafkasYesAndItsOwnMarkRepeatsNothing() throws Exception {
        Outbox outbox = bench.outbox();
        bench.append(outbox, topic, "a", 1, 3);
        bench.append(outbox, topic, "b", 1, 3);
        AtomicInteger acknowledged = new AtomicInteger();
        Relay killed = bench.relay(new RelaySignal(), MeddlingProducer.of((real, record, _) -> {
            // Kafka has it, but the relay never hears of it.
            join(real.send(record));
            acknowledged.incrementAndGet();
            throw new SimulatedKill();
        }));
        assertThatThrownBy(killed::runOnce).isInstanceOf(SimulatedKill.class);
        assertThat(acknowledged).hasValue(1);
        endSessions();

        bench.drain(bench.relay());
        RelayBench.assertComplete(bench.records(topic), 2, 3, false);
    }

    @Test
    void aRelayFrozenAndWokenLosesNothingAndKeepsOrder() throws Exception {
        bench.idleSessionTimeout(Duration.ofSeconds(2));
        Outbox outbox = bench.outbox();
        bench.append(outbox, topic, "a", 1, 5);
        bench.append(outbox, topic, "b", 1, 5);
        CountDownLatch frozen = new CountDownLatch(1);
        CountDownLatch wake = new CountDownLatch(1);
        Relay sleeper = bench.relay(new RelaySignal(), MeddlingProducer.of((real, record, callback) -> {
            frozen.countDown();
            join(wake);
            return real.send(record, callback);
        }));
        CompletableFuture<Relay.Turn> turn = CompletableFuture.supplyAsync(() -> {
            try {
                return sleeper.runOnce();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        assertThat(frozen.await(30, TimeUnit.SECONDS)).isTrue();

        // The server ends the frozen relay's idle session; with it goes the lock.
        Relay successor = bench.relay();
        bench.drain(successor);
        bench.append(outbox, topic, "a", 6, 8);
        bench.append(outbox, topic, "b", 6, 8);
        wake.countDown();
        assertThat(turn.get(60, TimeUnit.SECONDS)).isInstanceOf(Relay.Turn.Failed.class);
        assertThat(sleeper.status().active()).isFalse();
        bench.drain(successor);

        // What it still sent is a duplicate, which the inbox swallows; nothing is lost or passes anything.
        RelayBench.assertComplete(bench.records(topic), 2, 8, true);
    }

    @Test
    void aFailureInsideABatchNeverLetsALaterVersionPass() {
        Outbox outbox = bench.outbox();
        for (String key : List.of("a", "b", "c")) {
            bench.append(outbox, topic, key, 1, 10);
        }
        Set<String> failedOnce = ConcurrentHashMap.newKeySet();
        Relay relay = bench.relay(new RelaySignal(), MeddlingProducer.of((real, record, callback) -> {
            // Versions 3 and 7 of b fail at their first try, one without a trace, one after Kafka has it.
            String place = place(record);
            if (place.equals("b 3") && failedOnce.add(place)) {
                callback.onCompletion(null, new TimeoutException("lost on the way there"));
                return CompletableFuture.completedFuture(null);
            }
            if (place.equals("b 7") && failedOnce.add(place)) {
                join(real.send(record));
                callback.onCompletion(null, new TimeoutException("lost on the way back"));
                return CompletableFuture.completedFuture(null);
            }
            return real.send(record, callback);
        }));
        bench.drain(relay);
        assertThat(failedOnce).containsExactlyInAnyOrder("b 3", "b 7");
        RelayBench.assertComplete(bench.records(topic), 3, 10, false);
    }

    @Test
    void aStopInsideABatchNeverLetsALaterVersionPass() {
        Outbox outbox = bench.outbox();
        bench.append(outbox, topic, "a", 1, 1);
        bench.append(outbox, topic, "b", 1, 2);
        bench.append(outbox, topic, "a", 2, 2);
        AtomicReference<Relay> stopped = new AtomicReference<>();
        Relay relay = bench.relay(new RelaySignal(), MeddlingProducer.of((real, record, callback) -> {
            if (place(record).equals("a 1")) {
                Relay self = stopped.get();
                Thread.ofPlatform().start(self::stop);
                Awaitility.await().until(() -> !self.isRunning());
            }
            return real.send(record, callback);
        }));
        stopped.set(relay);
        relay.start();
        Awaitility.await().until(() -> !relay.isRunning());

        bench.drain(bench.relay());
        RelayBench.assertComplete(bench.records(topic), 2, 2, false);
    }

    @Test
    void hasAtMostOneRowOfAKeyInFlight() {
        Outbox outbox = bench.outbox();
        for (int key = 0; key < 5; key++) {
            bench.append(outbox, topic, "k" + key, 1, 10);
        }
        Map<String, AtomicInteger> inFlight = new ConcurrentHashMap<>();
        AtomicInteger most = new AtomicInteger();
        Relay relay = bench.relay(new RelaySignal(), MeddlingProducer.of((real, record, callback) -> {
            AtomicInteger ofKey = inFlight.computeIfAbsent(
                    new String(record.key(), StandardCharsets.UTF_8), _ -> new AtomicInteger());
            most.accumulateAndGet(ofKey.incrementAndGet(), Math::max);
            return real.send(record, (metadata, exception) -> {
                ofKey.decrementAndGet();
                callback.onCompletion(metadata, exception);
            });
        }));
        bench.drain(relay);
        assertThat(most).hasValue(1);
    }

    @Test
    void aRowThatKafkaRefusesForGoodHoldsOnlyItsKey() throws Exception {
        String narrow = TestTopics.create(KAFKA, "narrow", 1, Map.of("max.message.bytes", "2000"));
        try (RelayBench own = new RelayBench(TestDatabase.create("held"), KAFKA, narrow)) {
            Outbox outbox = own.outbox();
            own.append(outbox, narrow, "a", 1, 1);
            own.database()
                    .transaction()
                    .executeWithoutResult(_ -> outbox.append(RelayBench.message(narrow, "a", 2, new byte[10_000])));
            own.append(outbox, narrow, "a", 3, 4);
            own.append(outbox, narrow, "b", 1, 4);
            Relay relay = own.relay();
            Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> {
                relay.runOnce();
                return own.unsent() == 3;
            });
            assertThat(relay.runOnce()).isEqualTo(new Relay.Turn.Sent(0, 0, false));
            assertThat(own.records(narrow)).hasSize(5);

            HeldKeys held = new HeldKeys(own.database().jdbc());
            assertThat(held.list()).singleElement().satisfies(key -> {
                assertThat(key.key()).isEqualTo("a");
                assertThat(key.reason()).contains("RecordTooLarge");
            });
            // The operator shortens what was too long, say, and lets the key go on.
            own.database()
                    .jdbc()
                    .sql("UPDATE outbox SET payload = '\\x01' WHERE version = 2")
                    .update();
            assertThat(held.release(narrow, "a")).isTrue();
            own.drain(relay);
            RelayBench.assertComplete(own.records(narrow), 2, 4, false);
        }
    }

    @Test
    void aReleasedKeyKeepsItsOrderWhileTheRestDrains() throws Exception {
        String narrow = TestTopics.create(KAFKA, "narrow", 1, Map.of("max.message.bytes", "20000"));
        try (RelayBench own = new RelayBench(TestDatabase.create("released"), KAFKA, narrow)) {
            Outbox outbox = own.outbox();
            AtomicBoolean kafkaIsAway = new AtomicBoolean();
            Relay relay = own.relay(new RelaySignal(), MeddlingProducer.of((real, record, callback) -> {
                if (kafkaIsAway.get()) {
                    callback.onCompletion(null, new TimeoutException("away"));
                    return CompletableFuture.completedFuture(null);
                }
                return real.send(record, callback);
            }));
            own.database()
                    .transaction()
                    .executeWithoutResult(_ -> outbox.append(RelayBench.message(narrow, "a", 1, new byte[100_000])));
            HeldKeys held = new HeldKeys(own.database().jdbc());
            Awaitility.await().until(() -> {
                relay.runOnce();
                return held.list().size() == 1;
            });
            own.append(outbox, narrow, "a", 2, 2);
            own.database().transaction().executeWithoutResult(_ -> {
                for (int other = 0; other < 600; other++) {
                    outbox.append(RelayBench.message(narrow, "other" + other, 1));
                }
            });
            own.append(outbox, narrow, "a", 3, 3);
            // Until the relay knows that nothing below can be committed late, which it finds out second by second.
            kafkaIsAway.set(true);
            long since = System.nanoTime();
            Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> {
                relay.runOnce();
                return System.nanoTime() - since > TimeUnit.SECONDS.toNanos(4);
            });
            kafkaIsAway.set(false);
            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> relay.runOnce() instanceof Relay.Turn.Sent turn && turn.sent() > 0);
            own.database()
                    .jdbc()
                    .sql("UPDATE outbox SET payload = '\\x01' WHERE version = 1 AND message_key = 'a'")
                    .update();
            assertThat(held.release(narrow, "a")).isTrue();
            own.drain(relay);
            assertThat(own.records(narrow).stream()
                            .filter(record -> TestTopics.key(record).equals("a"))
                            .map(TestTopics::version))
                    .containsExactly(1L, 2L, 3L);
        }
    }

    /** An old release's relay is still the active one when the first instance of the new one writes its new topic. */
    @Test
    void sendsTheTopicOfANewerReleaseAndHoldsOnlyWhatKafkaDoesNotHave() throws Exception {
        String added = TestTopics.create(KAFKA, "added", 1);
        Outbox newer = new JdbcOutbox(
                bench.database().jdbc(), new RelaySignal(), Set.of(topic, added, "nowhere"), "/portline/test", 900_000);
        Relay older = bench.relay();
        bench.append(newer, topic, "a", 1, 2);
        bench.append(newer, added, "a", 1, 3);
        bench.drain(older);
        assertThat(bench.records(added)).hasSize(3);

        HeldKeys held = new HeldKeys(bench.database().jdbc());
        assertThat(held.list()).isEmpty();
        bench.append(newer, "nowhere", "a", 1, 1);
        bench.append(newer, added, "a", 4, 4);
        Awaitility.await().until(() -> {
            older.runOnce();
            return bench.unsent() == 1;
        });
        assertThat(held.list())
                .singleElement()
                .satisfies(key -> assertThat(key.reason()).contains("nowhere"));
        assertThat(bench.records(added)).hasSize(4);
    }

    @Test
    void goesOnAfterAFaultOfItsOwn() {
        AtomicBoolean failed = new AtomicBoolean();
        Relay relay = bench.relay(new RelaySignal(), MeddlingProducer.of((real, record, callback) -> {
            if (failed.compareAndSet(false, true)) {
                throw new IllegalArgumentException("a fault of the relay");
            }
            return real.send(record, callback);
        }));
        bench.append(bench.outbox(), topic, "a", 1, 3);
        relay.start();
        bench.awaitDrained();
        RelayBench.assertComplete(bench.records(topic), 1, 3, false);
    }

    @Test
    void recoversAmongForeignRecordsWhoseIdIsNothing() {
        bench.drain(bench.relay());
        endSessions();
        try (KafkaProducer<byte[], byte[]> foreign =
                new KafkaProducer<>(TestTopics.settings(KAFKA).producer("foreign"))) {
            ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topic, new byte[] {1});
            record.headers().add("ce_id", null);
            foreign.send(record);
        }
        bench.append(bench.outbox(), topic, "a", 1, 2);
        Relay relay = bench.relay();
        relay.start();
        bench.awaitDrained();
        assertThat(bench.records(topic)).hasSize(3);
    }

    @Test
    void recoversWhatIsFarBehindInABigBacklog() {
        bench.drain(bench.relay());
        endSessions();
        int rows = 25_000;
        bench.database().jdbc().sql("""
                        INSERT INTO outbox (topic, message_key, version, event_id, ce_type, headers, payload, created_at)
                        SELECT ?, 'k' || i, 1, gen_random_uuid(), 'test.thing.v1', '', '\\x01', now() FROM generate_series(1, ?) AS i""").params(topic, rows).update();
        UUID last = bench.database()
                .jdbc()
                .sql("SELECT event_id FROM outbox ORDER BY id DESC LIMIT 1")
                .query(UUID.class)
                .single();
        try (KafkaProducer<byte[], byte[]> killed =
                new KafkaProducer<>(TestTopics.settings(KAFKA).producer("killed"))) {
            ProducerRecord<byte[], byte[]> record =
                    new ProducerRecord<>(topic, ("k" + rows).getBytes(StandardCharsets.UTF_8), new byte[] {1});
            record.headers().add("ce_id", last.toString().getBytes(StandardCharsets.UTF_8));
            killed.send(record);
        }
        bench.drain(bench.relay());
        assertThat(bench.records(topic)).hasSize(rows);
    }

    @Test
    void refusesWhatCouldNeverBeSent() {
        Outbox outbox = bench.outbox();
        bench.database().transaction().executeWithoutResult(_ -> {
            assertThatThrownBy(() -> outbox.append(RelayBench.message(topic, "a", 1, new byte[900_001])))
                    .isInstanceOf(PayloadTooLargeException.class);
            assertThatThrownBy(() -> outbox.append(RelayBench.message("somebody-elses", "a", 1)))
                    .isInstanceOf(UndeclaredTopicException.class);
        });
        assertThatThrownBy(() -> outbox.append(RelayBench.message(topic, "a", 1)))
                .hasMessageContaining("transaction");
        assertThat(bench.unsent()).isZero();
    }

    private void endSessions() {
        bench.database()
                .jdbc()
                .sql("SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                        + " WHERE application_name = 'portline-relay' AND datname = current_database()")
                .query((row, _) -> row.getBoolean(1))
                .list();
    }

    private static String place(ProducerRecord<byte[], byte[]> record) {
        return new String(record.key(), StandardCharsets.UTF_8)
                + " "
                + Long.parseLong(
                        new String(record.headers().lastHeader("ce_sequence").value(), StandardCharsets.UTF_8));
    }

    private static void join(Future<?> future) {
        try {
            future.get();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static void join(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** An Error, because nothing in the relay may catch it. */
    private static final class SimulatedKill extends Error {}
}
