package io.portline.notification.delivery;

/** How far a delivery is. */
public enum DeliveryStatus {
    /** Not sent yet: for the first time, or again after the other side did not take it. */
    WAITING,
    /** The other side took it. */
    SENT,
    /** The other side refused it for good, such as an address that does not exist. */
    REFUSED,
    /** Not taken for {@link RetryPlan#GIVE_UP_AFTER}, or the contact was erased meanwhile. */
    GIVEN_UP
}
