package io.portline.carrier.carrierorder;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** The orders and requests that the gateway holds. */
public interface CarrierOrders {

    /**
     * Takes a request in, in the caller's transaction. A request to port begins its attempt's order and ends the attempts before it.
     *
     * @param receivedAt business time
     * @return what to ask the carrier about; empty if the request was taken before
     */
    Optional<Inquiry> take(CarrierRequest request, Instant receivedAt);

    /** Lets the request be asked about at a business time, in the caller's transaction. */
    void askAt(UUID requestId, Instant at);

    /** Ends a request that nobody will answer, in the caller's transaction. */
    void close(UUID requestId);

    /**
     * The request to ask about now; empty if it is answered, was put off to another time, or its carrier is paused (then it is asked about when
     * the carrier resumes).
     *
     * @param wake which of the request's appointments this is; an appointment that was replaced finds nothing
     */
    Optional<Inquiry> due(UUID requestId, int wake, Instant now);

    /**
     * Records what came of asking: the order's new state, the reply to be published and the next appointment, all or nothing.
     *
     * @return false if the order has changed since the question was put, and it must be put anew
     */
    boolean record(Inquiry inquiry, int wake, Answer answer);
}
