package io.portline.dashboard.orderhistory;

/** Who has to act next. */
public enum BallHolder {
    US,
    CARRIER,
    CUSTOMER,
    NOBODY,
    UNKNOWN
}
