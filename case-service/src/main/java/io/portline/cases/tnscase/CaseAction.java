package io.portline.cases.tnscase;

/** What somebody may do with a case. The names are codes of the API. */
public enum CaseAction {
    VIEW,
    /** The customer's side adds to the timeline; reopens a resolved case. */
    COMMENT,
    RESOLVE,
    CANCEL,
    CHANGE_CONTACTS,
    /** A desk agent makes the case their own. */
    TAKE,
    /** The desk asks and waits. */
    ASK,
    /** The desk adds to the timeline. */
    ANSWER,
    /** The desk writes down what a customer never sees. */
    NOTE
}
