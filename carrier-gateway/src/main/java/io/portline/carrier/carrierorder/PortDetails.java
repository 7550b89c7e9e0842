package io.portline.carrier.carrierorder;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;

/**
 * What is to be ported, in the words of the account at the losing carrier.
 *
 * @param country ISO 3166-1 alpha-2
 * @param fullPort whether all numbers of the account leave
 * @param numbers E.164, at least one
 * @param billingTelephoneNumber E.164
 * @param replacementBillingTelephoneNumber E.164; for a partial port that takes the billing number away
 * @param accountNumber at the losing carrier
 * @param passcode at the losing carrier, still sealed; never part of {@link #toString()}
 * @param holder of the account
 * @param address of service
 * @param countryFields what the country asks for besides, such as {@code rio} or {@code pac}
 */
public record PortDetails(
        String country,
        boolean fullPort,
        List<String> numbers,
        @Nullable String billingTelephoneNumber,
        @Nullable String replacementBillingTelephoneNumber,
        @Nullable String accountNumber,
        @Nullable SealedPasscode passcode,
        AccountHolder holder,
        ServiceAddress address,
        Map<String, String> countryFields) {

    public PortDetails {
        numbers = List.copyOf(numbers);
        countryFields = Map.copyOf(countryFields);
    }

    /** The same without the passcode: what is kept once the carrier has decided. */
    public PortDetails withoutPasscode() {
        return new PortDetails(
                country,
                fullPort,
                numbers,
                billingTelephoneNumber,
                replacementBillingTelephoneNumber,
                accountNumber,
                null,
                holder,
                address,
                countryFields);
    }

    /** Names only what is no secret and no personal datum, so that a log line may hold it. */
    @Override
    public String toString() {
        return "PortDetails[" + country + ", " + numbers.size() + " numbers, " + (fullPort ? "full" : "partial") + "]";
    }

    /**
     * Who holds the account.
     *
     * @param organisation full name
     * @param organisationShort at most 25 characters, where the full name is longer
     * @param authorisedPerson full name
     * @param authorisedPersonShort at most 15 characters, where the full name is longer
     * @param kana the holder's name in kana; Japan
     */
    public record AccountHolder(
            String organisation,
            @Nullable String organisationShort,
            String authorisedPerson,
            @Nullable String authorisedPersonShort,
            @Nullable String kana) {}

    /** Where the service is. */
    public record ServiceAddress(
            String line1,
            @Nullable String line2,
            String city,
            @Nullable String region,
            String postalCode,
            String country) {}

    /**
     * A passcode encrypted for the gateway: DHKEM(X25519), HKDF-SHA256, AES-256-GCM.
     *
     * @param keyId names the gateway's key pair
     * @param encapsulation the encapsulated key, Base64
     * @param nonce 12 bytes, Base64
     * @param ciphertext with its 16-byte tag, Base64
     */
    public record SealedPasscode(String keyId, String encapsulation, String nonce, String ciphertext) {}
}
