package io.portline.carrier.carrierorder;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/** What comes of asking a carrier. */
public sealed interface Answer {

    /**
     * The carrier says something.
     *
     * @param speaksAgainAt business time at which to ask about the same request once more, because the carrier may say something by
     *     itself; null if all is said
     */
    record Says(CarrierReply reply, @Nullable Instant speaksAgainAt) implements Answer {}

    /**
     * Nothing yet.
     *
     * @param askAgainAt business time
     */
    record NotYet(Instant askAgainAt) implements Answer {}

    /** Nothing, and nothing will come. */
    record Nothing() implements Answer {}
}
