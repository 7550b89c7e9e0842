package io.portline.carrier.portout;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The requests that winning carriers have made. */
public interface PortOuts {

    /** Keeps a request before it is made; one with that id that is kept already stays as it is. */
    void begin(PortOutRequest request);

    Optional<PortOut> find(UUID requestId);

    /** As if it had never begun; only while it has no answer. */
    void forget(PortOutRequest request);

    /** Records what order-service answered. */
    void answered(UUID requestId, PortOutOutcome outcome);

    /**
     * Records what has become of a port-out, whoever asked for it.
     *
     * @param version of the port-out's events; an older one than is known changes nothing
     * @param at business time
     */
    void became(UUID portOutId, long version, PortOutOutcome outcome, Instant at);

    /** The latest first. */
    List<PortOut> list(@Nullable Before before, int count);

    /** Where a page ended. */
    record Before(Instant askedAt, UUID requestId) {}
}
