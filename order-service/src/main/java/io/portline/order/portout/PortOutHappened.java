package io.portline.order.portout;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/**
 * A port-out got a status.
 *
 * @param from the status before; null for the first
 * @param after the port-out then
 * @param at business time
 */
public record PortOutHappened(@Nullable PortOutStatus from, PortOut after, Actor by, Instant at) {

    /** Who did it. */
    public enum Actor {
        WINNING_CARRIER,
        SYSTEM
    }
}
