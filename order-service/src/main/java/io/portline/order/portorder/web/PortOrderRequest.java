package io.portline.order.portorder.web;

import io.portline.order.portorder.Passcode;
import io.portline.order.portorder.PortOrderForm;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/** An order as it is submitted, whole. What is wrong with it is told all at once, so nothing is required here. */
@Schema(name = "PortOrderRequest")
record PortOrderRequest(
        @Schema(description = "Easy to remember; at most 100 characters") @Nullable
        String name,

        @Schema(description = "ISO 3166-1 alpha-2; never changes", example = "US") @Nullable
        String country,

        @Schema(example = "us-cascadia") @Nullable String losingCarrierId,

        @Schema(description = "FULL or PARTIAL", example = "FULL") @Nullable
        String portType,

        @Schema(description = "1 to 999, E.164 or national digits; or the part numbers as CSV") @Nullable
        List<@Nullable String> numbers,

        @Schema(description = "BTN; required in North America") @Nullable
        String billingTelephoneNumber,

        @Schema(description = "For a partial port that takes the BTN away") @Nullable
        String replacementBillingTelephoneNumber,

        @Schema(description = "At the losing carrier; required in North America") @Nullable
        String accountNumber,

        @Schema(
                description = "At the losing carrier; never returned. On an edit, absent keeps it and empty removes it",
                accessMode = Schema.AccessMode.WRITE_ONLY)
        @Nullable
        String passcode,

        @Nullable AccountHolderDto accountHolder,
        @Nullable ServiceAddressDto serviceAddress,

        @Schema(
                description = "Local date and time in the zone of the BTN's region, without offset",
                example = "2026-12-01T10:00")
        @Nullable
        String requestedPortDate,

        @Schema(description = "An uploaded letter of authorization; or the part loa") @Nullable
        UUID loaDocumentId,

        @Schema(description = "Not more than 30 days ago", example = "2026-11-20") @Nullable
        String loaSignedOn,

        @Nullable List<@Nullable ContactDto> contacts,
        @Schema(description = "Must be true") @Nullable Boolean emergencyCallingTermsAccepted,

        @Schema(description = "What the country asks for besides: rio (FR), pac (GB, mobile numbers), taxId (US, CA)")
        @Nullable
        Map<String, @Nullable String> countryFields) {

    /** The form, with the numbers from a file if there is one. */
    PortOrderForm form(byte @Nullable [] csv) {
        return form(csv, numbers);
    }

    /** The form, with the numbers from a file if there is one, otherwise from that list. */
    PortOrderForm form(byte @Nullable [] csv, @Nullable List<@Nullable String> listed) {
        return new PortOrderForm(
                name,
                country,
                losingCarrierId,
                portType,
                csv == null ? new PortOrderForm.Numbers.Listed(texts(listed)) : new PortOrderForm.Numbers.Csv(csv),
                billingTelephoneNumber,
                replacementBillingTelephoneNumber,
                accountNumber,
                passcode == null ? null : new Passcode(passcode),
                accountHolder == null ? null : accountHolder.form(),
                serviceAddress == null ? null : serviceAddress.form(),
                requestedPortDate,
                loaDocumentId,
                loaSignedOn,
                people(contacts),
                emergencyCallingTermsAccepted,
                fields(countryFields));
    }

    /** What a form holds, as it would be sent; without the passcode, which is never shown. */
    static PortOrderRequest of(PortOrderForm form) {
        PortOrderForm.Holder holder = form.accountHolder();
        PortOrderForm.Address address = form.serviceAddress();
        return new PortOrderRequest(
                form.name(),
                form.country(),
                form.losingCarrierId(),
                form.portType(),
                switch (form.numbers()) {
                    case PortOrderForm.Numbers.Listed(List<String> texts) -> List.copyOf(texts);
                    case PortOrderForm.Numbers.Csv _ -> List.of();
                },
                form.billingTelephoneNumber(),
                form.replacementBillingTelephoneNumber(),
                form.accountNumber(),
                null,
                holder == null
                        ? null
                        : new AccountHolderDto(
                                holder.organisation(),
                                holder.organisationShort(),
                                holder.authorisedPerson(),
                                holder.authorisedPersonShort(),
                                holder.kana()),
                address == null
                        ? null
                        : new ServiceAddressDto(
                                address.line1(),
                                address.line2(),
                                address.city(),
                                address.region(),
                                address.postalCode()),
                form.requestedPortDate(),
                form.loaDocumentId(),
                form.loaSignedOn(),
                form.contacts().stream()
                        .<@Nullable ContactDto>map(it -> new ContactDto(it.email(), it.name(), it.language(), null))
                        .toList(),
                form.emergencyCallingTermsAccepted(),
                Map.copyOf(form.countryFields()));
    }

    static List<PortOrderForm.Person> people(@Nullable List<@Nullable ContactDto> contacts) {
        return contacts == null
                ? List.of()
                : contacts.stream()
                        .map(it -> it == null
                                ? new PortOrderForm.Person(null, null, null)
                                : new PortOrderForm.Person(it.email(), it.name(), it.language()))
                        .toList();
    }

    private static List<String> texts(@Nullable List<@Nullable String> numbers) {
        return numbers == null
                ? List.of()
                : numbers.stream().map(it -> Objects.requireNonNullElse(it, "")).toList();
    }

    private static Map<String, String> fields(@Nullable Map<String, @Nullable String> given) {
        Map<String, String> fields = new HashMap<>();
        if (given != null) {
            given.forEach((name, value) -> fields.put(name, Objects.requireNonNullElse(value, "")));
        }
        return fields;
    }

    /** Says nothing of what it holds. */
    @Override
    public String toString() {
        return "PortOrderRequest";
    }
}
