package io.portline.carrier.losingcarrier;

import java.time.Duration;

/**
 * How long a carrier thinks, in its own business hours.
 *
 * @param min the fastest answer
 * @param median half of the answers are faster
 * @param max the slowest answer
 */
public record ResponseTimes(Duration min, Duration median, Duration max) {
    public ResponseTimes {
        if (min.isNegative() || median.compareTo(min) < 0 || max.compareTo(median) < 0) {
            throw new IllegalArgumentException(
                    "response times must rise from min to max: " + min + ", " + median + ", " + max);
        }
    }

    /**
     * The response time at a point of the distribution: even up to the median, and from there with the long tail that order desks have.
     *
     * @param chance from 0 to 1
     */
    public Duration at(double chance) {
        if (chance < 0.5) {
            return between(min, median, chance * 2);
        }
        double tail = (chance - 0.5) * 2;
        return between(median, max, tail * tail);
    }

    private static Duration between(Duration from, Duration to, double share) {
        return from.plusSeconds(Math.round(to.minus(from).toSeconds() * share));
    }
}
