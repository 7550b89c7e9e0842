package io.portline.notification.delivery.persistence;

import io.portline.messaging.outbox.OutboxMessage;
import io.portline.notification.delivery.Attempt;
import io.portline.notification.delivery.Delivery;

/** Encodes what became of a delivery for the outbox. */
@FunctionalInterface
public interface OutcomeEvents {

    /**
     * @param version of the subject's outcomes: 1, 2, 3 …
     * @param attempts this one included
     */
    OutboxMessage outcome(Delivery delivery, Attempt attempt, long version, int attempts);
}
