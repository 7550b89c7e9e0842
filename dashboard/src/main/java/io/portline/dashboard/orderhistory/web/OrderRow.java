package io.portline.dashboard.orderhistory.web;

import io.portline.dashboard.orderhistory.OrderAction;
import io.portline.dashboard.orderhistory.OrderSummary;
import io.portline.dashboard.orderhistory.PermissionTable;

import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Set;

/**
 * A row of the table.
 *
 * @param link where the name leads: to the page, or for an order that is edited and not viewed, to its form
 * @param buttons what may be done besides opening it
 * @param matches whether it fits the filter that the page shows
 */
record OrderRow(
        OrderSummary order,
        String link,
        List<OrderAction> buttons,
        ZonedDateTime date,
        boolean overdue,
        boolean matches) {

    static OrderRow of(OrderSummary order, PermissionTable table, Instant now, boolean matches) {
        Set<OrderAction> actions = table.actions(
                order.status(), order.carrierCancelPending(), order.editableUntil(), order.cancellableUntil(), now);
        return new OrderRow(
                order,
                "/orders/" + order.id(),
                List.copyOf(actions),
                order.foc() != null ? order.foc() : order.requested(),
                order.overdueAt(now),
                matches);
    }
}
