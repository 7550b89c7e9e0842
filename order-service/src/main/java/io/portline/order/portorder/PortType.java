package io.portline.order.portorder;

/** Whether all numbers of the account at the losing carrier are ported, or some. */
public enum PortType {
    FULL,
    PARTIAL
}
