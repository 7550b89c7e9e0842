package io.portline.order.portorder.events;

import io.portline.messaging.inbox.EventHandler;
import io.portline.messaging.inbox.ReceivedEvent;
import io.portline.order.portorder.PortOrderCommand;
import io.portline.order.portorder.PortOrderCommand.FromCarrier;
import io.portline.order.portorder.PortOrderService;
import io.portline.schemas.CarrierReply;
import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Objects;

/** Takes in what the losing carriers say. */
public final class CarrierReplies implements EventHandler<CarrierReply> {

    /** The Kafka group and the inbox's name; never changes. */
    public static final String CONSUMER = "order-service.carrier-replies";

    private final PortOrderService service;

    public CarrierReplies(PortOrderService service) {
        this.service = service;
    }

    @Override
    public void expect(List<ReceivedEvent<CarrierReply>> events) {
        service.expect(events.stream()
                .map(ReceivedEvent::value)
                .filter(Objects::nonNull)
                .map(CarrierReply::getOrderId)
                .toList());
    }

    @Override
    public void handle(ReceivedEvent<CarrierReply> event) {
        CarrierReply reply = event.value();
        if (reply == null) {
            throw new IllegalArgumentException("A carrier's reply cannot be erased: " + event);
        }
        service.receive(reply.getOrderId(), command(reply));
    }

    /** As a command; an {@link IllegalArgumentException} for a kind that is newer than we are or lacks what it must bring. */
    static FromCarrier command(CarrierReply reply) {
        int attempt = reply.getAttempt();
        return switch (reply.getKind()) {
            case ACCEPTED -> new PortOrderCommand.CarrierAccepted(attempt, AvroValues.moment(foc(reply)));
            case REJECTED -> new PortOrderCommand.CarrierRejected(attempt, AvroValues.fromAvro(reply.getReasons()));
            case FOC_MOVED -> new PortOrderCommand.FocMoved(attempt, AvroValues.moment(foc(reply)));
            case SUPPLEMENT_AGREED -> new PortOrderCommand.SupplementAgreed(attempt, AvroValues.moment(foc(reply)));
            case SUPPLEMENT_REFUSED ->
                new PortOrderCommand.SupplementRefused(attempt, AvroValues.fromAvro(reply.getReasons()));
            case CANCEL_CONFIRMED -> new PortOrderCommand.CancelConfirmed(attempt);
            case CANCEL_REFUSED -> new PortOrderCommand.CancelRefused(attempt, AvroValues.fromAvro(reply.getReasons()));
            case APPROVAL_WITHDRAWN ->
                new PortOrderCommand.ApprovalWithdrawn(attempt, AvroValues.fromAvro(reply.getReasons()));
            case ACTIVATED ->
                new PortOrderCommand.Activated(
                        attempt,
                        reply.getActivationTry(),
                        reply.getActivations().stream().map(AvroValues::outcome).toList());
            case UNKNOWN -> throw new IllegalArgumentException("A reply of a kind that is not known here");
        };
    }

    private static io.portline.schemas.LocalMoment foc(CarrierReply reply) {
        io.portline.schemas.@Nullable LocalMoment foc = reply.getFoc();
        return Objects.requireNonNull(foc, () -> reply.getKind() + " without a date");
    }
}
