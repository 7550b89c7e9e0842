package io.portline.dashboard.orderhistory.web;

import io.portline.dashboard.deliveries.Deliveries;
import io.portline.dashboard.orderhistory.OrderAction;
import io.portline.dashboard.orderhistory.OrderEvent;
import io.portline.dashboard.orderhistory.OrderHistory;
import io.portline.dashboard.orderhistory.OrderState;
import io.portline.dashboard.orderhistory.PermissionTable;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.springframework.web.servlet.support.RequestContextUtils;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the page of an order and its edit form both show of it. */
@Component
class OrderPages {

    private static final int MOST_DELIVERIES = 50;

    private final OrderHistory history;
    private final Deliveries deliveries;
    private final OrderMarks marks;

    OrderPages(OrderHistory history, Deliveries deliveries, OrderMarks marks) {
        this.history = history;
        this.deliveries = deliveries;
        this.marks = marks;
    }

    void fill(Model model, OrderState order, Set<OrderAction> actions, Instant now) {
        List<OrderEvent> timeline = history.timeline(order.tenantId(), order.id());
        model.addAttribute("order", order);
        model.addAttribute("zone", order.requested().getZone());
        model.addAttribute(
                "actions",
                actions.stream().filter(action -> action != OrderAction.VIEW).toList());
        model.addAttribute("overdue", order.overdueAt(now));
        model.addAttribute("marks", marks);
        model.addAttribute("fieldLabel", marks.fieldLabels());
        model.addAttribute("way", OrderWay.of(order, timeline));
        model.addAttribute("timeline", timeline.reversed());
        model.addAttribute("deliveries", deliveries.about(order.tenantId(), order.id(), MOST_DELIVERIES));
    }

    /** What order-service says may be done, as long as both mean the same status; else what its table says. */
    static Set<OrderAction> actions(
            OrderState order, @Nullable Map<String, Object> details, PermissionTable table, Instant now) {
        if (details != null
                && order.status().name().equals(details.get("status"))
                && details.get("actions") instanceof List<?> named) {
            return PermissionTable.named(named.stream().map(String::valueOf).toList());
        }
        return table.actions(
                order.status(), order.carrierCancelPending(), order.editableUntil(), order.cancellableUntil(), now);
    }

    /** What order-service says itself; the read model may be behind it. */
    static boolean mayEdit(@Nullable Map<String, Object> details) {
        return details != null
                && details.get("actions") instanceof List<?> named
                && named.contains(OrderAction.EDIT.name());
    }

    /** For the page after the next one, when one redirection follows another. */
    static void keepWhatWasSaid(HttpServletRequest request, RedirectAttributes flash) {
        Map<String, ?> said = RequestContextUtils.getInputFlashMap(request);
        if (said != null) {
            said.forEach(flash::addFlashAttribute);
        }
    }
}
