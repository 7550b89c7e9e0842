package io.portline.dashboard.orderhistory;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.UUID;

/** A port order as a row of the history. {@code firstNumber} is E.164. */
public record OrderSummary(
        UUID id,
        String number,
        long version,
        String name,
        String country,
        OrderStatus status,
        String carrierName,
        int numberCount,
        @Nullable String firstNumber,
        ZonedDateTime requested,
        @Nullable ZonedDateTime foc,
        boolean carrierCancelPending,
        BallHolder ball,
        @Nullable Instant answerDueBy,
        @Nullable Instant editableUntil,
        @Nullable Instant cancellableUntil,
        Instant submittedAt) {

    /** Whether whoever has the ball is late. */
    public boolean overdueAt(Instant now) {
        return answerDueBy != null && now.isAfter(answerDueBy) && ball != BallHolder.NOBODY;
    }
}
