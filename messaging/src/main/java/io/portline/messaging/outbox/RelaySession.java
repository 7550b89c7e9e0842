package io.portline.messaging.outbox;

import org.apache.kafka.common.TopicPartition;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * The relay's database session: the lock that makes it the only one, and its few statements. Autocommit throughout, so
 * no transaction is ever held while Kafka is waited for.
 */
final class RelaySession implements AutoCloseable {

    /** Of the advisory lock; any number that nobody else uses in a service's database. */
    private static final long LOCK = 0x706f72746c696e65L; // "portline"

    static final String CHANNEL = "portline_outbox";

    private static final int PAGE = 20_000;

    /*
     * The outbox is empty or huge, and its statistics are always out of date: only the walk along the primary key is
     * good in both cases, so nothing else is offered to the planner.
     *
     * A server that crashes may forget the session's last commits, always the last ones and never one from between. They say
     * what has been sent; recovery finds that out from Kafka, from the last positions that were not forgotten.
     */
    static final String SET_UP = """
            SET enable_seqscan = off; SET enable_bitmapscan = off; SET enable_sort = off; SET enable_hashjoin = off;
            SET enable_mergejoin = off; SET plan_cache_mode = force_generic_plan; SET jit = off; SET work_mem = '4MB';
            SET synchronous_commit = off""";

    static final String READ = """
            SELECT id, topic, message_key, version, event_id, ce_type, headers, payload, (SELECT EXISTS (SELECT FROM held_key))
            FROM (SELECT o.*, sum(coalesce(octet_length(o.payload), 0)) OVER (ORDER BY o.id ROWS UNBOUNDED PRECEDING)
                             - coalesce(octet_length(o.payload), 0) AS bytes_before
                  FROM (SELECT * FROM outbox
                        WHERE id > ?
                          AND NOT EXISTS (SELECT FROM held_key h
                                          WHERE h.topic = outbox.topic AND h.message_key = outbox.message_key)
                        ORDER BY id LIMIT ?) o) batch
            WHERE bytes_before < ?
            ORDER BY id""";

    private static final String DELETE_AND_HOLD = """
            held AS (
                INSERT INTO held_key (topic, message_key, outbox_id, reason, held_at)
                SELECT h.topic, h.message_key, h.outbox_id, h.reason, clock_timestamp()
                FROM mine, unnest(?::text[], ?::text[], ?::bigint[], ?::text[]) AS h(topic, message_key, outbox_id, reason)
                ON CONFLICT (topic, message_key) DO NOTHING
            ), gone AS (
                DELETE FROM outbox USING mine WHERE id = ANY (?) RETURNING 1
            )
            SELECT (SELECT count(*) FROM mine), (SELECT count(*) FROM gone)""";

    /** The row is locked, not changed: a version of it for every batch would pile up under an old snapshot. */
    private static final String FINISH =
            "WITH mine AS MATERIALIZED (SELECT 1 FROM relay WHERE epoch = ? FOR SHARE), " + DELETE_AND_HOLD;

    private static final String FINISH_AND_SAVE = """
            WITH mine AS (
                UPDATE relay SET floor = ? WHERE epoch = ? RETURNING 1
            ), raised AS (
                INSERT INTO relay_position (topic, partition, position)
                SELECT p.topic, p.partition, p.position
                FROM mine, unnest(?::text[], ?::int[], ?::bigint[]) AS p(topic, partition, position)
                ON CONFLICT (topic, partition) DO UPDATE SET position = excluded.position
            ),\s""" + DELETE_AND_HOLD;

    private final Connection connection;
    private long epoch;

    private RelaySession(Connection connection) {
        this.connection = connection;
    }

    static RelaySession open(RelayConnections connections, Duration idleTimeout) throws SQLException {
        Connection connection = connections.open();
        RelaySession session = new RelaySession(connection);
        try {
            connection.setAutoCommit(true);
            try (Statement statement = connection.createStatement()) {
                statement.execute(SET_UP);
                statement.execute("SET idle_session_timeout = '" + idleTimeout.toMillis() + "ms'");
            }
            return session;
        } catch (SQLException e) {
            session.close();
            throw e;
        }
    }

    boolean tryLock() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("SELECT pg_try_advisory_lock(" + LOCK + ")")) {
            result.next();
            return result.getBoolean(1);
        }
    }

    /** Begins a new epoch, after which no earlier relay can finish anything; returns the saved floor. */
    long takeOver() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result =
                        statement.executeQuery("UPDATE relay SET epoch = epoch + 1 RETURNING epoch, floor")) {
            if (!result.next()) {
                throw new SQLException("the table relay has no row");
            }
            epoch = result.getLong(1);
            return result.getLong(2);
        }
    }

    Map<TopicPartition, Long> positions() throws SQLException {
        Map<TopicPartition, Long> positions = new HashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT topic, partition, position FROM relay_position")) {
            while (rows.next()) {
                positions.put(new TopicPartition(rows.getString(1), rows.getInt(2)), rows.getLong(3));
            }
        }
        return positions;
    }

    Batch read(long floor, int maxRows, int maxBytes) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(READ)) {
            statement.setLong(1, floor);
            statement.setInt(2, maxRows);
            statement.setInt(3, maxBytes);
            List<OutboxRow> rows = new ArrayList<>();
            boolean keysAreHeld = false;
            try (ResultSet result = statement.executeQuery()) {
                while (result.next()) {
                    rows.add(new OutboxRow(
                            result.getLong(1),
                            result.getString(2),
                            result.getString(3),
                            result.getLong(4),
                            result.getObject(5, UUID.class),
                            result.getString(6),
                            result.getString(7),
                            result.getBytes(8)));
                    keysAreHeld = result.getBoolean(9);
                }
            }
            return new Batch(rows, keysAreHeld);
        }
    }

    /** Raises the floor where that is proven; see {@link Floor} for the order of these statements. */
    void raise(Floor floor) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            if (floor.isMarked()
                    && floor.isSettled(
                            number(statement, "SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint"))) {
                try (ResultSet first = statement.executeQuery(
                        "SELECT id FROM outbox WHERE id > " + floor.value() + " ORDER BY id LIMIT 1")) {
                    floor.raise(first.next() ? first.getLong(1) : null);
                }
            }
            if (!floor.isMarked()) {
                long last = number(
                        statement,
                        "SELECT CASE WHEN is_called THEN last_value ELSE last_value - 1 END FROM outbox_id_seq");
                // Nothing new: then no transaction id is used up for it, second by second.
                if (last > floor.value()) {
                    floor.mark(last, number(statement, "SELECT pg_current_xact_id()::text::bigint"));
                }
            }
        }
    }

    private static long number(Statement statement, String query) throws SQLException {
        try (ResultSet result = statement.executeQuery(query)) {
            result.next();
            return result.getLong(1);
        }
    }

    /** Ids of the rows that are still here though their events have arrived in Kafka. */
    List<Long> unfinished(long floor, Set<UUID> arrived) throws SQLException {
        List<Long> ids = new ArrayList<>();
        if (arrived.isEmpty()) {
            return ids;
        }
        // Compared here: the server would compare every row with every id in turn, which a big backlog makes longer
        // than a statement may take.
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT id, event_id FROM outbox WHERE id > ? ORDER BY id LIMIT ?")) {
            long after = floor;
            int read;
            do {
                read = 0;
                statement.setLong(1, after);
                statement.setInt(2, PAGE);
                try (ResultSet rows = statement.executeQuery()) {
                    while (rows.next()) {
                        read++;
                        after = rows.getLong(1);
                        if (arrived.contains(rows.getObject(2, UUID.class))) {
                            ids.add(after);
                        }
                    }
                }
            } while (read == PAGE);
        }
        return ids;
    }

    /**
     * Deletes what is done and holds the keys of what never can be, in one statement and only in the current epoch.
     *
     * @throws RelayDeposedException if this relay is not the one any more, or rows were not there as expected
     */
    void finish(List<Long> done, List<HeldRow> held) throws SQLException, RelayDeposedException {
        try (PreparedStatement statement = connection.prepareStatement(FINISH)) {
            statement.setLong(1, epoch);
            finish(statement, 2, done, held);
        }
    }

    /** {@link #finishAndSave} that no crash of the server forgets: the first position of a partition says that nothing before it is ours. */
    void finishAndSaveOnDisk(List<Long> done, long floor, Map<TopicPartition, Long> positions)
            throws SQLException, RelayDeposedException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET synchronous_commit = on");
            finishAndSave(done, List.of(), floor, positions);
            statement.execute("SET synchronous_commit = off");
        }
    }

    /** {@link #finish} that saves floor and positions as well. */
    void finishAndSave(List<Long> done, List<HeldRow> held, long floor, Map<TopicPartition, Long> positions)
            throws SQLException, RelayDeposedException {
        List<Map.Entry<TopicPartition, Long>> entries = List.copyOf(positions.entrySet());
        try (PreparedStatement statement = connection.prepareStatement(FINISH_AND_SAVE)) {
            statement.setLong(1, floor);
            statement.setLong(2, epoch);
            statement.setArray(
                    3,
                    text(entries.stream().map(entry -> entry.getKey().topic()).toList()));
            statement.setArray(
                    4,
                    connection.createArrayOf(
                            "int4",
                            entries.stream()
                                    .map(entry -> entry.getKey().partition())
                                    .toArray()));
            statement.setArray(
                    5, bigint(entries.stream().map(Map.Entry::getValue).toList()));
            finish(statement, 6, done, held);
        }
    }

    private void finish(PreparedStatement statement, int from, List<Long> done, List<HeldRow> held)
            throws SQLException, RelayDeposedException {
        statement.setArray(
                from, text(held.stream().map(row -> row.row().topic()).toList()));
        statement.setArray(
                from + 1, text(held.stream().map(row -> row.row().key()).toList()));
        statement.setArray(
                from + 2, bigint(held.stream().map(row -> row.row().id()).toList()));
        statement.setArray(from + 3, text(held.stream().map(HeldRow::reason).toList()));
        statement.setArray(from + 4, bigint(done));
        try (ResultSet counts = statement.executeQuery()) {
            counts.next();
            if (counts.getLong(1) != 1 || counts.getLong(2) != done.size()) {
                throw new RelayDeposedException("finished %d of %d rows in epoch %d, %s"
                        .formatted(
                                counts.getLong(2),
                                done.size(),
                                epoch,
                                counts.getLong(1) == 1 ? "which is current" : "which is over"));
            }
        }
    }

    void ping() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SELECT 1");
        }
    }

    void notifyActive() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("NOTIFY " + CHANNEL);
        }
    }

    /** Ends the session, and with it the lock. */
    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            // It is gone, which was the purpose.
            return;
        }
    }

    private Array text(List<String> values) throws SQLException {
        return connection.createArrayOf("text", values.toArray());
    }

    private Array bigint(List<Long> values) throws SQLException {
        return connection.createArrayOf("int8", values.toArray());
    }

    /** @param keysAreHeld whether rows were left out that may be let go on at any time */
    record Batch(List<OutboxRow> rows, boolean keysAreHeld) {}

    /** A row that Kafka refuses for good. */
    record HeldRow(OutboxRow row, String reason) {}
}
