package io.portline.carrier.losingcarrier;

import org.jspecify.annotations.Nullable;

/**
 * A subscriber record as somebody gave it, unchecked; every field may be missing.
 *
 * @param passcode in clear: hashed as soon as it is found good, and kept nowhere
 */
public record SubscriberEntry(
        @Nullable String number,
        @Nullable String carrierId,
        @Nullable String accountNumber,
        @Nullable String passcode,
        @Nullable String organisation,
        @Nullable String authorisedPerson,
        @Nullable String kana,
        @Nullable String postalCode,
        @Nullable String billingTelephoneNumber,
        @Nullable Boolean frozen,
        @Nullable Boolean active) {

    /** Names no secret and no holder. */
    @Override
    public String toString() {
        return "SubscriberEntry[" + number + " at " + carrierId + "]";
    }
}
