package io.portline.notification.webhook.persistence;

import io.portline.messaging.outbox.OutboxMessage;
import io.portline.notification.delivery.Subject;
import io.portline.notification.webhook.WebhookDelivery;
import io.portline.notification.webhook.WebhookOutcome;

/** Encodes what became of a webhook for the outbox. */
@FunctionalInterface
public interface WebhookOutcomeEvents {

    /**
     * @param version of the subject's outcomes, mails and webhooks together: 1, 2, 3 …
     * @param attempts this one included
     */
    OutboxMessage outcome(
            WebhookDelivery delivery, Subject subject, WebhookOutcome outcome, long version, int attempts);
}
