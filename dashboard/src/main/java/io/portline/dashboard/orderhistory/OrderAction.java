package io.portline.dashboard.orderhistory;

/** What an admin may do with an order, as order-service's permission table names it. */
public enum OrderAction {
    VIEW,
    EDIT,
    EDIT_FOC,
    CANCEL,
    DELETE
}
