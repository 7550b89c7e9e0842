package io.portline.cases.tnscase;

/** The statuses of a case, no others. */
public enum CaseStatus {
    /** Nobody at the desk has taken it. */
    NEW,
    IN_PROGRESS,
    /** The desk has asked something; a comment of the customer returns the case to {@link #IN_PROGRESS}. */
    WAITING_FOR_CUSTOMER,
    /** A comment within {@link TnsCase#REOPENABLE_FOR} reopens it. */
    RESOLVED,
    /** For good. */
    CANCELLED;

    /** Whether nothing is left to do. */
    public boolean closed() {
        return switch (this) {
            case NEW, IN_PROGRESS, WAITING_FOR_CUSTOMER -> false;
            case RESOLVED, CANCELLED -> true;
        };
    }

    /** Whether the desk has to act, and its clocks run. */
    public boolean deskHoldsIt() {
        return switch (this) {
            case NEW, IN_PROGRESS -> true;
            case WAITING_FOR_CUSTOMER, RESOLVED, CANCELLED -> false;
        };
    }
}
