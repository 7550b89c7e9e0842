package io.portline.order.portorder;

import io.portline.numbering.Country;
import io.portline.numbering.PhoneNumber;
import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.stream.Stream;

/**
 * What a letter of authorization says. Whatever is missing is left for the signer to write; the passcode is never in it.
 *
 * @param losingCarrier its name
 * @param address line by line
 * @param country ISO 3166-1 alpha-2; null while it is not known
 * @param numbers E.164 where they can be read, otherwise as written
 * @param requestedPortDate local, as written
 */
public record LetterOfAuthorization(
        @Nullable String losingCarrier,
        @Nullable String organisation,
        @Nullable String kana,
        @Nullable String authorisedPerson,
        List<String> address,
        @Nullable String country,
        @Nullable String accountNumber,
        @Nullable String billingTelephoneNumber,
        @Nullable PortType portType,
        List<String> numbers,
        @Nullable String requestedPortDate) {

    public LetterOfAuthorization {
        address = List.copyOf(address);
        numbers = List.copyOf(numbers);
    }

    /** From what somebody is writing; nothing is checked. */
    public static LetterOfAuthorization of(PortOrderForm form, CarrierDirectory carriers) {
        Country country =
                Country.of(form.country() == null ? "" : form.country()).orElse(null);
        PortOrderForm.Holder holder = form.accountHolder();
        PortOrderForm.Address address = form.serviceAddress();
        List<String> texts = switch (form.numbers()) {
            case PortOrderForm.Numbers.Listed(List<String> listed) -> listed;
            case PortOrderForm.Numbers.Csv _ -> SubmissionCheck.readableNumbers(form);
        };
        PortType type = null;
        for (PortType candidate : PortType.values()) {
            if (candidate.name().equals(form.portType())) {
                type = candidate;
            }
        }
        return new LetterOfAuthorization(
                form.losingCarrierId() == null
                        ? null
                        : carriers.find(form.losingCarrierId())
                                .map(Carrier::name)
                                .orElse(null),
                holder == null ? null : text(holder.organisation()),
                holder == null ? null : text(holder.kana()),
                holder == null ? null : text(holder.authorisedPerson()),
                address == null
                        ? List.of()
                        : lines(
                                address.line1(),
                                address.line2(),
                                address.city(),
                                address.region(),
                                address.postalCode()),
                country == null ? null : country.code(),
                text(form.accountNumber()),
                form.billingTelephoneNumber() == null ? null : number(form.billingTelephoneNumber(), country),
                type,
                texts.stream()
                        .filter(text -> !text.isBlank())
                        .map(text -> number(text, country))
                        .limit(PortOrder.MAX_NUMBERS)
                        .toList(),
                text(form.requestedPortDate()));
    }

    /** From an order. */
    public static LetterOfAuthorization of(OrderDetails details) {
        ServiceAddress address = details.serviceAddress();
        return new LetterOfAuthorization(
                details.carrier().name(),
                details.holder().organisation(),
                details.holder().kana(),
                details.holder().authorisedPerson(),
                lines(address.line1(), address.line2(), address.city(), address.region(), address.postalCode()),
                details.country(),
                details.accountNumber(),
                details.billingTelephoneNumber(),
                details.portType(),
                details.numbers(),
                details.requested().local().toString());
    }

    private static List<String> lines(
            @Nullable String line1,
            @Nullable String line2,
            @Nullable String city,
            @Nullable String region,
            @Nullable String postalCode) {
        String place = String.join(
                " ",
                Stream.of(text(city), text(region), text(postalCode))
                        .flatMap(Stream::ofNullable)
                        .toList());
        return Stream.of(text(line1), text(line2), text(place))
                .flatMap(Stream::ofNullable)
                .toList();
    }

    private static String number(String text, @Nullable Country country) {
        return country == null
                ? text.strip()
                : PhoneNumber.parse(text, country)
                        .valid()
                        .map(PhoneNumber::e164)
                        .orElse(text.strip());
    }

    private static @Nullable String text(@Nullable String given) {
        return given == null || given.isBlank() ? null : given.strip();
    }

    /** Names no customer data. */
    @Override
    public String toString() {
        return "LetterOfAuthorization[" + country + ", " + numbers.size() + " numbers]";
    }
}
