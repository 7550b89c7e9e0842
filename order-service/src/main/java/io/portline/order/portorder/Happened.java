package io.portline.order.portorder;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/**
 * An event with who, when and the order after it.
 *
 * @param at business time
 * @param from the status before; null for the first event of an order
 */
public record Happened(
        PortOrderEvent event, By by, Instant at, @Nullable PortOrderStatus from, PortOrder after) {
    public Change change() {
        return event.change();
    }
}
