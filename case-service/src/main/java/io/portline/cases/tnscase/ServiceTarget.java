package io.portline.cases.tnscase;

import java.time.Duration;

/**
 * How soon the desk owes what; business time during which the desk holds the case.
 *
 * @param firstAnswer until the desk first says something to the customer
 * @param solution until the case is closed
 */
public record ServiceTarget(Duration firstAnswer, Duration solution) {

    public ServiceTarget {
        if (firstAnswer.isNegative() || firstAnswer.isZero() || solution.compareTo(firstAnswer) < 0) {
            throw new IllegalArgumentException("A target is positive, and a solution is not due before an answer");
        }
    }
}
