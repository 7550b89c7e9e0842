package io.portline.dashboard.freshness.client;

import io.portline.dashboard.freshness.ConsumerLag;
import io.portline.dashboard.freshness.ReadModelFreshness;
import io.portline.messaging.inbox.Subscription;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/**
 * Compares what our consumer groups have committed with the ends of their topics, every few seconds and for all
 * instances together. Committed offsets follow the database's commit, so this errs on the side of "behind".
 */
public final class KafkaFreshness implements ReadModelFreshness, SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(KafkaFreshness.class);

    private final Supplier<Admin> connect;
    private final List<Subscription<?>> subscriptions;
    private final Duration interval;
    private final AtomicReference<@Nullable List<ConsumerLag>> last = new AtomicReference<>();
    private final AtomicReference<@Nullable Thread> thread = new AtomicReference<>();

    /** @param interval between two looks */
    public KafkaFreshness(Supplier<Admin> connect, List<Subscription<?>> subscriptions, Duration interval) {
        this.connect = connect;
        this.subscriptions = List.copyOf(subscriptions);
        this.interval = interval;
    }

    @Override
    public Optional<List<ConsumerLag>> lags() {
        return Optional.ofNullable(last.get());
    }

    @Override
    public void start() {
        thread.set(Thread.ofPlatform().daemon().name("freshness").start(this::run));
    }

    @Override
    public void stop() {
        Thread running = thread.getAndSet(null);
        if (running != null) {
            running.interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return thread.get() != null;
    }

    private void run() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                lookOn();
                TimeUnit.NANOSECONDS.sleep(interval.toNanos());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Until its client can go on no more; Kafka's name may mean nothing yet when it begins. */
    private void lookOn() throws InterruptedException {
        try (Admin admin = connect.get()) {
            while (true) {
                last.set(look(admin));
                TimeUnit.NANOSECONDS.sleep(interval.toNanos());
            }
        } catch (RuntimeException e) {
            last.set(null);
            LOG.debug("The consumers' lag cannot be asked for", e);
        }
    }

    private @Nullable List<ConsumerLag> look(Admin admin) throws InterruptedException {
        try {
            return GroupOffsets.lags(admin, subscriptions);
        } catch (ExecutionException | TimeoutException e) {
            return null;
        }
    }

    @Override
    public Optional<List<ConsumerLag>> everyGroup() {
        try (Admin admin = connect.get()) {
            return Optional.of(GroupOffsets.ofEveryGroup(admin));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } catch (ExecutionException | TimeoutException e) {
            return Optional.empty();
        }
    }
}
