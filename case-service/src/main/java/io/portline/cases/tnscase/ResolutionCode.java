package io.portline.cases.tnscase;

/** How a case was resolved. */
public enum ResolutionCode {
    /** The customer says: problem solved. The only one that a customer gives. */
    SOLVED,
    /** The desk did what was asked for. */
    DONE,
    /** The desk answered a question. */
    ANSWERED,
    /** What was asked for cannot be done; the words say why. */
    NOT_POSSIBLE,
    /** The matter goes on in another case. */
    DUPLICATE,
    /** The customer did not answer the desk's question. */
    NO_ANSWER;

    /** Whether the customer must be told why in words. */
    public boolean needsWords() {
        return this == NOT_POSSIBLE;
    }
}
