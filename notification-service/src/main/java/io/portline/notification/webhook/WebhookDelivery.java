package io.portline.notification.webhook;

import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * One event on its way to one endpoint.
 *
 * @param attempts how often it was tried
 * @param createdAt real time
 * @param secrets those that sign it, the current one first
 * @param trace of the event that is told of, as a W3C {@code traceparent}; null if it has none
 */
public record WebhookDelivery(
        UUID id,
        UUID endpointId,
        URI url,
        WebhookEvent event,
        int attempts,
        Instant createdAt,
        List<SealedSecret> secrets,
        @Nullable String trace) {

    public WebhookDelivery {
        secrets = List.copyOf(secrets);
    }
}
