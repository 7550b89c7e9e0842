package io.portline.numbering;

/** What a rejection asks for. */
public enum Disposition {
    /** Correct the order and submit it again. */
    FIXABLE,
    /** The order cannot be carried out like this, whatever is corrected. */
    TERMINAL,
    /** Nothing to correct: try again later, or wait for us or the carrier. */
    WAIT
}
