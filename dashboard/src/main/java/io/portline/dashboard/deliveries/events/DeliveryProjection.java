package io.portline.dashboard.deliveries.events;

import io.portline.dashboard.deliveries.Deliveries;
import io.portline.dashboard.deliveries.Delivery;
import io.portline.messaging.inbox.BatchHandler;
import io.portline.messaging.inbox.ReceivedEvent;
import io.portline.schemas.DeliveryOutcome;

import java.util.List;
import java.util.Objects;

/** Takes the outcomes of mails and webhooks into the read model. */
public final class DeliveryProjection implements BatchHandler<DeliveryOutcome> {

    private final Deliveries deliveries;

    public DeliveryProjection(Deliveries deliveries) {
        this.deliveries = deliveries;
    }

    @Override
    public void handleAll(List<ReceivedEvent<DeliveryOutcome>> events) {
        deliveries.record(events.stream()
                .map(ReceivedEvent::value)
                .filter(Objects::nonNull)
                .map(DeliveryProjection::delivery)
                .toList());
    }

    private static Delivery delivery(DeliveryOutcome outcome) {
        return new Delivery(
                outcome.getDeliveryId(),
                outcome.getTenantId(),
                outcome.getSubjectId(),
                outcome.getVersion(),
                outcome.getOccurredAt(),
                outcome.getChannel().name(),
                outcome.getNotification(),
                outcome.getCauseEventId(),
                outcome.getContactId(),
                outcome.getOutcome().name(),
                outcome.getAttempts(),
                outcome.getMessageId(),
                outcome.getDetail());
    }
}
