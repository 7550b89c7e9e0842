package io.portline.order.portorder;

/** What a person may do with an order; the columns of the permission table. */
public enum PortOrderAction {
    /** Open the read-only page. Reading through the API is always allowed to the order's tenant. */
    VIEW,
    /** Change anything but the country and resubmit; the order opens in its edit form. */
    EDIT,
    /** Ask the losing carrier for another FOC date, and nothing else. */
    EDIT_FOC,
    CANCEL,
    DELETE
}
