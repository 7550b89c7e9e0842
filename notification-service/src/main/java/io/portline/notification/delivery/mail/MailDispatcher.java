package io.portline.notification.delivery.mail;

import io.portline.messaging.trace.Tracing;
import io.portline.notification.delivery.Attempt;
import io.portline.notification.delivery.Delivery;
import io.portline.notification.delivery.DeliverySchedule;
import io.portline.notification.delivery.Leases;
import io.portline.notification.delivery.MailQueue;
import io.portline.notification.delivery.NotificationService;
import io.portline.notification.delivery.Pacing;
import io.portline.notification.delivery.QueueSignal;
import io.portline.notification.delivery.Sender;
import io.portline.notification.delivery.ServerPause;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Empties the queue: one thread takes what is due, a few send over a connection of their own, one records. Each hands on
 * to the next over a short queue, so that memory is bounded however much waits, and a slow server slows the taking. Mails
 * about one order or case go over one connection, in order. What was tried is recorded at once, together with what was
 * tried meanwhile: a process that dies repeats at most that.
 */
final class MailDispatcher implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(MailDispatcher.class);

    private static final int LANE = 8;
    private static final int RECORDED_AT_ONCE = 100;
    private static final Duration GATHERED_FOR = Duration.ofMillis(100);
    private static final Duration IDLE = Duration.ofSeconds(20);
    private static final Duration AFTER_A_FAILURE_OF_OURS = Duration.ofSeconds(1);

    private final MailQueue queue;
    private final Leases leases;
    private final NotificationService notifications;
    private final Sender.Senders senders;
    private final QueueSignal signal;
    private final DeliverySchedule schedule;
    private final Pacing pacing;
    private final ServerPause pause;
    private final Consumer<Attempt> counted;
    private final Tracing tracing;
    private final Clock realClock;
    private final List<BlockingQueue<Work>> lanes = new ArrayList<>();
    private final BlockingQueue<Result> results = new ArrayBlockingQueue<>(2 * RECORDED_AT_ONCE);
    private final List<Thread> threads = new ArrayList<>();
    private final CountDownLatch stopped = new CountDownLatch(1);
    private volatile boolean running;

    MailDispatcher(
            MailQueue queue,
            NotificationService notifications,
            Sender.Senders senders,
            int connections,
            QueueSignal signal,
            DeliverySchedule schedule,
            Pacing pacing,
            ServerPause pause,
            Consumer<Attempt> counted,
            Tracing tracing,
            Clock realClock) {
        this.queue = queue;
        this.leases = new Leases(queue, realClock);
        this.notifications = notifications;
        this.senders = senders;
        this.signal = signal;
        this.schedule = schedule;
        this.pacing = pacing;
        this.pause = pause;
        this.counted = counted;
        this.tracing = tracing;
        this.realClock = realClock;
        for (int lane = 0; lane < connections; lane++) {
            lanes.add(new ArrayBlockingQueue<>(LANE));
        }
    }

    private sealed interface Work {
        record Send(Delivery delivery) implements Work {}

        record End() implements Work {}
    }

    private sealed interface Result {
        record Attempted(MailQueue.Tried tried) implements Result {}

        record Untried(UUID deliveryId, Instant dueAgain) implements Result {}

        record End() implements Result {}
    }

    @Override
    public void start() {
        running = true;
        for (BlockingQueue<Work> lane : lanes) {
            thread("mail-lane-" + lanes.indexOf(lane), () -> sendAll(lane));
        }
        thread("mail-records", this::recordAll);
        thread(
                "mail-leases",
                () -> leases.keep(away -> LOG.warn("Cannot renew leases of mails, will try again", away)));
        thread("mail-queue", this::takeAll);
        // What an earlier life of ours left behind, and from then on whatever comes due.
        schedule.wakeAt(realClock.instant());
    }

    @Override
    public void stop() {
        running = false;
        stopped.countDown();
        signal.raise();
        try {
            end("mail-queue");
            for (BlockingQueue<Work> lane : lanes) {
                lane.put(new Work.End());
            }
            end("mail-lane");
            results.put(new Result.End());
            end("mail-records");
            leases.close();
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private void thread(String name, Task task) {
        threads.add(Thread.ofPlatform().name(name).daemon().start(() -> {
            try {
                task.run();
            } catch (InterruptedException ended) {
                Thread.currentThread().interrupt();
            }
        }));
    }

    private interface Task {
        void run() throws InterruptedException;
    }

    private void end(String name) throws InterruptedException {
        for (Thread thread : threads) {
            if (thread.getName().startsWith(name)) {
                thread.join(Duration.ofSeconds(20));
            }
        }
    }

    private void takeAll() throws InterruptedException {
        while (running) {
            signal.await(IDLE);
            try {
                takeWhatIsDue();
            } catch (RuntimeException ours) {
                // The database is away, most likely; what is due stays due.
                LOG.warn("Cannot take mails from the queue, will try again", ours);
                if (!stopped.await(AFTER_A_FAILURE_OF_OURS.toMillis(), TimeUnit.MILLISECONDS)) {
                    signal.raise();
                }
            }
        }
    }

    private void takeWhatIsDue() throws InterruptedException {
        // While the server is left alone the timer of the queue comes by and asks again.
        while (running && pause.pausedUntil(realClock.instant()).isEmpty()) {
            Instant now = realClock.instant();
            Instant until = leases.end();
            List<MailQueue.Due> due = queue.claim(until);
            if (due.isEmpty()) {
                queue.nextDue().ifPresent(schedule::wakeAt);
                return;
            }
            Map<UUID, Instant> turns = new HashMap<>();
            for (MailQueue.Due one : due) {
                Optional<Instant> turn = one.paced() ? Optional.empty() : pacing.turn(one.domain(), now);
                if (turn.isPresent()) {
                    turns.put(one.delivery().id(), turn.get());
                } else if (leases.take(one.delivery().id(), until)) {
                    lane(one.delivery()).put(new Work.Send(one.delivery()));
                }
            }
            if (!turns.isEmpty()) {
                queue.pace(turns);
                turns.values().stream().min(Comparator.naturalOrder()).ifPresent(schedule::wakeAt);
            }
        }
    }

    private BlockingQueue<Work> lane(Delivery delivery) {
        int hash = delivery.notification().subject().id().hashCode();
        return lanes.get(Math.floorMod(hash, lanes.size()));
    }

    private void sendAll(BlockingQueue<Work> lane) throws InterruptedException {
        Sender sender = senders.open();
        try {
            while (true) {
                switch (lane.poll(IDLE.toMillis(), TimeUnit.MILLISECONDS)) {
                    case null -> sender.release();
                    case Work.End() -> {
                        return;
                    }
                    case Work.Send(Delivery delivery) -> send(delivery, sender);
                }
            }
        } finally {
            sender.release();
        }
    }

    private void send(Delivery delivery, Sender sender) throws InterruptedException {
        if (!leases.mayBegin(delivery.id())) {
            // Somebody else may have it by now; if nobody has, it is due again.
            return;
        }
        Instant now = realClock.instant();
        Optional<Instant> paused = running ? pause.pausedUntil(now) : Optional.of(now);
        if (paused.isPresent()) {
            results.put(new Result.Untried(delivery.id(), paused.get()));
            return;
        }
        MailQueue.Tried tried = attempt(delivery, sender);
        if (tried.attempt() instanceof Attempt.Postponed(String _, Instant _, boolean serverAway) && serverAway) {
            pause.away(realClock.instant());
        } else {
            pause.back();
        }
        results.put(new Result.Attempted(tried));
    }

    private MailQueue.Tried attempt(Delivery delivery, Sender sender) {
        UUID subject = delivery.notification().subject().id();
        try (Tracing.Scope _ = tracing.running("delivery", subject.toString(), delivery.trace())) {
            return notifications.attempt(delivery, sender);
        } catch (RuntimeException bug) {
            // One that we cannot write must not hold up the others.
            LOG.error("Delivery {} could not be written", delivery.id(), bug);
            return notifications.putOff(delivery, "Internal error");
        }
    }

    private void recordAll() throws InterruptedException {
        List<Result> batch = new ArrayList<>();
        while (true) {
            batch.clear();
            batch.add(results.take());
            gather(batch);
            List<MailQueue.Tried> tried = new ArrayList<>();
            Map<UUID, Instant> untried = new HashMap<>();
            boolean end = false;
            for (Result result : batch) {
                switch (result) {
                    case Result.Attempted(MailQueue.Tried one) -> tried.add(one);
                    case Result.Untried(UUID deliveryId, Instant dueAgain) -> untried.put(deliveryId, dueAgain);
                    case Result.End() -> end = true;
                }
            }
            while (!recorded(tried, untried)) {
                if (stopped.await(AFTER_A_FAILURE_OF_OURS.toMillis(), TimeUnit.MILLISECONDS)) {
                    // The leases end and what was not marked is sent again: the one case in which a mail repeats.
                    LOG.error("{} mails that were tried could not be marked", tried.size());
                    break;
                }
            }
            if (end) {
                return;
            }
        }
    }

    /** Marks cost the database as much for one mail as for many; they wait for each other while more are being sent. */
    private void gather(List<Result> batch) throws InterruptedException {
        long end = System.nanoTime() + GATHERED_FOR.toNanos();
        while (batch.size() < RECORDED_AT_ONCE) {
            results.drainTo(batch, RECORDED_AT_ONCE - batch.size());
            if (lanes.stream().allMatch(Collection::isEmpty)) {
                return;
            }
            Result next = results.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (next == null) {
                return;
            }
            batch.add(next);
        }
    }

    private boolean recorded(List<MailQueue.Tried> tried, Map<UUID, Instant> untried) {
        try {
            if (!tried.isEmpty()) {
                queue.record(tried);
            }
            if (!untried.isEmpty()) {
                queue.putBack(untried);
            }
        } catch (RuntimeException ours) {
            LOG.warn("Cannot mark {} mails that were tried, will try again", tried.size(), ours);
            return false;
        }
        leases.letGo(untried.keySet());
        leases.letGo(tried.stream().map(one -> one.delivery().id()).toList());
        tried.forEach(one -> counted.accept(one.attempt()));
        tried.stream()
                .map(MailQueue.Tried::attempt)
                .flatMap(attempt -> attempt instanceof Attempt.Postponed(String _, Instant next, boolean _)
                        ? Stream.of(next)
                        : Stream.empty())
                .min(Comparator.naturalOrder())
                .ifPresent(this::wakeUnlessStopped);
        return true;
    }

    private void wakeUnlessStopped(Instant at) {
        try {
            schedule.wakeAt(at);
        } catch (RuntimeException later) {
            // The queue is looked at every now and then in any case.
            LOG.debug("Cannot set the wake-up of the mail queue", later);
        }
    }
}
