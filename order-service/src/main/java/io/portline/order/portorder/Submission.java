package io.portline.order.portorder;

import java.time.Instant;

/**
 * When and by whom an order was submitted.
 *
 * @param by the first submitter
 * @param firstAt business time of attempt 1
 * @param lastAt business time of the current attempt
 */
public record Submission(By by, Instant firstAt, Instant lastAt) {
    Submission again(Instant now) {
        return new Submission(by, firstAt, now);
    }
}
