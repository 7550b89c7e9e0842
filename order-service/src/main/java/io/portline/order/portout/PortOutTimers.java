package io.portline.order.portout;

/** Wakes port-outs when their numbers are to leave; called in the transaction that changes the port-out. */
public interface PortOutTimers {
    /** Sets the timer of an approved port-out, and takes it away from a cancelled one. */
    void follow(PortOut portOut);
}
