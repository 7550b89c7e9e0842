package io.portline.order.inventory;

import io.portline.numbering.PhoneNumber;

/** What a number of ours is used for. */
public enum NumberUse {
    /** A person's. */
    USER,
    /** A service's, such as a hotline or a conference bridge. */
    SERVICE;

    /** What a number that was just ported is for, as far as its digits tell; the desk changes it by a TNS case. */
    public static NumberUse of(PhoneNumber number) {
        return switch (number.type()) {
            case TOLL_FREE, SHARED_COST, PREMIUM_RATE -> SERVICE;
            case GEOGRAPHIC, MOBILE, GEOGRAPHIC_OR_MOBILE, VOIP, OTHER -> USER;
        };
    }
}
