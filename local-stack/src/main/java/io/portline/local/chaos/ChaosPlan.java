package io.portline.local.chaos;

import java.time.Duration;

/**
 * What a run does. The same seed breaks the same parts in the same order; when exactly is up to the machine.
 *
 * @param breaking        real time during which parts are broken, under load
 * @param ordersPerSecond how many orders are submitted in a real second; half as many cases are opened
 * @param settling        real time after the load in which everything must have come to rest
 */
public record ChaosPlan(Duration breaking, long seed, double ordersPerSecond, Duration settling) {
    public ChaosPlan {
        if (breaking.isNegative() || breaking.isZero() || ordersPerSecond <= 0) {
            throw new IllegalArgumentException("A run needs some time and some load");
        }
    }

    /** A run of so many minutes at the usual load. */
    public static ChaosPlan ofMinutes(int minutes, long seed) {
        return new ChaosPlan(Duration.ofMinutes(minutes), seed, 4, Duration.ofMinutes(6));
    }
}
