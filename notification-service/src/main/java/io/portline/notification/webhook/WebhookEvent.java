package io.portline.notification.webhook;

import io.portline.notification.delivery.Subject;
import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;

/**
 * Something to tell a tenant's own systems.
 *
 * @param eventId the event's own id, and the {@code webhook-id} of every attempt to tell of it
 * @param type such as {@code port-order.completed}
 * @param subject null for a test
 * @param occurredAt business time
 * @param payload the body, as it is signed and sent
 */
public record WebhookEvent(
        UUID eventId,
        String tenantId,
        String type,
        @Nullable Subject subject,
        Instant occurredAt,
        String payload) {

    /** What Standard Webhooks recommends, as a limit. */
    public static final int LARGEST_PAYLOAD = 20_000;

    public WebhookEvent {
        if (payload.getBytes(StandardCharsets.UTF_8).length >= LARGEST_PAYLOAD) {
            throw new IllegalArgumentException("The payload of " + type + " " + eventId + " is too large");
        }
    }
}
