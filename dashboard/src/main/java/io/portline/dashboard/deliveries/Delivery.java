package io.portline.dashboard.deliveries;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.UUID;

/**
 * What became of one notification: one contact or endpoint and one cause. Names no address.
 *
 * @param version the ordering key within the subject
 * @param channel EMAIL, WEBHOOK or UNKNOWN
 * @param notification such as {@code port-order.completed}
 * @param result SENT, REFUSED, GIVEN_UP, RETRYING or UNKNOWN
 */
public record Delivery(
        UUID id,
        String tenantId,
        UUID subjectId,
        long version,
        Instant occurredAt,
        String channel,
        String notification,
        UUID causeEventId,
        @Nullable UUID contactId,
        String result,
        int attempts,
        @Nullable String messageId,
        @Nullable String detail) {}
