package io.portline.messaging.outbox;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.portline.messaging.kafka.KafkaSettings;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/**
 * Sends the outbox to Kafka. Every process of a service has one; a database lock makes one of them active. It promises
 * that nothing committed is lost and that the versions of a key arrive in order; that a record may arrive twice, the
 * inbox is there for.
 */
public final class Relay implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(Relay.class);

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration STOP_TIME = Duration.ofSeconds(10);

    /** Positions are saved at least so often; between, recovery reads a little more instead. */
    private static final int SAVE_AFTER_RECORDS = 1_000;

    private final RelayConnections connections;
    private final KafkaSettings kafka;
    private final Set<String> declaredTopics;
    private final RelaySettings settings;
    private final RelaySignal signal;
    private final Function<Map<String, Object>, Producer<byte[], byte[]>> producers;
    private final Counter sentRecords;
    private final Counter failures;
    private final ReentrantLock turn = new ReentrantLock();

    private volatile boolean running;
    private volatile RelayStatus status = new RelayStatus(false, null);
    private volatile @Nullable Thread thread;
    private volatile @Nullable Thread listener;

    // Guarded by turn.
    private @Nullable RelaySession session;
    private @Nullable TopicWriter writer;
    private boolean recovered;
    private Floor floor = new Floor(0);
    private long passedId;
    private int unsavedRecords;
    private long savedAt;
    private long housekeptAt;
    private @Nullable String lastLogged;

    public Relay(
            RelayConnections connections,
            KafkaSettings kafka,
            Set<String> declaredTopics,
            RelaySettings settings,
            RelaySignal signal,
            MeterRegistry meters) {
        this(connections, kafka, declaredTopics, settings, signal, meters, KafkaProducer::new);
    }

    Relay(
            RelayConnections connections,
            KafkaSettings kafka,
            Set<String> declaredTopics,
            RelaySettings settings,
            RelaySignal signal,
            MeterRegistry meters,
            Function<Map<String, Object>, Producer<byte[], byte[]>> producers) {
        this.connections = connections;
        this.kafka = kafka;
        this.declaredTopics = Set.copyOf(declaredTopics);
        this.settings = settings;
        this.signal = signal;
        this.producers = producers;
        this.sentRecords = Counter.builder("portline.outbox.sent")
                .description("Records that Kafka has acknowledged")
                .register(meters);
        this.failures = Counter.builder("portline.outbox.failures")
                .description("Turns of the relay that failed and are tried again")
                .register(meters);
        Gauge.builder("portline.outbox.active", this, relay -> relay.status.active() ? 1 : 0)
                .description("1 where this process is the one that sends")
                .strongReference(true)
                .register(meters);
    }

    public RelayStatus status() {
        return status;
    }

    /**
     * One turn, as the relay's own thread does them: becomes active if it can, recovers if it must, then reads and sends
     * one batch. For tests, which drive it by hand.
     */
    public Turn runOnce() throws InterruptedException {
        turn.lockInterruptibly();
        try {
            return takeTurn();
        } finally {
            turn.unlock();
        }
    }

    /** What a turn came to. */
    public sealed interface Turn {

        /** Another relay is the active one. */
        record StandBy() implements Turn {}

        /** Something is down; it is tried again. */
        record Failed(String problem) implements Turn {}

        /**
         * A batch was read, perhaps an empty one.
         *
         * @param read rows of the batch
         * @param sent of them acknowledged by Kafka and deleted
         * @param more whether the batch was full
         */
        record Sent(int read, int sent, boolean more) implements Turn {}
    }

    private Turn takeTurn() throws InterruptedException {
        try {
            RelaySession current = session;
            if (current == null) {
                current = RelaySession.open(connections, settings.idleSessionTimeout());
                session = current;
            }
            TopicWriter currentWriter = writer;
            if (currentWriter == null) {
                if (!current.tryLock()) {
                    status = new RelayStatus(false, null);
                    return new Turn.StandBy();
                }
                floor = new Floor(current.takeOver());
                currentWriter =
                        new TopicWriter(kafka, declaredTopics, settings.settleTime(), producers, () -> stopRequested());
                writer = currentWriter;
                recovered = false;
                log.info("This relay is the active one now");
            }
            if (!recovered) {
                currentWriter.recover(current, floor.value());
                recovered = true;
                passedId = 0;
                saved();
            }
            housekeep(current, currentWriter);
            Turn.Sent sent = sendBatch(current, currentWriter);
            status = new RelayStatus(true, recovered ? null : status.problem());
            if (recovered) {
                lastLogged = null;
            }
            return sent;
        } catch (SQLException | RelayDeposedException e) {
            resign();
            return failed("database", e);
        } catch (KafkaException e) {
            recovered = false;
            return failed("Kafka", e);
        } catch (RuntimeException e) {
            // A fault of ours must not end the only thread that sends.
            log.error("The relay failed at something that it does not know", e);
            resign();
            return failed("itself", e);
        }
    }

    private Turn.Sent sendBatch(RelaySession current, TopicWriter currentWriter)
            throws SQLException, RelayDeposedException, InterruptedException {
        RelaySession.Batch batch =
                current.read(Math.max(floor.value(), passedId), settings.batchRows(), settings.batchBytes());
        List<OutboxRow> rows = batch.rows();
        // While batches are full, the next one is read from where this one ended and not across its dead rows: where no
        // row of a lower id can be committed late or let go on, whose key might have later versions in the next batch.
        boolean full = rows.size() == settings.batchRows();
        passedId = full
                        && !batch.keysAreHeld()
                        && floor.isSettledUpTo(rows.getLast().id())
                ? rows.getLast().id()
                : 0;
        if (rows.isEmpty()) {
            return new Turn.Sent(0, 0, false);
        }
        TopicWriter.Result result = currentWriter.send(rows, current);
        List<Long> done = result.acknowledged().stream().map(OutboxRow::id).toList();
        result.held()
                .forEach(held -> log.error("{} can never be sent and holds its key: {}", held.row(), held.reason()));
        if (!result.held().isEmpty()) {
            passedId = 0;
        }
        unsavedRecords += done.size();
        if (unsavedRecords >= SAVE_AFTER_RECORDS || isOlderThanASecond(savedAt)) {
            current.finishAndSave(done, result.held(), floor.value(), currentWriter.positions());
            saved();
        } else {
            current.finish(done, result.held());
        }
        sentRecords.increment(done.size());
        if (result.failure() != null) {
            // What is in doubt is looked up in Kafka before anything else is sent.
            recovered = false;
            failed("Kafka", result.failure());
        }
        return new Turn.Sent(rows.size(), done.size(), done.size() == settings.batchRows());
    }

    /** Once a second: raises the floor, saves positions that no batch has saved, and so keeps the session alive. */
    private void housekeep(RelaySession current, TopicWriter currentWriter) throws SQLException, RelayDeposedException {
        if (!isOlderThanASecond(housekeptAt)) {
            return;
        }
        housekeptAt = System.nanoTime();
        passedId = 0;
        current.raise(floor);
        if (unsavedRecords > 0 && isOlderThanASecond(savedAt)) {
            current.finishAndSave(List.of(), List.of(), floor.value(), currentWriter.positions());
            saved();
        }
    }

    private void saved() {
        unsavedRecords = 0;
        savedAt = System.nanoTime();
    }

    private static boolean isOlderThanASecond(long nanoTime) {
        return System.nanoTime() - nanoTime > SECOND.toNanos();
    }

    private Turn failed(String what, Exception failure) {
        failures.increment();
        String problem = what + ": " + failure.getMessage();
        status = new RelayStatus(writer != null, problem);
        // Once per problem, not once per try.
        if (problem.equals(lastLogged)) {
            log.debug("The relay still cannot go on: {}", problem);
        } else {
            log.warn("The relay cannot go on and keeps trying: {}", problem);
            lastLogged = problem;
        }
        return new Turn.Failed(problem);
    }

    /** Stops sending first and releases the lock after that. */
    private void resign() {
        try {
            if (writer != null) {
                writer.close();
            }
        } catch (KafkaException e) {
            // Interrupted, at the end of the time to stop in; its producer ends with the process.
            log.debug("The producer is left as it is", e);
        } finally {
            writer = null;
            if (session != null) {
                session.close();
                session = null;
            }
        }
        recovered = false;
        status = new RelayStatus(false, status.problem());
    }

    // ---- the relay's own thread ----

    @Override
    public void start() {
        running = true;
        thread = Thread.ofPlatform().name("outbox-relay").daemon().start(this::runUntilStopped);
        listener = Thread.ofPlatform().daemon().name("outbox-listener").start(this::listenUntilStopped);
    }

    @Override
    public void stop() {
        running = false;
        signal.wake();
        Thread listening = listener;
        if (listening != null) {
            listening.interrupt();
        }
        Thread sending = thread;
        if (sending != null) {
            try {
                if (!sending.join(STOP_TIME)) {
                    sending.interrupt();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Below the web server's phase: stopped after the last request has been answered. */
    @Override
    public int getPhase() {
        return DEFAULT_PHASE - 3_000;
    }

    /** A service that writes no topic has nothing to relay. */
    @Override
    public boolean isAutoStartup() {
        return !declaredTopics.isEmpty();
    }

    /** A thread driven by hand never stops by itself. */
    private boolean stopRequested() {
        return thread != null && !running;
    }

    private void runUntilStopped() {
        Pace pace = new Pace(settings.gatherAbove(), System.nanoTime());
        try {
            while (running) {
                long began = System.nanoTime();
                switch (runOnce()) {
                    case Turn.StandBy _ -> standBy();
                    case Turn.Failed _ -> Thread.sleep(settings.retryInterval());
                    case Turn.Sent(int read, int sent, boolean more) -> {
                        pace.count(read, System.nanoTime());
                        if (more) {
                            continue;
                        }
                        if (pace.isGathering()) {
                            pause(settings.gatherTime().toNanos() - (System.nanoTime() - began));
                        } else if (read > sent) {
                            Thread.sleep(settings.retryInterval());
                        } else if (read == 0) {
                            signal.await(settings.pollInterval());
                        }
                    }
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            turn.lock();
            try {
                leave();
            } finally {
                turn.unlock();
            }
        }
    }

    private static void pause(long nanos) throws InterruptedException {
        if (nanos > 0) {
            Thread.sleep(Duration.ofNanos(nanos));
        }
    }

    private void leave() {
        if (session != null && writer != null && unsavedRecords > 0) {
            try {
                session.finishAndSave(List.of(), List.of(), floor.value(), writer.positions());
            } catch (SQLException | RelayDeposedException e) {
                log.debug("Positions not saved at the end; the next relay reads a little more", e);
            }
        }
        resign();
    }

    /** Passes this process's commits on to the active relay of another, and asks now and then to take its place. */
    private void standBy() throws InterruptedException {
        long until = System.nanoTime() + settings.retryInterval().toNanos();
        while (running && System.nanoTime() < until) {
            if (signal.await(Duration.ofNanos(Math.max(1, until - System.nanoTime())))) {
                turn.lockInterruptibly();
                try {
                    if (session != null) {
                        session.notifyActive();
                    }
                } catch (SQLException e) {
                    resign();
                    return;
                } finally {
                    turn.unlock();
                }
                // One NOTIFY says as much as a hundred, and costs every committing writer a hundredth.
                Thread.sleep(settings.notifyInterval());
            }
        }
    }

    /** On a connection of its own, because the relay's waits for Kafka as well. */
    private void listenUntilStopped() {
        while (running) {
            try (Connection connection = connections.open();
                    Statement statement = connection.createStatement()) {
                statement.execute("LISTEN " + RelaySession.CHANNEL);
                PGConnection notifications = connection.unwrap(PGConnection.class);
                while (running) {
                    if (notifications.getNotifications((int) SECOND.toMillis()).length > 0 && status.active()) {
                        signal.wake();
                    }
                }
            } catch (SQLException e) {
                log.debug("No notifications for now; polling goes on", e);
                try {
                    Thread.sleep(settings.retryInterval());
                } catch (InterruptedException interrupted) {
                    return;
                }
            }
        }
    }
}
