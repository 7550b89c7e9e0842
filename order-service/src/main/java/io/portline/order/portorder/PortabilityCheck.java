package io.portline.order.portorder;

import io.portline.numbering.Country;
import io.portline.numbering.NumberFault;
import io.portline.numbering.NumberType;
import io.portline.numbering.PhoneNumber;
import io.portline.numbering.RejectionCode;
import org.jspecify.annotations.Nullable;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Whether numbers could be ported, and what for; without an order, and without a promise. */
public final class PortabilityCheck {

    private final NumberLookups lookups;
    private final CarrierDirectory carriers;
    private final PortOrders orders;

    public PortabilityCheck(NumberLookups lookups, CarrierDirectory carriers, PortOrders orders) {
        this.lookups = lookups;
        this.carriers = carriers;
        this.orders = orders;
    }

    /**
     * What was found of one number.
     *
     * @param input as it was given
     * @param number null if it is no number of the country
     * @param fault what is wrong with the text; null if nothing is
     * @param carrier that serves it; null if none is known
     * @param reason why it is not portable, canonical; null if it is, or if the text is at fault
     * @param accountNumberRequired whether the carrier or the country asks for it
     */
    public record Finding(
            String input,
            @Nullable PhoneNumber number,
            @Nullable NumberFault fault,
            @Nullable NumberType type,
            @Nullable ZoneId zone,
            @Nullable LosingCarrier carrier,
            boolean portable,
            @Nullable RejectionCode reason,
            boolean accountNumberRequired,
            boolean passcodeRequired) {}

    /** Checks each of the texts, in order. */
    public List<Finding> check(Country country, List<String> texts) {
        List<PhoneNumber.Parsed> parsed =
                texts.stream().map(text -> PhoneNumber.parse(text, country)).toList();
        List<String> numbers = parsed.stream()
                .flatMap(it -> it.valid().stream())
                .map(PhoneNumber::e164)
                .distinct()
                .toList();
        Map<String, NumberLookups.Found> found = numbers.isEmpty() ? Map.of() : lookups.find(numbers);
        Set<String> ours = numbers.isEmpty() ? Set.of() : orders.portedToUs(numbers);
        Set<String> active = orders.inActiveOrders(numbers, null);
        List<Finding> findings = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            findings.add(
                    switch (parsed.get(i)) {
                        case PhoneNumber.Parsed.Invalid(NumberFault fault, Optional<PhoneNumber> _) ->
                            new Finding(texts.get(i), null, fault, null, null, null, false, null, false, false);
                        case PhoneNumber.Parsed.Valid(PhoneNumber number) ->
                            finding(texts.get(i), number, country, found.get(number.e164()), ours, active);
                    });
        }
        return findings;
    }

    private Finding finding(
            String input,
            PhoneNumber number,
            Country country,
            NumberLookups.@Nullable Found found,
            Set<String> ours,
            Set<String> active) {
        RejectionCode reason = reason(number.e164(), found, ours, active);
        LosingCarrier serves = found == null ? null : named(found);
        Optional<Carrier> carrier = serves == null ? Optional.empty() : carriers.find(serves.id());
        boolean accountNeeded = CountryRequirements.of(country).accountNumber();
        return new Finding(
                input,
                number,
                null,
                number.type(),
                country.zoneOf(number),
                serves,
                reason == null,
                reason,
                accountNeeded || carrier.map(Carrier::accountNumberRequired).orElse(false),
                carrier.map(Carrier::passcodeRequired).orElse(false));
    }

    private static @Nullable LosingCarrier named(NumberLookups.Found found) {
        String id = found.carrierId();
        String name = found.carrierName();
        return id == null ? null : new LosingCarrier(id, name == null ? id : name);
    }

    private static @Nullable RejectionCode reason(
            String number, NumberLookups.@Nullable Found found, Set<String> ours, Set<String> active) {
        if (ours.contains(number)) {
            return RejectionCode.INTERNAL_PORT;
        }
        if (active.contains(number)) {
            return RejectionCode.PENDING_ORDER;
        }
        if (found == null || found.carrierId() == null) {
            return reasonGiven(found, RejectionCode.NUMBER_NOT_FOUND);
        }
        return found.portable() ? null : reasonGiven(found, RejectionCode.NUMBER_NOT_PORTABLE);
    }

    private static RejectionCode reasonGiven(NumberLookups.@Nullable Found found, RejectionCode otherwise) {
        String code = found == null ? null : found.reasonCode();
        return code == null ? otherwise : RejectionCode.of(code).orElse(otherwise);
    }
}
