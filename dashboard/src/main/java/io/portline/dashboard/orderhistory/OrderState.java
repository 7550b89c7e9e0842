package io.portline.dashboard.orderhistory;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.UUID;

/**
 * A port order after its latest known event. Instants are business time; dates agreed with people carry their zone.
 *
 * @param version the ordering key of the event that it comes from
 * @param occurredAt when that happened
 * @param foc the committed date; null until the losing carrier gave one
 * @param requestedFoc a date asked for and not answered yet
 */
public record OrderState(
        UUID id,
        String tenantId,
        String number,
        long version,
        Instant occurredAt,
        String name,
        String country,
        OrderStatus status,
        int attempt,
        String carrierId,
        String carrierName,
        String portType,
        List<String> numbers,
        List<String> portedNumbers,
        ZonedDateTime requested,
        @Nullable ZonedDateTime foc,
        @Nullable ZonedDateTime requestedFoc,
        boolean carrierCancelPending,
        List<RejectionReason> reasons,
        BallHolder ball,
        Instant ballSince,
        @Nullable Instant answerDueBy,
        @Nullable Instant editableUntil,
        @Nullable Instant cancellableUntil,
        Instant submittedAt,
        @Nullable UUID caseId,
        @Nullable UUID linkedOrderId,
        boolean deleted) {

    public OrderState {
        numbers = List.copyOf(numbers);
        portedNumbers = List.copyOf(portedNumbers);
        reasons = List.copyOf(reasons);
    }

    /** Whether whoever has the ball is late. */
    public boolean overdueAt(Instant now) {
        return answerDueBy != null && now.isAfter(answerDueBy) && ball != BallHolder.NOBODY;
    }
}
