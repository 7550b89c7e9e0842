package io.portline.order.portorder;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * What somebody submits, as it was written and unchecked. Anything may be missing.
 *
 * @param passcode absent keeps the one there is, empty removes it
 * @param requestedPortDate local date and time, ISO 8601 without offset
 * @param loaSignedOn local date, ISO 8601
 */
public record PortOrderForm(
        @Nullable String name,
        @Nullable String country,
        @Nullable String losingCarrierId,
        @Nullable String portType,
        Numbers numbers,
        @Nullable String billingTelephoneNumber,
        @Nullable String replacementBillingTelephoneNumber,
        @Nullable String accountNumber,
        @Nullable Passcode passcode,
        @Nullable Holder accountHolder,
        @Nullable Address serviceAddress,
        @Nullable String requestedPortDate,
        @Nullable UUID loaDocumentId,
        @Nullable String loaSignedOn,
        List<Person> contacts,
        @Nullable Boolean emergencyCallingTermsAccepted,
        Map<String, String> countryFields) {

    /** The numbers, one way or the other. */
    public sealed interface Numbers {
        /** As a JSON list. */
        record Listed(List<String> texts) implements Numbers {}

        /** As a CSV file. */
        @SuppressWarnings("ArrayRecordComponent") // compared by nobody
        record Csv(byte[] content) implements Numbers {}
    }

    /** The account holder. */
    public record Holder(
            @Nullable String organisation,
            @Nullable String organisationShort,
            @Nullable String authorisedPerson,
            @Nullable String authorisedPersonShort,
            @Nullable String kana) {}

    /** The address of service. */
    public record Address(
            @Nullable String line1,
            @Nullable String line2,
            @Nullable String city,
            @Nullable String region,
            @Nullable String postalCode) {}

    /** A contact. */
    public record Person(
            @Nullable String email,
            @Nullable String name,
            @Nullable String language) {}

    /** The same, naming this letter. */
    PortOrderForm withLetter(UUID letter) {
        return new PortOrderForm(
                name,
                country,
                losingCarrierId,
                portType,
                numbers,
                billingTelephoneNumber,
                replacementBillingTelephoneNumber,
                accountNumber,
                passcode,
                accountHolder,
                serviceAddress,
                requestedPortDate,
                letter,
                loaSignedOn,
                contacts,
                emergencyCallingTermsAccepted,
                countryFields);
    }

    /** The same without the passcode. */
    public PortOrderForm withoutPasscode() {
        return new PortOrderForm(
                name,
                country,
                losingCarrierId,
                portType,
                numbers,
                billingTelephoneNumber,
                replacementBillingTelephoneNumber,
                accountNumber,
                null,
                accountHolder,
                serviceAddress,
                requestedPortDate,
                loaDocumentId,
                loaSignedOn,
                contacts,
                emergencyCallingTermsAccepted,
                countryFields);
    }

    /** The same as one of the orders of a group. */
    PortOrderForm partOfGroup(@Nullable String nameOfPart, String carrierId, PortType type, List<String> ofPart) {
        return new PortOrderForm(
                nameOfPart,
                country,
                carrierId,
                type.name(),
                new Numbers.Listed(ofPart),
                billingTelephoneNumber,
                replacementBillingTelephoneNumber,
                accountNumber,
                passcode,
                accountHolder,
                serviceAddress,
                requestedPortDate,
                loaDocumentId,
                loaSignedOn,
                contacts,
                emergencyCallingTermsAccepted,
                countryFields);
    }

    /** Names no customer data. */
    @Override
    public String toString() {
        return "PortOrderForm[" + country + ", " + losingCarrierId + "]";
    }
}
