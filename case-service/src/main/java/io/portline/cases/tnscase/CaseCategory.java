package io.portline.cases.tnscase;

/** Why a case is opened. */
public enum CaseCategory {
    /** Something is to be done; the fields of its type are required. */
    NEW_REQUEST,
    /** A question; type and fields may be left out. */
    GENERAL_INQUIRY
}
