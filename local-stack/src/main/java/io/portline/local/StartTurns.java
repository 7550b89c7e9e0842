package io.portline.local;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * How many parts start at a time: as many as there are processors. Ten JVMs that start at once on two take each other's caches away, and the last one is
 * ready later than it would be in turn.
 */
final class StartTurns {
    /** A part that does not become ready must not keep the others from starting. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(15);

    private static final Duration LOOK_EVERY = Duration.ofMillis(200);

    private final Semaphore turns;

    StartTurns(int atATime) {
        turns = new Semaphore(atATime, true);
    }

    static StartTurns ofThisMachine() {
        return new StartTurns(Runtime.getRuntime().availableProcessors());
    }

    /** Waits for its turn, no longer than a while and only as long as it is wanted. */
    Turn await(BooleanSupplier wanted) throws InterruptedException {
        long deadline = System.nanoTime() + LONGEST_WAIT.toNanos();
        while (wanted.getAsBoolean() && System.nanoTime() < deadline) {
            if (turns.tryAcquire(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
                return turns::release;
            }
        }
        return Turn.NONE;
    }

    /** Given back when the part is ready or gone. */
    @FunctionalInterface
    interface Turn extends AutoCloseable {
        Turn NONE = () -> {};

        @Override
        void close();
    }
}
