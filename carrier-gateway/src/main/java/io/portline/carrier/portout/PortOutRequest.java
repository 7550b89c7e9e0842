package io.portline.carrier.portout;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/**
 * What a winning carrier asks for. The PIN is no part of it: it goes with the call and is kept nowhere.
 *
 * @param id the carrier's own id of the request
 * @param carrierId who asks
 * @param numbers E.164
 * @param requested local date and time at which the numbers are to leave
 * @param zone of that; null for the zone of the numbers
 * @param askedAt business time
 * @param askedBy the operator who made the carrier ask
 */
public record PortOutRequest(
        UUID id,
        String carrierId,
        List<String> numbers,
        LocalDateTime requested,
        @Nullable ZoneId zone,
        Instant askedAt,
        String askedBy) {

    public PortOutRequest {
        numbers = List.copyOf(numbers);
    }

    /** Whether both ask for the same, whenever and by whomever they were asked. */
    public boolean asksTheSameAs(PortOutRequest other) {
        return carrierId.equals(other.carrierId)
                && numbers.equals(other.numbers)
                && requested.equals(other.requested)
                && Objects.equals(zone, other.zone);
    }
}
