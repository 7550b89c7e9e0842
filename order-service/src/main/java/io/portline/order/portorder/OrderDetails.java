package io.portline.order.portorder;

import io.portline.numbering.LocalMoment;
import org.jspecify.annotations.Nullable;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
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

    /** What differs from an earlier submission, field by field. */
    List<Difference> differences(OrderDetails earlier) {
        List<Difference> found = new ArrayList<>();
        differ(found, "/name", earlier.name, name);
        differ(found, "/losingCarrierId", earlier.carrier.id(), carrier.id());
        differ(found, "/portType", earlier.portType, portType);
        List<String> gone = without(earlier.numbers, numbers);
        List<String> come = without(numbers, earlier.numbers);
        if (!gone.isEmpty() || !come.isEmpty()) {
            found.add(new Difference("/numbers", joined(gone), joined(come)));
        }
        differ(found, "/billingTelephoneNumber", earlier.billingTelephoneNumber, billingTelephoneNumber);
        differ(
                found,
                "/replacementBillingTelephoneNumber",
                earlier.replacementBillingTelephoneNumber,
                replacementBillingTelephoneNumber);
        differ(found, "/accountNumber", earlier.accountNumber, accountNumber);
        differ(found, "/accountHolder/organisation", earlier.holder.organisation(), holder.organisation());
        differ(
                found,
                "/accountHolder/organisationShort",
                earlier.holder.organisationShort(),
                holder.organisationShort());
        differ(found, "/accountHolder/authorisedPerson", earlier.holder.authorisedPerson(), holder.authorisedPerson());
        differ(
                found,
                "/accountHolder/authorisedPersonShort",
                earlier.holder.authorisedPersonShort(),
                holder.authorisedPersonShort());
        differ(found, "/accountHolder/kana", earlier.holder.kana(), holder.kana());
        differ(found, "/serviceAddress/line1", earlier.serviceAddress.line1(), serviceAddress.line1());
        differ(found, "/serviceAddress/line2", earlier.serviceAddress.line2(), serviceAddress.line2());
        differ(found, "/serviceAddress/city", earlier.serviceAddress.city(), serviceAddress.city());
        differ(found, "/serviceAddress/region", earlier.serviceAddress.region(), serviceAddress.region());
        differ(found, "/serviceAddress/postalCode", earlier.serviceAddress.postalCode(), serviceAddress.postalCode());
        differ(found, "/requestedPortDate", written(earlier.requested), written(requested));
        differ(found, "/loaDocumentId", earlier.loaDocumentId, loaDocumentId);
        differ(found, "/loaSignedOn", earlier.loaSignedOn, loaSignedOn);
        Set<String> fields = new TreeSet<>(countryFields.keySet());
        fields.addAll(earlier.countryFields.keySet());
        fields.forEach(field ->
                differ(found, "/countryFields/" + field, earlier.countryFields.get(field), countryFields.get(field)));
        return found;
    }

    private static void differ(
            List<Difference> found, String pointer, @Nullable Object before, @Nullable Object after) {
        if (!Objects.equals(before, after)) {
            found.add(new Difference(
                    pointer, before == null ? null : before.toString(), after == null ? null : after.toString()));
        }
    }

    private static List<String> without(List<String> numbers, List<String> others) {
        Set<String> left = new LinkedHashSet<>(numbers);
        others.forEach(left::remove);
        return List.copyOf(left);
    }

    private static @Nullable String joined(List<String> numbers) {
        return numbers.isEmpty() ? null : String.join(" ", numbers);
    }

    /** Two moments of one local time in two zones differ. */
    private static String written(LocalMoment moment) {
        return moment.local() + " " + moment.zone().getId();
    }

    /** Account data is nobody's business in a log. */
    @Override
    public String toString() {
        return "OrderDetails[" + country + ", " + carrier.id() + ", " + numbers.size() + " numbers]";
    }
}
