package io.portline.web.idempotency;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Deletes keys whose time is over, now and then, in small bites; several instances do not wait for each other. */
public final class IdempotencyPurge implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(IdempotencyPurge.class);
    private static final Duration PAUSE = Duration.ofMinutes(10);

    private final IdempotencyKeys keys;
    private @Nullable ScheduledExecutorService executor;

    public IdempotencyPurge(IdempotencyKeys keys) {
        this.keys = keys;
    }

    @Override
    public synchronized void start() {
        ScheduledExecutorService started = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("idempotency-purge").factory());
        // The result of the task is of no use: it never fails and ends with the executor.
        var _ = started.scheduleWithFixedDelay(this::purge, PAUSE.toSeconds(), PAUSE.toSeconds(), TimeUnit.SECONDS);
        executor = started;
    }

    @Override
    public synchronized void stop() {
        if (executor != null) {
            executor.shutdownNow();
            executor = null;
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return executor != null;
    }

    private void purge() {
        try {
            int deleted = 1;
            while (deleted > 0 && !Thread.currentThread().isInterrupted()) {
                deleted = keys.purge();
            }
        } catch (DataAccessException | TransactionException away) {
            LOG.warn("Keys whose time is over stay for now: {}", away.toString());
        }
    }
}
