package io.portline.dashboard.casebook;

/** The statuses of a TNS case; {@code UNKNOWN} stands for one that is newer than this dashboard. */
public enum CaseStatus {
    NEW,
    IN_PROGRESS,
    WAITING_FOR_CUSTOMER,
    RESOLVED,
    CANCELLED,
    UNKNOWN;

    /** Resolved and cancelled cases are closed. */
    public boolean closed() {
        return this == RESOLVED || this == CANCELLED;
    }
}
