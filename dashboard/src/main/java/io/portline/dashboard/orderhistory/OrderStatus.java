package io.portline.dashboard.orderhistory;

/** The seven statuses of a port order; {@code UNKNOWN} stands for one that is newer than this dashboard. */
public enum OrderStatus {
    PROCESSING,
    CONTACTING_CARRIER,
    TRANSFER_APPROVED,
    TRANSFER_PENDING,
    ERROR,
    COMPLETED,
    CANCELLED,
    UNKNOWN
}
