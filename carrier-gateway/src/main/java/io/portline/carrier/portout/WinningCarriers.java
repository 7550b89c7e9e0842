package io.portline.carrier.portout;

import org.jspecify.annotations.Nullable;

import java.util.Optional;
import java.util.UUID;

/** The carriers of the catalogue in their other part: as those that numbers go to. */
public final class WinningCarriers {

    private final PortOuts portOuts;
    private final NumberGuard guard;
    private final AskObserver observer;

    public WinningCarriers(PortOuts portOuts, NumberGuard guard, AskObserver observer) {
        this.portOuts = portOuts;
        this.guard = guard;
        this.observer = observer;
    }

    /** Is told what became of each question to order-service; for measuring, nothing depends on it. */
    @FunctionalInterface
    public interface AskObserver {
        /** @param result a status, or that the request was refused or not answered */
        void asked(String carrierId, String result);
    }

    /** What a request came to. */
    public sealed interface Asked {
        record Answered(PortOut portOut) implements Asked {}

        /** The id stands for another request already. */
        record AnotherRequest() implements Asked {}
    }

    /**
     * Lets a carrier ask for numbers. The request is kept first, so that none is lost when the answer does not come; asked again with the same id it
     * goes on where it was, and answers what was answered. One that is refused is forgotten: nothing was done, and the id is free for a corrected one.
     *
     * @param pin handed on and kept nowhere
     * @throws NumberGuard.Refused if the request itself is at fault
     */
    public Asked ask(PortOutRequest request, String carrierName, @Nullable String pin) {
        PortOut kept = kept(request);
        if (!kept.request().asksTheSameAs(request)) {
            return new Asked.AnotherRequest();
        }
        if (kept.outcome().status() != PortOutStatus.UNANSWERED) {
            return new Asked.Answered(kept);
        }
        PortOutOutcome outcome;
        try {
            outcome = asked(kept.request(), carrierName, pin);
        } catch (NumberGuard.Refused refused) {
            if (!refused.becauseOfAnother()) {
                portOuts.forget(kept.request());
            }
            throw refused;
        }
        portOuts.answered(request.id(), outcome);
        return new Asked.Answered(new PortOut(kept.request(), outcome));
    }

    private PortOut kept(PortOutRequest request) {
        while (true) {
            portOuts.begin(request);
            Optional<PortOut> kept = portOuts.find(request.id());
            // Missing only where one that was there already has been forgotten in between.
            if (kept.isPresent()) {
                return kept.get();
            }
        }
    }

    private PortOutOutcome asked(PortOutRequest request, String carrierName, @Nullable String pin) {
        String result = PortOutStatus.UNANSWERED.name();
        try {
            PortOutOutcome outcome = guard.ask(request, carrierName, pin);
            result = outcome.status().name();
            return outcome;
        } catch (NumberGuard.Refused refused) {
            result = "REFUSED";
            throw refused;
        } finally {
            observer.asked(request.carrierId(), result);
        }
    }

    /**
     * Takes a request back.
     *
     * @return empty if there is none, or none that order-service keeps
     * @throws NumberGuard.Refused if it cannot be taken back any more
     */
    public Optional<PortOut> cancel(UUID requestId) {
        Optional<PortOut> asked = portOuts.find(requestId);
        if (asked.isEmpty()) {
            return Optional.empty();
        }
        PortOut portOut = asked.get();
        UUID portOutId = portOut.outcome().portOutId();
        if (portOutId == null) {
            return Optional.empty();
        }
        PortOutOutcome outcome = guard.cancel(portOut.outcome(), portOutId);
        portOuts.answered(requestId, outcome);
        return Optional.of(new PortOut(portOut.request(), outcome));
    }
}
