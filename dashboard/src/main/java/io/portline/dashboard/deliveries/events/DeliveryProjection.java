package io.portline.dashboard.deliveries.events;

import io.portline.dashboard.deliveries.Deliveries;
import io.portline.dashboard.deliveries.Delivery;
import io.portline.messaging.inbox.EventHandler;
import io.portline.messaging.inbox.ReceivedEvent;
import io.portline.schemas.DeliveryOutcome;

/** Takes the outcomes of mails and webhooks into the read model. */
public final class DeliveryProjection implements EventHandler<DeliveryOutcome> {

    private final Deliveries deliveries;

    public DeliveryProjection(Deliveries deliveries) {
        this.deliveries = deliveries;
    }

    @Override
    public void handle(ReceivedEvent<DeliveryOutcome> received) {
        DeliveryOutcome outcome = received.value();
        if (outcome == null) {
            return;
        }
        deliveries.record(new Delivery(
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
                outcome.getDetail()));
    }
}
