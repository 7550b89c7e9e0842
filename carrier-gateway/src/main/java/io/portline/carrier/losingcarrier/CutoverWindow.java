package io.portline.carrier.losingcarrier;

import java.time.LocalTime;

/**
 * When a carrier releases numbers on its business days, in the carrier's time zone.
 *
 * @param from inclusive
 * @param to inclusive, not earlier
 */
public record CutoverWindow(LocalTime from, LocalTime to) {
    public CutoverWindow {
        if (to.isBefore(from)) {
            throw new IllegalArgumentException("cut-over window " + from + " to " + to + " ends before it begins");
        }
    }
}
