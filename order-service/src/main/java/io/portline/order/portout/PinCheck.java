package io.portline.order.portout;

/** What a look at an offered PIN showed, before anything was locked. */
public enum PinCheck {
    /** The tenant needs none. */
    NOT_NEEDED,
    /** The tenant needs one and has none. */
    NOT_SET,
    /** None was offered. */
    MISSING,
    WRONG,
    RIGHT,
    /** The carrier was locked out, so it was not looked at. */
    NOT_LOOKED_AT
}
