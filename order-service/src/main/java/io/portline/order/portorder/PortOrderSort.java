package io.portline.order.portorder;

import java.time.Instant;

/** In which order orders are listed; those of one moment by their ids. */
public record PortOrderSort(Key key, boolean descending) {

    /** The newest first. */
    public static final PortOrderSort NEWEST_FIRST = new PortOrderSort(Key.SUBMITTED, true);

    /** A date of an order. */
    public enum Key {
        /** When it was first submitted. */
        SUBMITTED,
        /** When its numbers move: the FOC date or, until there is one, the date asked for. */
        PORT_DATE
    }

    /** The sort key of an order. */
    public Instant of(PortOrderSummary order) {
        return switch (key) {
            case SUBMITTED -> order.submittedAt();
            case PORT_DATE -> order.portDate().instant();
        };
    }
}
