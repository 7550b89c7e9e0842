package io.portline.dashboard.freshness;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/**
 * Where a rebuild of the read model stands.
 *
 * @param goal records to read, all topics together; 0 before it has begun
 */
public record Rebuild(
        State state,
        @Nullable String requestedBy,
        @Nullable Instant requestedAt,
        @Nullable Instant finishedAt,
        long goal) {

    /** None was ever asked for. */
    public static final Rebuild NONE = new Rebuild(State.NONE, null, null, null, 0);

    /** How far it is. */
    public enum State {
        NONE,
        /** Everybody stops reading, so that what is known can be dropped. */
        REQUESTED,
        /** The topics are read again from their beginning. */
        RUNNING,
        DONE
    }
}
