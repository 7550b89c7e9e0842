package io.portline.dashboard.portouts;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.UUID;

/**
 * A winning carrier's request after its latest known event.
 *
 * @param version the ordering key of the event that it comes from
 * @param status REQUESTED, APPROVED, REJECTED, COMPLETED, CANCELLED or UNKNOWN
 * @param from the status before that event; null for the first
 * @param completesAt when the numbers leave; null unless approved or completed
 * @param lockedUntil after too many wrong PINs; null if the carrier is not locked
 */
public record PortOut(
        UUID id,
        String tenantId,
        String number,
        long version,
        Instant occurredAt,
        @Nullable String from,
        String status,
        List<String> numbers,
        String winningCarrierId,
        ZonedDateTime requested,
        @Nullable ZonedDateTime completesAt,
        List<String> reasonCodes,
        @Nullable Instant lockedUntil) {

    public PortOut {
        numbers = List.copyOf(numbers);
        reasonCodes = List.copyOf(reasonCodes);
    }
}
