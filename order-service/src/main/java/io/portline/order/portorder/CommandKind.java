package io.portline.order.portorder;

import org.jspecify.annotations.Nullable;

/** The kinds of {@link PortOrderCommand}: the columns of the state machine. */
public enum CommandKind {
    RESUBMIT(Origin.PERSON, PortOrderAction.EDIT),
    CHANGE_FOC_DATE(Origin.PERSON, PortOrderAction.EDIT_FOC),
    CANCEL(Origin.PERSON, PortOrderAction.CANCEL),
    DELETE(Origin.PERSON, PortOrderAction.DELETE),
    ADD_CONTACTS(Origin.PERSON, null),
    ADD_DOCUMENT(Origin.PERSON, null),
    ADD_COMMENT(Origin.PERSON, null),
    LINK_CASE(Origin.PERSON, null),

    COMPLETE_INTAKE(Origin.SYSTEM, null),
    LOCK_TRANSFER(Origin.SYSTEM, null),
    ACTIVATE(Origin.SYSTEM, null),
    ESCALATE_OVERDUE(Origin.SYSTEM, null),

    CARRIER_ACCEPTED(Origin.CARRIER, null),
    CARRIER_REJECTED(Origin.CARRIER, null),
    FOC_MOVED(Origin.CARRIER, null),
    SUPPLEMENT_AGREED(Origin.CARRIER, null),
    SUPPLEMENT_REFUSED(Origin.CARRIER, null),
    CANCEL_CONFIRMED(Origin.CARRIER, null),
    CANCEL_REFUSED(Origin.CARRIER, null),
    APPROVAL_WITHDRAWN(Origin.CARRIER, null),
    ACTIVATED(Origin.CARRIER, null);

    /** Where a command comes from decides what becomes of it where it does not fit. */
    public enum Origin {
        /** Refused: the person is told what is allowed. */
        PERSON,
        /** Nothing happens: a timer that is not due any more is no fault. */
        SYSTEM,
        /** Kept in the timeline, changes nothing: what a carrier said is never lost. */
        CARRIER
    }

    private final Origin origin;
    private final @Nullable PortOrderAction action;

    CommandKind(Origin origin, @Nullable PortOrderAction action) {
        this.origin = origin;
        this.action = action;
    }

    public Origin origin() {
        return origin;
    }

    /** The column of the permission table that guards it; null if the table names none. */
    public @Nullable PortOrderAction action() {
        return action;
    }
}
