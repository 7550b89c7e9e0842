package io.portline.dashboard.orderhistory;

import org.jspecify.annotations.Nullable;

/**
 * What to show of the history; null means all.
 *
 * @param text an order number, a telephone number or part of a name
 */
public record OrderFilter(
        @Nullable OrderStatus status,
        @Nullable String country,
        @Nullable String text) {

    /** Everything. */
    public static final OrderFilter NONE = new OrderFilter(null, null, null);

    public boolean isNone() {
        return status == null && country == null && text == null;
    }
}
