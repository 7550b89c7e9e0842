package io.portline.carrier.carrierorder;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** Where requests arrive and carriers are asked about them. */
public final class CarrierDesk {

    /** An order that changes this often while its carrier thinks is left to the retry of the appointment. */
    private static final int TRIES = 5;

    private final LosingCarriers carriers;
    private final CarrierOrders orders;
    private final Clock businessClock;
    private final Traces traces;

    public CarrierDesk(LosingCarriers carriers, CarrierOrders orders, Clock businessClock, Traces traces) {
        this.carriers = carriers;
        this.orders = orders;
        this.businessClock = businessClock;
        this.traces = traces;
    }

    /** Takes a request in, in the caller's transaction; one that was taken before changes nothing. */
    public void receive(CarrierRequest request) {
        orders.take(request, businessClock.instant()).ifPresent(inquiry -> {
            Optional<Instant> firstAskAt = carriers.of(request.carrierId()).firstAskAt(inquiry);
            firstAskAt.ifPresentOrElse(at -> orders.askAt(request.id(), at), () -> orders.close(request.id()));
        });
    }

    /**
     * An appointment has come: asks the carrier and records what it says.
     *
     * @throws IllegalStateException if the order changed with every try
     */
    public void ask(UUID requestId, int wake) {
        for (int i = 0; i < TRIES; i++) {
            Optional<Inquiry> due = orders.due(requestId, wake, businessClock.instant());
            if (due.isEmpty()) {
                return;
            }
            Inquiry inquiry = due.get();
            if (traces.continuing(inquiry.request().traceParent(), () -> askAndRecord(inquiry, wake))) {
                return;
            }
        }
        throw new IllegalStateException("the order of request " + requestId + " changed with every try to answer it");
    }

    private boolean askAndRecord(Inquiry inquiry, int wake) {
        Answer answer = carriers.of(inquiry.request().carrierId()).ask(inquiry);
        return orders.record(inquiry, wake, answer);
    }
}
