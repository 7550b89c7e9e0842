package io.portline.carrier.carrierorder;

import java.time.Instant;
import java.util.Optional;

/**
 * A losing carrier's order desk. The simulator implements it, and so does the adapter of a real carrier.
 *
 * <p>The gateway keeps every request until it is answered and asks about it at the times that the carrier gives: an adapter has no queue,
 * no timer and no database of its own. One request may be put several times, after a crash too; its id tells that it is the same one.
 */
public interface LosingCarrier {

    /**
     * When a request that has just arrived is first to be asked about. Called within the transaction that takes the request: no input or
     * output here. The adapter of a real carrier says {@code inquiry.now()}.
     *
     * @return business time; empty if the carrier will never answer
     */
    Optional<Instant> firstAskAt(Inquiry inquiry);

    /**
     * Asks. Called outside of any transaction, so calls to elsewhere are allowed; what cannot be reached is {@link Answer.NotYet} and no
     * exception. An exception is a bug: it is logged and the question is put again, with growing waits.
     */
    Answer ask(Inquiry inquiry);
}
