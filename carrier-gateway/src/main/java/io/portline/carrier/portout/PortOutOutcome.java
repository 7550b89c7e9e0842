package io.portline.carrier.portout;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * What came of a request.
 *
 * @param portOutId order-service's id; null where it keeps none, because the numbers are nobody's
 * @param number as people quote it; null without an id
 * @param status how far it is
 * @param reasonCodes why it was rejected; empty if it was not
 * @param completesAt business time at which the numbers leave; null unless approved or completed
 * @param lockedUntil real time until which the carrier is locked out after wrong PINs; null if it is not
 */
public record PortOutOutcome(
        @Nullable UUID portOutId,
        @Nullable String number,
        PortOutStatus status,
        List<String> reasonCodes,
        @Nullable Instant completesAt,
        @Nullable Instant lockedUntil) {

    public PortOutOutcome {
        reasonCodes = List.copyOf(reasonCodes);
    }
}
