package io.portline.order.portorder;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/**
 * Who has to act next.
 *
 * @param since business time
 * @param dueBy business time by which an answer is due; null if none is
 * @param overdue whether the carrier was found late with this answer (told once)
 */
public record Ball(Holder holder, Instant since, @Nullable Instant dueBy, boolean overdue) {
    /** Us, the losing carrier, the customer; nobody while everybody waits for a date or the order has ended. */
    public enum Holder {
        US,
        CARRIER,
        CUSTOMER,
        NOBODY
    }

    static Ball us(Instant since, @Nullable Instant dueBy) {
        return new Ball(Holder.US, since, dueBy, false);
    }

    static Ball carrier(Instant since, @Nullable Instant dueBy) {
        return new Ball(Holder.CARRIER, since, dueBy, false);
    }

    static Ball customer(Instant since) {
        return new Ball(Holder.CUSTOMER, since, null, false);
    }

    static Ball nobody(Instant since) {
        return new Ball(Holder.NOBODY, since, null, false);
    }

    Ball late() {
        return new Ball(holder, since, dueBy, true);
    }
}
