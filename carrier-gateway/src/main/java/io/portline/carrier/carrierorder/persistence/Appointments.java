package io.portline.carrier.carrierorder.persistence;

import java.time.Instant;
import java.util.UUID;

/** Makes appointments to ask about a request, in the caller's transaction. */
@FunctionalInterface
public interface Appointments {

    /**
     * @param wake counts the request's appointments: each is made once
     * @param at business time
     */
    void make(UUID requestId, int wake, Instant at);
}
