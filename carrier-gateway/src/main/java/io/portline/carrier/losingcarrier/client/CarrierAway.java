package io.portline.carrier.losingcarrier.client;

import org.jspecify.annotations.Nullable;

import java.time.Duration;

/** A carrier gave no answer that can be used; the question is kept and put again. */
final class CarrierAway extends Exception {

    /** What is the matter. */
    enum Kind {
        /** May be over in a moment: no connection, a reset, a time-out, a 5xx, an answer that cannot be read. */
        BRIEF,
        /** The carrier asks to be left alone for a while (429, or 503 with Retry-After). */
        BUSY,
        /** The carrier does not take this one request (400, 409, 413, 422): asking again at once is of no use. */
        REFUSES,
        /** Our access does not work (a redirect, 401, 403, 404 …): asking again at once is of no use. */
        NO_ACCESS,
        /** The circuit breaker is open, or as many calls as we allow are under way. */
        NOT_ASKED
    }

    private final Kind kind;
    private final @Nullable Duration waitFor;

    CarrierAway(Kind kind, String what, @Nullable Duration waitFor, @Nullable Throwable cause) {
        super(what, cause);
        this.kind = kind;
        this.waitFor = waitFor;
    }

    CarrierAway(Kind kind, String what) {
        this(kind, what, null, null);
    }

    Kind kind() {
        return kind;
    }

    /** Real time that the carrier, or its circuit breaker, wants to be left alone; null if nothing is said. */
    @Nullable
    Duration waitFor() {
        return waitFor;
    }
}
