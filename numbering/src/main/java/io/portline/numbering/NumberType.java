package io.portline.numbering;

/** What kind of service a number is for, as far as its digits tell. */
public enum NumberType {
    GEOGRAPHIC,
    MOBILE,
    /** North America: the digits do not tell which of the two. */
    GEOGRAPHIC_OR_MOBILE,
    TOLL_FREE,
    SHARED_COST,
    PREMIUM_RATE,
    VOIP,
    OTHER
}
