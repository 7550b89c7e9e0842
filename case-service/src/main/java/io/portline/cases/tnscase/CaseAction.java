package io.portline.cases.tnscase;

/** What somebody may do with a case. The names are codes of the API. */
public enum CaseAction {
    VIEW,
    /** The customer's side adds to the timeline; reopens a resolved case. */
    COMMENT,
    RESOLVE,
    CANCEL,
    CHANGE_CONTACTS,
    /** The customer says how a closed case went. */
    RATE,
    /** A desk agent makes the case their own. */
    TAKE,
    /** A desk agent gives the case to another one, or back to the queue. */
    ASSIGN,
    /** The desk asks and waits. */
    ASK,
    /** The desk adds to the timeline. */
    ANSWER,
    /** The desk writes down what a customer never sees. */
    NOTE,
    /** The desk submits the port orders of a {@link CaseType#PORT_IN} case. */
    SUBMIT_ORDERS
}
