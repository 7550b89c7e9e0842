package io.portline.benchmarks;

import java.time.Duration;
import java.util.Arrays;

/** Percentiles of measured times. */
final class Percentiles {
    private final long[] sortedNanos;

    private Percentiles(long[] sortedNanos) {
        this.sortedNanos = sortedNanos;
    }

    static Percentiles of(long[] nanos) {
        long[] sorted = nanos.clone();
        Arrays.sort(sorted);
        return new Percentiles(sorted);
    }

    /** The time that a share of all does not exceed; zero if nothing was measured. */
    Duration at(double share) {
        if (sortedNanos.length == 0) {
            return Duration.ZERO;
        }
        int index = (int) Math.ceil(share * sortedNanos.length) - 1;
        return Duration.ofNanos(sortedNanos[Math.clamp(index, 0, sortedNanos.length - 1)]);
    }

    @Override
    public String toString() {
        return "p50 %.1f ms, p99 %.1f ms, max %.1f ms (%d measured)"
                .formatted(millis(0.5), millis(0.99), millis(1), sortedNanos.length);
    }

    private double millis(double share) {
        return at(share).toNanos() / 1e6;
    }
}
