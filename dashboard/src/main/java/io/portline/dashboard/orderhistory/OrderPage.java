package io.portline.dashboard.orderhistory;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * A page of the history, newest first.
 *
 * @param next where the following page begins; null if this is the last
 */
public record OrderPage(List<OrderSummary> orders, @Nullable OrderPosition next) {

    public OrderPage {
        orders = List.copyOf(orders);
    }
}
