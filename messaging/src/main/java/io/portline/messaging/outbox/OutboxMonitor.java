package io.portline.messaging.outbox;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.TransactionException;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;

/** What waits in the outbox, looked up at most every few seconds however often it is asked for. */
public final class OutboxMonitor {

    private static final Logger log = LoggerFactory.getLogger(OutboxMonitor.class);
    private static final Duration FRESH = Duration.ofSeconds(5);

    private final JdbcClient jdbc;
    private final Clock realClock;
    private Backlog last = new Backlog(0, Duration.ZERO, 0);
    /** Not by the clock, which may step back. */
    private long lastAt = System.nanoTime() - FRESH.toNanos();

    public OutboxMonitor(JdbcClient jdbc, Clock realClock, MeterRegistry meters) {
        this.jdbc = jdbc;
        this.realClock = realClock;
        Gauge.builder(
                        "portline.outbox.oldest.age",
                        this,
                        monitor -> monitor.backlog().oldestAge().toMillis() / 1000.0)
                .description("Age of the oldest unsent record")
                .baseUnit("seconds")
                .strongReference(true)
                .register(meters);
        Gauge.builder(
                        "portline.outbox.waiting",
                        this,
                        monitor -> monitor.backlog().rows())
                .description("Records not sent yet")
                .strongReference(true)
                .register(meters);
        Gauge.builder(
                        "portline.outbox.held.keys",
                        this,
                        monitor -> monitor.backlog().heldKeys())
                .description("Keys whose next record Kafka refuses for good")
                .strongReference(true)
                .register(meters);
    }

    /**
     * @param rows not sent, those of held keys included
     * @param oldestAge of the oldest of them, real time; zero if there is none
     */
    public record Backlog(long rows, Duration oldestAge, long heldKeys) {}

    /** The state of at most five seconds ago, or the last known if the database is away. */
    public synchronized Backlog backlog() {
        if (System.nanoTime() - lastAt >= FRESH.toNanos()) {
            lastAt = System.nanoTime();
            try {
                last = look(realClock.instant());
            } catch (DataAccessException | TransactionException e) {
                log.debug("The outbox cannot be looked at", e);
            }
        }
        return last;
    }

    /** From the saved floor up, because below it there are only dead rows. */
    private Backlog look(Instant now) {
        return jdbc.sql("""
                        SELECT count(*), min(created_at), (SELECT count(*) FROM held_key)
                        FROM outbox WHERE id > (SELECT floor FROM relay)""")
                .query((row, _) -> {
                    OffsetDateTime oldest = row.getObject(2, OffsetDateTime.class);
                    Duration age = oldest == null ? Duration.ZERO : Duration.between(oldest.toInstant(), now);
                    return new Backlog(row.getLong(1), age.isNegative() ? Duration.ZERO : age, row.getLong(3));
                })
                .single();
    }
}
