package io.portline.notification.delivery.events;

import io.portline.messaging.codec.MessageCodec;
import io.portline.messaging.id.EventIds;
import io.portline.messaging.outbox.OutboxMessage;
import io.portline.notification.delivery.Attempt;
import io.portline.notification.delivery.Delivery;
import io.portline.notification.delivery.Subject;
import io.portline.notification.delivery.persistence.OutcomeEvents;
import io.portline.schemas.DeliveryChannel;
import io.portline.schemas.DeliveryOutcome;
import io.portline.schemas.DeliveryResult;
import io.portline.schemas.SubjectKind;
import io.portline.schemas.Topics;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import java.time.Clock;
import java.time.Instant;
import java.util.UUID;

/** What became of a delivery, as an event that names no address. */
@Component
class DeliveryOutcomes implements OutcomeEvents {
    private final MessageCodec codec;
    private final EventIds ids;
    private final Clock clock;

    DeliveryOutcomes(MessageCodec codec, EventIds ids, Clock clock) {
        this.codec = codec;
        this.ids = ids;
        this.clock = clock;
    }

    @Override
    public OutboxMessage outcome(Delivery delivery, Attempt attempt, long version, int attempts) {
        Subject subject = delivery.notification().subject();
        UUID eventId = ids.next();
        Instant now = clock.instant();
        DeliveryOutcome event = DeliveryOutcome.newBuilder()
                .setEventId(eventId)
                .setDeliveryId(delivery.id())
                .setSubjectKind(subjectKind(subject.kind()))
                .setSubjectId(subject.id())
                .setSubjectNumber(subject.number())
                .setTenantId(subject.tenantId())
                .setVersion(version)
                .setOccurredAt(now)
                .setChannel(DeliveryChannel.EMAIL)
                .setCauseEventId(delivery.notification().causeEventId())
                .setNotification(delivery.notification().kind().key())
                .setContactId(
                        delivery.contact() == null ? null : delivery.contact().contactId())
                .setEndpointId(null)
                .setOutcome(result(attempt))
                .setAttempts(attempts)
                .setMessageId(attempt instanceof Attempt.Taken(String messageId) ? messageId : null)
                .setDetail(detail(attempt))
                .build();
        return new OutboxMessage(
                Topics.DELIVERY.name(),
                subject.id().toString(),
                version,
                eventId,
                Topics.DELIVERY.ceType(),
                now,
                codec.encode(Topics.DELIVERY.name(), event));
    }

    static SubjectKind subjectKind(io.portline.notification.delivery.SubjectKind kind) {
        return switch (kind) {
            case PORT_ORDER -> SubjectKind.PORT_ORDER;
            case PORT_OUT -> SubjectKind.PORT_OUT;
            case CASE -> SubjectKind.CASE;
        };
    }

    private static DeliveryResult result(Attempt attempt) {
        return switch (attempt) {
            case Attempt.Taken _ -> DeliveryResult.SENT;
            case Attempt.RefusedForGood _ -> DeliveryResult.REFUSED;
            case Attempt.Postponed _ -> DeliveryResult.RETRYING;
            case Attempt.GivenUp _ -> DeliveryResult.GIVEN_UP;
        };
    }

    private static @Nullable String detail(Attempt attempt) {
        return switch (attempt) {
            case Attempt.Taken _ -> null;
            case Attempt.RefusedForGood(String answer) -> answer;
            case Attempt.Postponed(String answer, Instant _, boolean _) -> answer;
            case Attempt.GivenUp(String answer) -> answer;
        };
    }
}
