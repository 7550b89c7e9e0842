package io.portline.messaging.outbox;

import java.time.Duration;

/**
 * Decides whether the relay gathers rows into batches: the latency of pushing while few come, the throughput of polling
 * while many do.
 */
final class Pace {

    static final Duration WINDOW = Duration.ofMillis(100);

    private final int gatherAbove;
    private long windowBegan;
    private int rows;
    private boolean gathering;

    /** @param gatherAbove rows a second; gathering ends below three quarters of it */
    Pace(int gatherAbove, long nanoTime) {
        this.gatherAbove = gatherAbove;
        this.windowBegan = nanoTime;
    }

    /** Counts the rows of a turn that ended at that time of {@link System#nanoTime()}. */
    void count(int rowsRead, long nanoTime) {
        rows += rowsRead;
        long elapsed = nanoTime - windowBegan;
        if (elapsed >= WINDOW.toNanos()) {
            double perSecond = rows * 1e9 / elapsed;
            gathering = perSecond > (gathering ? gatherAbove * 0.75 : gatherAbove);
            rows = 0;
            windowBegan = nanoTime;
        }
    }

    boolean isGathering() {
        return gathering;
    }
}
