package io.portline.local.chaos;

import java.time.Duration;
import java.util.List;

/**
 * What a run does. The same seed breaks the same parts in the same order; when exactly is up to the machine.
 *
 * @param breaking        what is broken, under load
 * @param ordersPerSecond how many orders are submitted in a real second; half as many cases are opened
 * @param calm            real time before each fault, so that there is something to break; up to three times as long
 * @param settling        real time after the load in which everything must have come to rest
 */
public record ChaosPlan(Breaking breaking, long seed, double ordersPerSecond, Duration calm, Duration settling) {

    /** Which faults, and when it is enough. */
    public sealed interface Breaking {

        /** Rounds of every kind in a seeded order until the time is over; in the middle of it the clock steps. */
        record For(Duration time) implements Breaking {
            public For {
                if (time.isNegative() || time.isZero()) {
                    throw new IllegalArgumentException("A run needs some time");
                }
            }
        }

        /** These, one after the other. */
        record Exactly(List<Fault> faults) implements Breaking {
            public Exactly {
                faults = List.copyOf(faults);
            }
        }
    }

    public ChaosPlan {
        if (ordersPerSecond <= 0) {
            throw new IllegalArgumentException("A run needs some load");
        }
    }

    /** A run of so many minutes at the usual load. */
    public static ChaosPlan ofMinutes(int minutes, long seed) {
        return new ChaosPlan(
                new Breaking.For(Duration.ofMinutes(minutes)), seed, 4, Duration.ofSeconds(3), Duration.ofMinutes(6));
    }

    /** A run that is over when these things have been broken. */
    public static ChaosPlan of(long seed, double ordersPerSecond, Fault... faults) {
        return new ChaosPlan(
                new Breaking.Exactly(List.of(faults)),
                seed,
                ordersPerSecond,
                Duration.ofMillis(700),
                Duration.ofMinutes(4));
    }
}
