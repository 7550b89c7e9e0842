package io.portline.carrier.losingcarrier;

import org.jspecify.annotations.Nullable;

/**
 * What a losing carrier knows about one of its numbers. A field that is null is not checked.
 *
 * @param number E.164
 * @param carrierId who serves it
 * @param accountNumber of the account it belongs to
 * @param passcodeHash salted slow hash of the account's passcode; null if the account has none
 * @param organisation the holder's name
 * @param authorisedPerson who may order a port
 * @param kana the holder's name in kana
 * @param postalCode of the service address
 * @param billingTelephoneNumber E.164
 * @param frozen whether the holder has protected the account against ports
 * @param active whether the number is in service
 */
public record SubscriberRecord(
        String number,
        String carrierId,
        String accountNumber,
        @Nullable String passcodeHash,
        @Nullable String organisation,
        @Nullable String authorisedPerson,
        @Nullable String kana,
        @Nullable String postalCode,
        @Nullable String billingTelephoneNumber,
        boolean frozen,
        boolean active) {

    /** Without the hash and the holder's data. */
    @Override
    public String toString() {
        return "SubscriberRecord[" + number + " at " + carrierId + "]";
    }
}
