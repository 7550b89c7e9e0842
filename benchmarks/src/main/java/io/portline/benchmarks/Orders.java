package io.portline.benchmarks;

import io.portline.messaging.id.EventIds;
import io.portline.messaging.id.TimeOrderedEventIds;
import io.portline.messaging.outbox.Outbox;
import io.portline.messaging.outbox.OutboxMessage;
import io.portline.messaging.outbox.OutboxSql;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.IntStream;

/** Aggregates that change as port orders do: state and timeline in one statement, with an event or without. */
final class Orders {
    static final String TOPIC = "benchmark.order.v1";
    static final int PAYLOAD_BYTES = 400;

    private static final String CHANGE = """
            WITH changed AS (
                UPDATE benchmark_order SET version = :version WHERE id = :id AND version = :version - 1 RETURNING id
            ), entry AS (
                INSERT INTO benchmark_timeline (order_id, version, what) SELECT id, :version, 'CHANGED' FROM changed
            )
            """;
    private static final String WITHOUT_EVENT = CHANGE + "SELECT count(*) FROM changed";
    private static final String WITH_EVENT = CHANGE + OutboxSql.insertIfAny("changed");

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private @Nullable Outbox outbox;
    private EventIds ids = new TimeOrderedEventIds();
    private Clock clock = Clock.systemUTC();

    Orders(JdbcClient jdbc, TransactionTemplate transaction, Outbox outbox, EventIds ids, Clock clock) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.outbox = outbox;
        this.ids = ids;
        this.clock = clock;
    }

    void createTables() {
        jdbc.sql("CREATE TABLE benchmark_order (id uuid PRIMARY KEY, version bigint NOT NULL)")
                .update();
        jdbc.sql(
                        "CREATE TABLE benchmark_timeline (order_id uuid NOT NULL, version bigint NOT NULL, what text NOT NULL)")
                .update();
    }

    List<UUID> add(int count) {
        List<UUID> added = IntStream.range(0, count).mapToObj(_ -> ids.next()).toList();
        added.forEach(id -> jdbc.sql("INSERT INTO benchmark_order (id, version) VALUES (:id, 0)")
                .param("id", id)
                .update());
        return added;
    }

    /** For those that publish by other means than our outbox. */
    Orders(JdbcClient jdbc, TransactionTemplate transaction) {
        this.jdbc = jdbc;
        this.transaction = transaction;
    }

    /** The change, and in its transaction whatever tells of it. */
    void changeAnd(UUID order, long version, Runnable publish) {
        transaction.executeWithoutResult(_ -> {
            if (jdbc.sql(WITHOUT_EVENT)
                            .param("id", order)
                            .param("version", version)
                            .query(Long.class)
                            .single()
                    != 1) {
                throw new IllegalStateException("Order " + order + " was not at version " + (version - 1));
            }
            publish.run();
        });
    }

    /** A change that nobody is told of: the floor. */
    void changeSilently(UUID order, long version) {
        transaction.executeWithoutResult(_ -> jdbc.sql(WITHOUT_EVENT)
                .param("id", order)
                .param("version", version)
                .query(Long.class)
                .single());
    }

    /** The same change with its event. */
    void change(UUID order, long version) {
        Outbox target = Objects.requireNonNull(outbox, "made for another way to publish");
        OutboxMessage event = new OutboxMessage(
                TOPIC,
                order.toString(),
                version,
                ids.next(),
                "io.portline." + TOPIC,
                clock.instant(),
                new byte[PAYLOAD_BYTES]);
        transaction.executeWithoutResult(_ -> {
            int published = jdbc.sql(WITH_EVENT)
                    .param("id", order)
                    .param("version", version)
                    .params(target.parameters(List.of(event)))
                    .update();
            if (published != 1) {
                throw new IllegalStateException("Order " + order + " was not at version " + (version - 1));
            }
            target.appendedInThisTransaction();
        });
    }
}
