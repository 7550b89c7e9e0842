package io.portline.order.portorder;

/** What happened to an order, as its timeline and its events name it. */
public enum Change {
    SUBMITTED(true),
    INTAKE_APPROVED(true),
    INTAKE_REJECTED(true),
    CARRIER_ACCEPTED(true),
    CARRIER_REJECTED(true),
    APPROVAL_WITHDRAWN(true),
    TRANSFER_LOCKED(true),
    TRANSFER_UNLOCKED(true),
    FOC_CHANGE_REQUESTED(true),
    FOC_CHANGE_AGREED(true),
    FOC_CHANGE_REFUSED(true),
    FOC_MOVED_BY_CARRIER(true),
    CARRIER_OVERDUE(true),
    CANCELLED(true),
    CANCEL_CONFIRMED(true),
    CANCEL_REFUSED(true),
    RESUBMITTED(true),
    ACTIVATION_ASKED(false),
    ACTIVATION_RETRIED(true),
    ACTIVATION_INCOMPLETE(false),
    ACTIVATION_FAILED(true),
    COMPLETED(true),
    CONTACTS_CHANGED(true),
    /** The letter comes with a submission; this is one beside it. */
    DOCUMENT_ADDED(false),
    COMMENTED(false),
    CASE_LINKED(true),
    DELETED(true),
    REPLY_KEPT(false);

    private final boolean published;

    Change(boolean published) {
        this.published = published;
    }

    /** Whether other services are told; what they are not told of is in the timeline only. */
    public boolean published() {
        return published;
    }
}
