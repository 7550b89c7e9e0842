package io.portline.local;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * How many parts start at a time: one more than there are processors. Ten JVMs that start at once on two take each other's caches away, and the last one
 * is ready later than it would be in turn.
 */
final class StartTurns {
    /** A part that does not become ready must not keep the others from starting. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(15);

    private final Semaphore turns;

    StartTurns(int atATime) {
        turns = new Semaphore(atATime, true);
    }

    static StartTurns ofThisMachine() {
        return new StartTurns(Runtime.getRuntime().availableProcessors());
    }

    /** Waits for its turn, and no longer than a while. */
    Turn await() throws InterruptedException {
        return turns.tryAcquire(LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS) ? turns::release : Turn.NONE;
    }

    /** Given back when the part is ready or gone. */
    @FunctionalInterface
    interface Turn extends AutoCloseable {
        Turn NONE = () -> {};

        @Override
        void close();
    }
}
