package io.portline.messaging.outbox;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Wakes the relay of this process. Many calls between two waits count once. */
public final class RelaySignal {

    private final Semaphore permits = new Semaphore(0);

    public void wake() {
        if (permits.availablePermits() == 0) {
            permits.release();
        }
    }

    /** Waits for a call since the last wait, at most so long; true if there was one. */
    boolean await(Duration atMost) throws InterruptedException {
        boolean woken = permits.tryAcquire(atMost.toNanos(), TimeUnit.NANOSECONDS);
        permits.drainPermits();
        return woken;
    }
}
