package io.portline.messaging.outbox;

import io.portline.infrastructure.TestInfrastructure;
import io.portline.messaging.TestDatabase;
import io.portline.messaging.TestTopics;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import static org.assertj.core.api.Assertions.assertThat;

/** The outbox when it is large, dead or alive. */
class BacklogTest {

    private static final String KAFKA = TestInfrastructure.kafka().bootstrapServers();
    private static final Pattern BUFFERS = Pattern.compile("Buffers: shared(?: hit=(\\d+))?(?: read=(\\d+))?");

    @Test
    void aMillionRowsDrainInBoundedMemory() throws Exception {
        String topic = TestTopics.create(KAFKA, "backlog", 12);
        try (RelayBench bench = new RelayBench(TestDatabase.create("backlog"), KAFKA, topic)) {
            int rows = 1_000_000;
            insert(bench, topic, rows, 100_000);
            AtomicLong inFlight = new AtomicLong();
            AtomicLong most = new AtomicLong();
            Relay relay = bench.relay(new RelaySignal(), MeddlingProducer.of((real, record, callback) -> {
                most.accumulateAndGet(inFlight.incrementAndGet(), Math::max);
                return real.send(record, (metadata, exception) -> {
                    inFlight.decrementAndGet();
                    callback.onCompletion(metadata, exception);
                });
            }));
            long sent = 0;
            int largestBatch = 0;
            while (sent < rows) {
                Relay.Turn turn = relay.runOnce();
                assertThat(turn).isInstanceOf(Relay.Turn.Sent.class);
                if (turn instanceof Relay.Turn.Sent(int read, int acknowledged, boolean _)) {
                    sent += acknowledged;
                    largestBatch = Math.max(largestBatch, read);
                }
            }
            assertThat(largestBatch).isEqualTo(500);
            assertThat(most.get()).isLessThanOrEqualTo(500);
            assertThat(bench.unsent()).isZero();
            assertThat(TestTopics.size(KAFKA, topic)).isEqualTo(rows);
        }
    }

    @Test
    void aBatchIsBoundedInBytesToo() throws Exception {
        String topic = TestTopics.create(KAFKA, "large", 1);
        try (RelayBench bench = new RelayBench(TestDatabase.create("large"), KAFKA, topic);
                RelaySession session = RelaySession.open(bench.database()::connection, Duration.ofSeconds(10))) {
            Outbox outbox = bench.outbox();
            for (int i = 0; i < 20; i++) {
                OutboxMessage message = RelayBench.message(topic, "k" + i, 1, new byte[800_000]);
                bench.database().transaction().executeWithoutResult(_ -> outbox.append(message));
            }
            assertThat(session.read(0, 500, 2_000_000).rows()).hasSize(3);
            assertThat(session.read(0, 500, 1).rows()).hasSize(1);
        }
    }

    @Test
    void theFloorKeepsTheScanOffAMillionDeadRowsUnderAnOldSnapshot() throws Exception {
        String topic = TestTopics.create(KAFKA, "dead", 1);
        try (RelayBench bench = new RelayBench(TestDatabase.create("dead"), KAFKA, topic);
                Connection old = bench.database().connection()) {
            old.setAutoCommit(false);
            old.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            try (Statement statement = old.createStatement()) {
                statement.execute("SELECT count(*) FROM outbox");
            }
            insert(bench, topic, 1_000_000, 1_000);
            // As if they had been sent: dead for everybody but the old snapshot, so no vacuum can remove them.
            bench.database().jdbc().sql("DELETE FROM outbox").update();

            try (RelaySession session = RelaySession.open(bench.database()::connection, Duration.ofSeconds(60))) {
                Floor floor = new Floor(0);
                Awaitility.await().until(() -> {
                    session.raise(floor);
                    return floor.value() >= 1_000_000;
                });
                try (Connection connection = bench.database().connection()) {
                    assertThat(buffers(connection, 0)).isGreaterThan(10_000);
                    assertThat(buffers(connection, floor.value())).isLessThan(50);
                }
                // A row committed now is above the floor and is found.
                bench.append(bench.outbox(), topic, "a", 1, 1);
                assertThat(session.read(floor.value(), 500, 1 << 20).rows()).hasSize(1);
            }
        }
    }

    @Test
    void theFloorNeverPassesARowThatIsNotCommittedYet() throws Exception {
        String topic = TestTopics.create(KAFKA, "slow", 1);
        try (RelayBench bench = new RelayBench(TestDatabase.create("slow"), KAFKA, topic);
                RelaySession session = RelaySession.open(bench.database()::connection, Duration.ofSeconds(60));
                Connection slow = bench.database().connection()) {
            slow.setAutoCommit(false);
            try (Statement statement = slow.createStatement()) {
                statement.execute(
                        "INSERT INTO outbox (topic, message_key, version, event_id, ce_type, headers, payload, created_at)"
                                + " VALUES ('" + topic
                                + "', 'slow', 1, gen_random_uuid(), 't', '', NULL, clock_timestamp())");
            }
            bench.append(bench.outbox(), topic, "fast", 1, 5);
            List<OutboxRow> fast = session.read(0, 500, 1 << 20).rows();
            assertThat(fast).hasSize(5);
            bench.database().jdbc().sql("DELETE FROM outbox").update();
            Floor floor = new Floor(0);
            for (int second = 0; second < 5; second++) {
                session.raise(floor);
            }
            assertThat(floor.value()).isLessThan(fast.getFirst().id() - 1);
            slow.commit();
            assertThat(session.read(floor.value(), 500, 1 << 20).rows())
                    .singleElement()
                    .satisfies(row -> assertThat(row.key()).isEqualTo("slow"));
        }
    }

    private static void insert(RelayBench bench, String topic, int rows, int keys) {
        bench.database()
                .jdbc()
                .sql("""
                        INSERT INTO outbox (topic, message_key, version, event_id, ce_type, headers, payload, created_at)
                        SELECT :topic, 'k' || (i % :keys), 1 + i / :keys, gen_random_uuid(), 'test.thing.v1',
                               E'ce_time: 2026-12-01T10:00:00Z\n', decode('00112233445566778899aabbccddeeff', 'hex'), clock_timestamp()
                        FROM generate_series(0, :rows - 1) AS i""")
                .param("topic", topic)
                .param("keys", keys)
                .param("rows", rows)
                .update();
    }

    /** Pages that the relay's own reading statement touches, with the relay's own planner settings. */
    private static long buffers(Connection connection, long floor) throws SQLException {
        try (Statement settings = connection.createStatement()) {
            settings.execute(RelaySession.SET_UP);
        }
        try (PreparedStatement statement =
                connection.prepareStatement("EXPLAIN (ANALYZE, BUFFERS, TIMING OFF) " + RelaySession.READ)) {
            statement.setLong(1, floor);
            statement.setInt(2, 500);
            statement.setInt(3, 1 << 20);
            try (ResultSet plan = statement.executeQuery()) {
                while (plan.next()) {
                    // The topmost node's line counts all below it.
                    Matcher matcher = BUFFERS.matcher(plan.getString(1));
                    if (matcher.find()) {
                        return number(matcher.group(1)) + number(matcher.group(2));
                    }
                }
            }
        }
        throw new IllegalStateException("the plan tells of no buffers");
    }

    private static long number(String digits) {
        return digits == null ? 0 : Long.parseLong(digits);
    }
}
