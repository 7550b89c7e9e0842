package io.portline.order.inventory;

import io.portline.order.portorder.LosingCarrier;
import io.portline.order.portorder.PortOrderStatus;
import io.portline.order.portout.PortOutStatus;
import io.portline.order.portout.WinningCarrier;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * Everything that a tenant has had to do with a number.
 *
 * @param number E.164
 * @param inventory null if it is not the tenant's now
 * @param orders every order that it was in, in whichever attempt, cancelled and deleted ones too; the newest first
 * @param portOuts every port-out that was asked for it; the newest first
 */
public record NumberHistory(
        String number, @Nullable InventoryNumber inventory, List<InOrder> orders, List<InPortOut> portOuts) {

    public NumberHistory {
        orders = List.copyOf(orders);
        portOuts = List.copyOf(portOuts);
    }

    /** Whether there is nothing to tell. */
    public boolean isEmpty() {
        return inventory == null && orders.isEmpty() && portOuts.isEmpty();
    }

    /**
     * An order that the number was in.
     *
     * @param status the effective one
     * @param inCurrentAttempt whether it is in the order as it stands, and not only in an earlier attempt
     * @param ported whether that order moved it
     */
    public record InOrder(
            UUID id,
            String number,
            String name,
            PortOrderStatus status,
            LosingCarrier carrier,
            boolean inCurrentAttempt,
            boolean ported,
            boolean deleted,
            Instant submittedAt,
            Instant updatedAt) {}

    /**
     * A port-out that was asked for the number.
     *
     * @param leavesAt business time; meaningful while approved or completed
     */
    public record InPortOut(
            UUID id,
            String number,
            PortOutStatus status,
            WinningCarrier carrier,
            Instant leavesAt,
            Instant createdAt) {}
}
