package io.portline.order.portout;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;

/**
 * Which port-outs are looked for, the newest first.
 *
 * @param tenantId null for all tenants, which only operators may see
 * @param statuses empty for all
 * @param after where the page before ended; null for the first
 * @param limit how many at most
 */
public record PortOutQuery(
        @Nullable String tenantId,
        Set<PortOutStatus> statuses,
        @Nullable Position after,
        int limit) {

    /** The sort keys of a port-out. */
    public record Position(Instant createdAt, UUID id) {}
}
