package io.portline.dashboard.orderhistory;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * What may be done in which status: order-service's table, read from it and not repeated here. The only thing known
 * besides is what each order says of itself, that a time limit is over.
 */
public record PermissionTable(Map<OrderStatus, Set<OrderAction>> rows) {

    /** Nothing but reading, for as long as order-service was never reached. */
    public static final PermissionTable READ_ONLY = new PermissionTable(Map.of());

    public PermissionTable {
        rows = Map.copyOf(rows);
    }

    /** Whether the table was ever read. */
    public boolean known() {
        return !rows.isEmpty();
    }

    /** The actions on an order, in the order of the table's columns. */
    public Set<OrderAction> actions(
            OrderStatus status,
            boolean carrierCancelPending,
            @Nullable Instant editableUntil,
            @Nullable Instant cancellableUntil,
            Instant now) {
        if (!known()) {
            return EnumSet.of(OrderAction.VIEW);
        }
        Set<OrderAction> actions = EnumSet.noneOf(OrderAction.class);
        actions.addAll(rows.getOrDefault(status, Set.of(OrderAction.VIEW)));
        if (carrierCancelPending) {
            // Not to be submitted again before the carrier has let go of it.
            actions.remove(OrderAction.EDIT);
        }
        // The 24 hours before the transfer begin with the clock, and the event that says so comes a moment later.
        if (editableUntil != null && !now.isBefore(editableUntil)) {
            actions.remove(OrderAction.EDIT_FOC);
        }
        if (cancellableUntil != null && !now.isBefore(cancellableUntil)) {
            actions.remove(OrderAction.CANCEL);
        }
        return actions;
    }

    /** The actions of these names; what is not known is left out. */
    public static Set<OrderAction> named(Iterable<String> names) {
        return known(names);
    }

    /** A table of these rows, each action by its name; names that are not known are left out. */
    public static PermissionTable of(Map<String, ? extends Iterable<String>> named) {
        Map<OrderStatus, Set<OrderAction>> rows = new EnumMap<>(OrderStatus.class);
        named.forEach((status, actions) -> {
            for (OrderStatus known : OrderStatus.values()) {
                if (known.name().equals(status)) {
                    rows.put(known, known(actions));
                }
            }
        });
        return new PermissionTable(rows);
    }

    private static Set<OrderAction> known(Iterable<String> names) {
        Set<OrderAction> actions = EnumSet.noneOf(OrderAction.class);
        for (String name : names) {
            for (OrderAction action : OrderAction.values()) {
                if (action.name().equals(name)) {
                    actions.add(action);
                }
            }
        }
        return actions;
    }
}
