package io.portline.order.portorder;

/** Wakes orders when time alone brings them something; called in the transaction that changes the order. */
public interface OrderTimers {
    /** Sets the timer of an order to the soonest of its {@link PortOrder#dues()}. */
    void follow(PortOrder order);
}
