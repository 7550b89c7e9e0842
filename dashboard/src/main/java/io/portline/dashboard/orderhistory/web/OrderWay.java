package io.portline.dashboard.orderhistory.web;

import io.portline.dashboard.orderhistory.OrderEvent;
import io.portline.dashboard.orderhistory.OrderState;
import io.portline.dashboard.orderhistory.OrderStatus;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The way of an order from submission to completion, and how far the present attempt came. */
final class OrderWay {

    private static final List<OrderStatus> STATIONS = List.of(
            OrderStatus.PROCESSING,
            OrderStatus.CONTACTING_CARRIER,
            OrderStatus.TRANSFER_APPROVED,
            OrderStatus.TRANSFER_PENDING,
            OrderStatus.COMPLETED);

    private OrderWay() {}

    /**
     * One station.
     *
     * @param state done, now, stop (rejected here), off (cancelled here) or todo
     * @param since when the order came there
     */
    record Step(OrderStatus status, String state, @Nullable Instant since) {}

    static List<Step> of(OrderState order, List<OrderEvent> timeline) {
        int reached = STATIONS.indexOf(order.status());
        boolean ended = reached < 0;
        if (ended) {
            reached = timeline.stream()
                    .filter(event -> event.attempt() == order.attempt())
                    .mapToInt(event -> STATIONS.indexOf(event.to()))
                    .max()
                    .orElse(0);
        }
        List<Step> steps = new ArrayList<>();
        for (int i = 0; i < STATIONS.size(); i++) {
            OrderStatus station = STATIONS.get(i);
            String state;
            if (i < reached || order.status() == OrderStatus.COMPLETED) {
                state = "done";
            } else if (i > reached) {
                state = "todo";
            } else if (order.status() == OrderStatus.ERROR) {
                state = "stop";
            } else {
                state = ended ? "off" : "now";
            }
            steps.add(new Step(station, state, state.equals("todo") ? null : since(station, order, timeline)));
        }
        return steps;
    }

    private static @Nullable Instant since(OrderStatus station, OrderState order, List<OrderEvent> timeline) {
        return timeline.stream()
                .filter(event -> event.attempt() == order.attempt() && event.to() == station && event.changedStatus())
                .map(OrderEvent::occurredAt)
                .max(Instant::compareTo)
                .orElse(null);
    }
}
