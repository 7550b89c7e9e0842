package io.portline.carrier.carrierorder;

import io.portline.numbering.LocalMoment;
import org.jspecify.annotations.Nullable;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * One attempt of a port order as its losing carrier holds it.
 *
 * @param orderId the port order
 * @param attempt the submission: 1, 2, …
 * @param carrierId who holds it
 * @param status how far it is
 * @param port what was asked to be ported, without the passcode
 * @param requested the date that was asked for
 * @param foc the committed date; null before it is approved
 * @param activated the numbers that have moved, E.164
 * @param revision counts the changes, to notice that one came in between
 */
public record CarrierOrder(
        UUID orderId,
        int attempt,
        String carrierId,
        Status status,
        PortDetails port,
        LocalMoment requested,
        @Nullable LocalMoment foc,
        List<String> activated,
        long revision) {

    public CarrierOrder {
        activated = List.copyOf(activated);
    }

    /** How far an attempt is at its carrier. */
    public enum Status {
        /** At the order desk. */
        RECEIVED,
        /** Accepted, the FOC date is set. */
        APPROVED,
        REJECTED,
        CANCELLED,
        /** Approved once, and not any more. */
        WITHDRAWN,
        /** Every number has moved. */
        ACTIVATED,
        /** A later attempt took its place before it was decided. */
        SUPERSEDED
    }

    /** The order that a request to port begins. */
    public static CarrierOrder received(CarrierRequest request) {
        return new CarrierOrder(
                request.orderId(),
                request.attempt(),
                request.carrierId(),
                Status.RECEIVED,
                request.port().withoutPasscode(),
                request.requested(),
                null,
                List.of(),
                0);
    }

    /** The order after its carrier has spoken. */
    public CarrierOrder after(CarrierReply reply) {
        return switch (reply) {
            case CarrierReply.Accepted accepted -> with(Status.APPROVED, accepted.foc(), activated);
            case CarrierReply.Rejected _ -> with(Status.REJECTED, foc, activated);
            case CarrierReply.FocMoved moved -> with(status, moved.foc(), activated);
            case CarrierReply.SupplementAgreed agreed -> with(status, agreed.foc(), activated);
            case CarrierReply.SupplementRefused _ -> this;
            case CarrierReply.CancelConfirmed _ -> with(Status.CANCELLED, foc, activated);
            case CarrierReply.CancelRefused _ -> this;
            case CarrierReply.ApprovalWithdrawn _ -> with(Status.WITHDRAWN, foc, activated);
            case CarrierReply.Activated tried -> activated(tried);
        };
    }

    private CarrierOrder activated(CarrierReply.Activated tried) {
        Set<String> moved = new LinkedHashSet<>(activated);
        tried.numbers().stream()
                .filter(CarrierReply.NumberOutcome::moved)
                .map(CarrierReply.NumberOutcome::number)
                .forEach(moved::add);
        return with(moved.containsAll(port.numbers()) ? Status.ACTIVATED : status, foc, List.copyOf(moved));
    }

    private CarrierOrder with(Status newStatus, @Nullable LocalMoment newFoc, List<String> nowActivated) {
        return new CarrierOrder(
                orderId, attempt, carrierId, newStatus, port, requested, newFoc, nowActivated, revision);
    }
}
