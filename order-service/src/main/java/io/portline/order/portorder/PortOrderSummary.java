package io.portline.order.portorder;

import io.portline.numbering.LocalMoment;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.UUID;

/** An order as a list shows it: without its numbers, which may be 999. */
public record PortOrderSummary(
        UUID id,
        String number,
        String tenantId,
        String name,
        String country,
        PortOrderStatus status,
        int attempt,
        LosingCarrier carrier,
        int numberCount,
        LocalMoment requested,
        @Nullable LocalMoment foc,
        Instant submittedAt,
        Instant updatedAt) {}
