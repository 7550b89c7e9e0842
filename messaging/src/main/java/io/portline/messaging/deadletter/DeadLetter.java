package io.portline.messaging.deadletter;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.UUID;

/**
 * An event that a consumer could not handle, without its content.
 *
 * @param version null if the headers could not be read
 * @param message of the exception; null where the topic is confidential, since it may quote the content
 * @param attempts how often it was tried
 * @param failedAt real time
 * @param resolvedAt real time
 */
public record DeadLetter(
        long id,
        String consumer,
        String topic,
        int partition,
        long offset,
        String key,
        @Nullable Long version,
        @Nullable UUID eventId,
        @Nullable String type,
        boolean confidential,
        Cause cause,
        @Nullable String exception,
        @Nullable String message,
        int attempts,
        State state,
        Instant failedAt,
        @Nullable Instant resolvedAt,
        @Nullable String resolvedBy,
        @Nullable String resolutionReason) {

    /** Why it is here. */
    public enum Cause {
        /** Its bytes or headers cannot be read. */
        POISON,
        /** The handler failed each time. */
        BUG,
        /** An earlier event of its key is here, and the consumer keeps order. */
        PARKED
    }

    /** What became of it. */
    public enum State {
        OPEN,
        REDRIVEN,
        DISCARDED
    }
}
