package io.portline.cases.tnscase;

/** Why a customer cancels a case. */
public enum CancelReason {
    NO_LONGER_NEEDED,
    OPENED_BY_MISTAKE,
    DUPLICATE,
    WRONG_DETAILS,
    SOLVED_ELSEWHERE,
    /** Says nothing by itself: words are required. */
    OTHER;

    public boolean needsWords() {
        return this == OTHER;
    }
}
