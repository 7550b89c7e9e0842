package io.portline.order.portorder;

import java.util.Set;

/**
 * Why a person's command was refused.
 *
 * @param status the effective one
 * @param allowed what the person may do now
 */
public record Refusal(Why why, CommandKind command, PortOrderStatus status, Set<PortOrderAction> allowed) {
    /** The cause. */
    public enum Why {
        /** The permission table says no. */
        NOT_IN_THIS_STATUS,
        /** Cancelled, but the carrier has not confirmed it yet. */
        CARRIER_CANCEL_PENDING,
        /** Another FOC date was asked for already and is not answered yet. */
        SUPPLEMENT_OUTSTANDING
    }
}
