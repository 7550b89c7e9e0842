package io.portline.order.portorder;

/** What becomes of a command in a status. */
public enum Treatment {
    /** It takes effect, provided that what it is about is there (a supplement to agree to, a date that has come). */
    EFFECT,
    /** Refused; the refusal names the status and the actions allowed now. */
    REFUSED,
    /** Kept in the timeline, changes nothing. */
    KEPT,
    /** Nothing at all. */
    NOTHING
}
