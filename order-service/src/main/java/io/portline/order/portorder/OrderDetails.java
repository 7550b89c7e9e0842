package io.portline.order.portorder;

import io.portline.numbering.LocalMoment;
import org.jspecify.annotations.Nullable;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/**
 * What the admin submitted, checked by {@link SubmissionCheck}. A resubmission replaces it as a whole.
 *
 * @param name easy to remember
 * @param country ISO 3166-1 alpha-2; never changes
 * @param numbers E.164, 1 to 999, in the order given
 * @param billingTelephoneNumber E.164; null where the country does not need one
 * @param replacementBillingTelephoneNumber E.164; for a partial port that takes the BTN away
 * @param requested the port date asked for, in the time zone of the BTN's region
 * @param loaSignedOn local date
 * @param countryFields what the country asks for besides, such as {@code rio} or {@code pac}
 */
public record OrderDetails(
        String name,
        String country,
        LosingCarrier carrier,
        PortType portType,
        List<String> numbers,
        @Nullable String billingTelephoneNumber,
        @Nullable String replacementBillingTelephoneNumber,
        @Nullable String accountNumber,
        AccountHolder holder,
        ServiceAddress serviceAddress,
        LocalMoment requested,
        UUID loaDocumentId,
        LocalDate loaSignedOn,
        Map<String, String> countryFields) {

    public OrderDetails {
        numbers = List.copyOf(numbers);
        countryFields = Map.copyOf(countryFields);
    }

    /** The number whose region gives the order its time zone. */
    public String leadingNumber() {
        return billingTelephoneNumber != null ? billingTelephoneNumber : numbers.getFirst();
    }

    /** The order with these numbers only. Without its BTN it is a partial port whatever it was. */
    OrderDetails rest(List<String> remaining) {
        boolean hasBtn = billingTelephoneNumber != null && remaining.contains(billingTelephoneNumber);
        return new OrderDetails(
                name,
                country,
                carrier,
                hasBtn ? portType : PortType.PARTIAL,
                remaining,
                billingTelephoneNumber,
                hasBtn ? replacementBillingTelephoneNumber : null,
                accountNumber,
                holder,
                serviceAddress,
                requested,
                loaDocumentId,
                loaSignedOn,
                countryFields);
    }

    /** Whether the letter of authorization of {@code earlier} covers this too: same holder, address, carrier and numbers. */
    public boolean coveredByLetterOf(OrderDetails earlier) {
        return holder.equals(earlier.holder)
                && serviceAddress.equals(earlier.serviceAddress)
                && carrier.id().equals(earlier.carrier.id())
                && List.copyOf(numbers).stream()
                        .sorted()
                        .toList()
                        .equals(earlier.numbers.stream().sorted().toList());
    }

    /** JSON Pointers to the fields that differ. */
    List<String> differences(OrderDetails earlier) {
        List<String> pointers = new ArrayList<>();
        differ(pointers, "/name", name, earlier.name);
        differ(pointers, "/losingCarrierId", carrier.id(), earlier.carrier.id());
        differ(pointers, "/portType", portType, earlier.portType);
        differ(pointers, "/numbers", numbers, earlier.numbers);
        differ(pointers, "/billingTelephoneNumber", billingTelephoneNumber, earlier.billingTelephoneNumber);
        differ(
                pointers,
                "/replacementBillingTelephoneNumber",
                replacementBillingTelephoneNumber,
                earlier.replacementBillingTelephoneNumber);
        differ(pointers, "/accountNumber", accountNumber, earlier.accountNumber);
        differ(pointers, "/accountHolder", holder, earlier.holder);
        differ(pointers, "/serviceAddress", serviceAddress, earlier.serviceAddress);
        differ(pointers, "/requestedPortDate", requested, earlier.requested);
        differ(pointers, "/loaDocumentId", loaDocumentId, earlier.loaDocumentId);
        differ(pointers, "/loaSignedOn", loaSignedOn, earlier.loaSignedOn);
        differ(pointers, "/countryFields", countryFields, earlier.countryFields);
        return pointers;
    }

    private static void differ(List<String> pointers, String pointer, @Nullable Object now, @Nullable Object earlier) {
        if (!Objects.equals(now, earlier)) {
            pointers.add(pointer);
        }
    }

    /** Account data is nobody's business in a log. */
    @Override
    public String toString() {
        return "OrderDetails[" + country + ", " + carrier.id() + ", " + numbers.size() + " numbers]";
    }
}
