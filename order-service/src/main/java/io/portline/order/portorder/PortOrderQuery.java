package io.portline.order.portorder;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;

/**
 * Which orders are looked for, the newest first.
 *
 * @param statuses empty for all
 * @param number E.164 of a number that the order holds
 * @param text part of the name or of the order's number, in any case
 * @param after where the page before ended; null for the first
 * @param limit how many at most
 */
public record PortOrderQuery(
        Scope scope,
        Set<PortOrderStatus> statuses,
        @Nullable String country,
        @Nullable String carrierId,
        @Nullable String number,
        @Nullable String text,
        @Nullable Position after,
        int limit) {

    /** The sort keys of an order. */
    public record Position(Instant submittedAt, UUID id) {}
}
