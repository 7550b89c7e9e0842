package io.portline.order.portorder.client;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Asks the gateway for its carriers every real minute, sooner while it does not answer. Each instance asks for itself, on a thread of its own and
 * outside of any transaction. It begins before the first request is taken.
 */
public final class CarrierListTimer implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(CarrierListTimer.class);
    private static final Duration EVERY = Duration.ofMinutes(1);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(5);

    /** Until it has answered once: orders wait for it, and services that start together are ready together. */
    private static final Duration UNTIL_FIRST = Duration.ofMillis(250);

    /** The start does not wait longer for a gateway that may start later than we. */
    private static final Duration START_WAITS = Duration.ofSeconds(2);

    /** Before the web server and the timers. */
    private static final int PHASE = SmartLifecycle.DEFAULT_PHASE - 4096;

    private final KnownCarriers carriers;
    private @Nullable ScheduledExecutorService thread;
    /** Of the one thread. */
    private boolean answeredOnce;

    public CarrierListTimer(KnownCarriers carriers) {
        this.carriers = carriers;
    }

    @Override
    public synchronized void start() {
        if (thread != null) {
            return;
        }
        ScheduledExecutorService started = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name("carrier-list").daemon().factory());
        thread = started;
        CountDownLatch asked = new CountDownLatch(1);
        started.execute(() -> {
            ask(started);
            asked.countDown();
        });
        try {
            if (!asked.await(START_WAITS.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.info("The gateway has not told its carriers yet; until it does, orders can be refused");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void ask(ScheduledExecutorService on) {
        boolean answered = carriers.refresh();
        answeredOnce |= answered;
        Duration wait = answered ? EVERY : answeredOnce ? AFTER_FAILURE : UNTIL_FIRST;
        if (!on.isShutdown()) {
            var _ = on.schedule(() -> ask(on), wait.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    @Override
    public synchronized void stop() {
        if (thread != null) {
            thread.shutdownNow();
            thread = null;
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return thread != null;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }
}
