package io.portline.notification.webhook.events;

import io.portline.messaging.codec.MessageCodec;
import io.portline.messaging.id.EventIds;
import io.portline.messaging.outbox.OutboxMessage;
import io.portline.notification.delivery.Subject;
import io.portline.notification.webhook.WebhookDelivery;
import io.portline.notification.webhook.WebhookOutcome;
import io.portline.notification.webhook.persistence.WebhookOutcomeEvents;
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

/** What became of a webhook, as an event. */
@Component
class WebhookOutcomes implements WebhookOutcomeEvents {
    private final MessageCodec codec;
    private final EventIds ids;
    private final Clock clock;

    WebhookOutcomes(MessageCodec codec, EventIds ids, Clock clock) {
        this.codec = codec;
        this.ids = ids;
        this.clock = clock;
    }

    @Override
    public OutboxMessage outcome(
            WebhookDelivery delivery, Subject subject, WebhookOutcome outcome, long version, int attempts) {
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
                .setChannel(DeliveryChannel.WEBHOOK)
                .setCauseEventId(delivery.event().eventId())
                .setNotification(delivery.event().type())
                .setContactId(null)
                .setEndpointId(delivery.endpointId())
                .setOutcome(result(outcome))
                .setAttempts(attempts)
                .setMessageId(delivery.event().eventId().toString())
                .setDetail(detail(outcome))
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

    private static SubjectKind subjectKind(io.portline.notification.delivery.SubjectKind kind) {
        return switch (kind) {
            case PORT_ORDER -> SubjectKind.PORT_ORDER;
            case PORT_OUT -> SubjectKind.PORT_OUT;
            case CASE -> SubjectKind.CASE;
        };
    }

    private static DeliveryResult result(WebhookOutcome outcome) {
        return switch (outcome) {
            case WebhookOutcome.Sent _ -> DeliveryResult.SENT;
            case WebhookOutcome.Postponed _ -> DeliveryResult.RETRYING;
            case WebhookOutcome.GivenUp _ -> DeliveryResult.GIVEN_UP;
            case WebhookOutcome.Gone _ -> DeliveryResult.REFUSED;
        };
    }

    private static @Nullable String detail(WebhookOutcome outcome) {
        return switch (outcome) {
            case WebhookOutcome.Sent _ -> null;
            case WebhookOutcome.Postponed(var _, String answer, var _) -> answer;
            case WebhookOutcome.GivenUp(var _, String answer) -> answer;
            case WebhookOutcome.Gone _ -> "HTTP 410";
        };
    }
}
