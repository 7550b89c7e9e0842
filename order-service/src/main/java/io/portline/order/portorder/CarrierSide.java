package io.portline.order.portorder;

/** What the losing carrier holds of the current attempt, as far as we know. */
public enum CarrierSide {
    /** Not asked yet, or it rejected, withdrew or confirmed our cancel, or we gave the attempt up. */
    WITHOUT_REQUEST,
    /** It has our request. */
    HOLDS_REQUEST,
    /** It was asked to cancel and has not confirmed it. */
    ASKED_TO_CANCEL
}
