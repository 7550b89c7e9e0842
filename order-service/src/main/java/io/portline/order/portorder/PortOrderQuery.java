package io.portline.order.portorder;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.UUID;

/**
 * A page of orders.
 *
 * @param now by which statuses are effective
 * @param after where the page before ended; null for the first
 * @param limit how many at most
 */
public record PortOrderQuery(
        Scope scope,
        PortOrderFilter filter,
        PortOrderSort sort,
        Instant now,
        @Nullable Position after,
        int limit) {

    /** The sort keys of an order. */
    public record Position(Instant at, UUID id) {}
}
