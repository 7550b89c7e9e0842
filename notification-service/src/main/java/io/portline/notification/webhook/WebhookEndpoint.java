package io.portline.notification.webhook;

import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * Where a tenant wants to be told.
 *
 * @param description the tenant's own words
 * @param eventTypes filters, see {@link EventTypes}; empty is everything
 * @param disabledReason {@code GONE} if the endpoint itself said so (410), {@code BY_TENANT}; null while enabled
 * @param createdAt real time
 * @param updatedAt real time
 */
public record WebhookEndpoint(
        UUID id,
        String tenantId,
        URI url,
        String description,
        List<String> eventTypes,
        boolean enabled,
        @Nullable String disabledReason,
        long revision,
        Instant createdAt,
        Instant updatedAt) {

    public static final String GONE = "GONE";
    public static final String BY_TENANT = "BY_TENANT";

    public WebhookEndpoint {
        eventTypes = List.copyOf(eventTypes);
    }
}
