package io.portline.notification.delivery;

import java.time.Instant;

/** What became of one attempt to deliver. */
public sealed interface Attempt {

    /** The other side took it. */
    record Taken(String messageId) implements Attempt {}

    /** The other side refused it for good. */
    record RefusedForGood(String answer) implements Attempt {}

    /**
     * It could not be delivered now.
     *
     * @param nextAttempt real time
     * @param serverAway whether nobody answered at all, rather than put this one off
     */
    record Postponed(String answer, Instant nextAttempt, boolean serverAway) implements Attempt {}

    /** It will not be tried any more. */
    record GivenUp(String answer) implements Attempt {}
}
