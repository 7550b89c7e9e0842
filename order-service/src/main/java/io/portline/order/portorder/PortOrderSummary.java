package io.portline.order.portorder;

import io.portline.numbering.LocalMoment;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * An order as a list shows it: without its numbers, which may be 999.
 *
 * @param status the effective one
 * @param reasons canonical codes; empty unless it is in Error
 */
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
        List<String> reasons,
        @Nullable UUID caseId,
        Instant submittedAt,
        Instant updatedAt) {

    public PortOrderSummary {
        reasons = List.copyOf(reasons);
    }

    /** The FOC date or, until there is one, the date asked for. */
    public LocalMoment portDate() {
        return foc == null ? requested : foc;
    }
}
