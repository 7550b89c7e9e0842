package io.portline.carrier.carrierorder.events;

import io.portline.carrier.carrierorder.CarrierReply;
import io.portline.carrier.carrierorder.CarrierRequest;
import io.portline.carrier.carrierorder.persistence.CarrierReplyEvents;
import io.portline.messaging.codec.MessageCodec;
import io.portline.messaging.id.EventIds;
import io.portline.messaging.outbox.OutboxMessage;
import io.portline.numbering.RejectionCode;
import io.portline.schemas.CarrierReplyKind;
import io.portline.schemas.Disposition;
import io.portline.schemas.LocalMoment;
import io.portline.schemas.NumberActivation;
import io.portline.schemas.ReasonSource;
import io.portline.schemas.RejectionReason;
import io.portline.schemas.Topics;
import org.springframework.stereotype.Component;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;

/** Replies as records of {@code porting.carrier-reply.v1}. */
@Component
public class AvroCarrierReplyEvents implements CarrierReplyEvents {

    private final MessageCodec codec;
    private final EventIds eventIds;

    public AvroCarrierReplyEvents(MessageCodec codec, EventIds eventIds) {
        this.codec = codec;
        this.eventIds = eventIds;
    }

    @Override
    public OutboxMessage message(
            CarrierRequest request, CarrierReply reply, boolean unasked, long version, Instant at) {
        UUID eventId = eventIds.next();
        Instant occurredAt = at.truncatedTo(ChronoUnit.MILLIS);
        io.portline.schemas.CarrierReply.Builder event = io.portline.schemas.CarrierReply.newBuilder()
                .setEventId(eventId)
                .setOrderId(request.orderId())
                .setOrderNumber(request.orderNumber())
                .setTenantId(request.tenantId())
                .setVersion(version)
                .setOccurredAt(occurredAt)
                .setAttempt(request.attempt())
                .setInReplyTo(unasked ? null : request.id())
                .setCarrierId(request.carrierId());
        return new OutboxMessage(
                Topics.CARRIER_REPLY.name(),
                request.orderId().toString(),
                version,
                eventId,
                Topics.CARRIER_REPLY.ceType(),
                occurredAt,
                codec.encode(Topics.CARRIER_REPLY.name(), said(event, reply).build()));
    }

    private static io.portline.schemas.CarrierReply.Builder said(
            io.portline.schemas.CarrierReply.Builder event, CarrierReply reply) {
        return switch (reply) {
            case CarrierReply.Accepted(var foc) ->
                event.setKind(CarrierReplyKind.ACCEPTED).setFoc(moment(foc));
            case CarrierReply.Rejected(var reasons) ->
                event.setKind(CarrierReplyKind.REJECTED).setReasons(reasons(reasons));
            case CarrierReply.FocMoved(var foc) ->
                event.setKind(CarrierReplyKind.FOC_MOVED).setFoc(moment(foc));
            case CarrierReply.SupplementAgreed(var foc) ->
                event.setKind(CarrierReplyKind.SUPPLEMENT_AGREED).setFoc(moment(foc));
            case CarrierReply.SupplementRefused(var reasons) ->
                event.setKind(CarrierReplyKind.SUPPLEMENT_REFUSED).setReasons(reasons(reasons));
            case CarrierReply.CancelConfirmed() -> event.setKind(CarrierReplyKind.CANCEL_CONFIRMED);
            case CarrierReply.CancelRefused(var reasons) ->
                event.setKind(CarrierReplyKind.CANCEL_REFUSED).setReasons(reasons(reasons));
            case CarrierReply.ApprovalWithdrawn(var reasons) ->
                event.setKind(CarrierReplyKind.APPROVAL_WITHDRAWN).setReasons(reasons(reasons));
            case CarrierReply.Activated(int activationTry, var numbers) ->
                event.setKind(CarrierReplyKind.ACTIVATED)
                        .setActivationTry(activationTry)
                        .setActivations(numbers.stream()
                                .map(AvroCarrierReplyEvents::activation)
                                .toList());
        };
    }

    private static NumberActivation activation(CarrierReply.NumberOutcome outcome) {
        RejectionCode failure = outcome.failure();
        return NumberActivation.newBuilder()
                .setNumber(outcome.number())
                .setActivated(outcome.moved())
                .setCode(failure == null ? null : failure.name())
                .build();
    }

    private static List<RejectionReason> reasons(List<CarrierReply.Reason> reasons) {
        return reasons.stream().map(AvroCarrierReplyEvents::reason).toList();
    }

    private static RejectionReason reason(CarrierReply.Reason reason) {
        RejectionCode code = reason.code();
        return RejectionReason.newBuilder()
                .setCode(code.name())
                .setDisposition(
                        switch (code.disposition()) {
                            case FIXABLE -> Disposition.FIXABLE;
                            case TERMINAL -> Disposition.TERMINAL;
                            case WAIT -> Disposition.WAIT;
                        })
                .setSource(ReasonSource.LOSING_CARRIER)
                .setPointer(code.pointer().orElse(null))
                .setCarrierCode(reason.carrierCode())
                .setNumbers(reason.numbers())
                .setTexts(reason.texts().isEmpty() ? code.texts() : reason.texts())
                .build();
    }

    private static LocalMoment moment(io.portline.numbering.LocalMoment moment) {
        return LocalMoment.newBuilder()
                .setLocal(moment.local().toString())
                .setZone(moment.zone().getId())
                .setInstant(moment.instant())
                .build();
    }
}
