package io.portline.order.portorder;

import java.time.Instant;
import java.util.Comparator;

/**
 * Something that time alone brings to an order.
 *
 * @param at business time
 */
public record Due(Kind kind, Instant at) implements Comparable<Due> {

    /** What it is. */
    public enum Kind {
        /** We look at the order. */
        INTAKE,
        /** Less than 24 hours are left. */
        LOCK,
        /** The numbers are to be activated, or tried again. */
        ACTIVATION,
        /** The carrier's answer is due. */
        OVERDUE
    }

    /** The soonest first. */
    @Override
    public int compareTo(Due other) {
        return Comparator.comparing(Due::at).thenComparing(Due::kind).compare(this, other);
    }
}
