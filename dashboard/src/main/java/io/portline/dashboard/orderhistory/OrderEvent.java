package io.portline.dashboard.orderhistory;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.UUID;

/**
 * One entry of an order's timeline.
 *
 * @param change what happened, by the event's own name
 * @param actor ADMIN, DESK, OPERATOR, SYSTEM, LOSING_CARRIER or UNKNOWN
 * @param from null for the first event
 */
public record OrderEvent(
        UUID eventId,
        long version,
        Instant occurredAt,
        String change,
        String actor,
        @Nullable OrderStatus from,
        OrderStatus to,
        int attempt,
        List<RejectionReason> reasons,
        @Nullable ZonedDateTime foc,
        @Nullable ZonedDateTime requestedFoc) {

    public OrderEvent {
        reasons = List.copyOf(reasons);
    }

    /** Whether the order has another status after it. */
    public boolean changedStatus() {
        return from != to;
    }
}
