package io.portline.dashboard.orderhistory.events;

import io.portline.dashboard.orderhistory.BallHolder;
import io.portline.dashboard.orderhistory.OrderChange;
import io.portline.dashboard.orderhistory.OrderEvent;
import io.portline.dashboard.orderhistory.OrderHistory;
import io.portline.dashboard.orderhistory.OrderState;
import io.portline.dashboard.orderhistory.OrderStatus;
import io.portline.dashboard.orderhistory.RejectionReason;
import io.portline.messaging.inbox.BatchHandler;
import io.portline.messaging.inbox.ReceivedEvent;
import io.portline.schemas.LocalMoment;
import io.portline.schemas.PortOrderStatusEvent;
import org.jspecify.annotations.Nullable;

import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Objects;

/** Takes the states of port orders into the order history. */
public final class PortOrderStatusProjection implements BatchHandler<PortOrderStatusEvent> {

    private final OrderHistory history;

    public PortOrderStatusProjection(OrderHistory history) {
        this.history = history;
    }

    @Override
    public void handleAll(List<ReceivedEvent<PortOrderStatusEvent>> events) {
        history.record(events.stream()
                .map(ReceivedEvent::value)
                .filter(Objects::nonNull)
                .map(event -> new OrderChange(state(event), entry(event)))
                .toList());
    }

    private static OrderState state(PortOrderStatusEvent event) {
        return new OrderState(
                event.getOrderId(),
                event.getTenantId(),
                event.getOrderNumber(),
                event.getVersion(),
                event.getOccurredAt(),
                event.getName(),
                event.getCountry(),
                status(event.getStatus()),
                event.getAttempt(),
                event.getLosingCarrierId(),
                event.getLosingCarrierName(),
                event.getPortType().name(),
                event.getNumbers(),
                event.getPortedNumbers(),
                moment(event.getRequested()),
                momentOrNull(event.getFoc()),
                momentOrNull(event.getRequestedFoc()),
                event.getCarrierCancelPending(),
                reasons(event),
                ball(event.getBall()),
                event.getBallSince(),
                event.getAnswerDueBy(),
                event.getEditableUntil(),
                event.getCancellableUntil(),
                event.getSubmittedAt(),
                event.getCaseId(),
                event.getLinkedOrderId(),
                event.getDeleted());
    }

    private static OrderEvent entry(PortOrderStatusEvent event) {
        return new OrderEvent(
                event.getEventId(),
                event.getVersion(),
                event.getOccurredAt(),
                event.getChange().name(),
                event.getActor().name(),
                event.getPreviousStatus() == null ? null : status(event.getPreviousStatus()),
                status(event.getStatus()),
                event.getAttempt(),
                reasons(event),
                momentOrNull(event.getFoc()),
                momentOrNull(event.getRequestedFoc()));
    }

    private static List<RejectionReason> reasons(PortOrderStatusEvent event) {
        return event.getReasons().stream()
                .map(reason -> new RejectionReason(
                        reason.getCode(),
                        reason.getDisposition().name(),
                        reason.getSource().name(),
                        reason.getPointer(),
                        reason.getCarrierCode(),
                        reason.getNumbers(),
                        reason.getTexts()))
                .toList();
    }

    private static OrderStatus status(io.portline.schemas.PortOrderStatus status) {
        return switch (status) {
            case UNKNOWN -> OrderStatus.UNKNOWN;
            case PROCESSING -> OrderStatus.PROCESSING;
            case CONTACTING_CARRIER -> OrderStatus.CONTACTING_CARRIER;
            case TRANSFER_APPROVED -> OrderStatus.TRANSFER_APPROVED;
            case TRANSFER_PENDING -> OrderStatus.TRANSFER_PENDING;
            case ERROR -> OrderStatus.ERROR;
            case COMPLETED -> OrderStatus.COMPLETED;
            case CANCELLED -> OrderStatus.CANCELLED;
        };
    }

    private static BallHolder ball(io.portline.schemas.BallHolder ball) {
        return switch (ball) {
            case UNKNOWN -> BallHolder.UNKNOWN;
            case US -> BallHolder.US;
            case CARRIER -> BallHolder.CARRIER;
            case CUSTOMER -> BallHolder.CUSTOMER;
            case NOBODY -> BallHolder.NOBODY;
        };
    }

    private static ZonedDateTime moment(LocalMoment moment) {
        return moment.getInstant().atZone(ZoneId.of(moment.getZone()));
    }

    private static @Nullable ZonedDateTime momentOrNull(@Nullable LocalMoment moment) {
        return moment == null ? null : moment(moment);
    }
}
