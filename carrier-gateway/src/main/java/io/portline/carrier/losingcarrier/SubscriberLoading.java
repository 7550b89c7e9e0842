package io.portline.carrier.losingcarrier;

import io.portline.numbering.PhoneNumber;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** Takes subscriber records in, each checked field by field: all of them, or none and everything that is wrong. */
public final class SubscriberLoading {

    /** One statement and one slow hash for each passcode: more belongs into several calls. */
    public static final int MAX_RECORDS = 1_000;

    private static final Pattern E164 = Pattern.compile("\\+[1-9]\\d{6,14}");
    private static final int LONGEST_CODE = 64;
    private static final int LONGEST_NAME = 200;

    private final Carriers carriers;
    private final SubscriberRecords records;
    private final UnaryOperator<String> hash;

    /** @param hash salted and slow, of a passcode */
    public SubscriberLoading(Carriers carriers, SubscriberRecords records, UnaryOperator<String> hash) {
        this.carriers = carriers;
        this.records = records;
        this.hash = hash;
    }

    /**
     * One thing that is wrong.
     *
     * @param index of the record, from 0; -1 for all of them together
     * @param field the record's; empty for the record as a whole
     * @param code stable
     * @param text in English
     */
    public record Fault(int index, String field, String code, String text) {}

    /** Loads the records if nothing is wrong with any of them; otherwise returns everything that is. */
    public List<Fault> load(List<@Nullable SubscriberEntry> entries) {
        if (entries.isEmpty()) {
            return List.of();
        }
        if (entries.size() > MAX_RECORDS) {
            return List.of(new Fault(-1, "", "TOO_MANY", "At most " + MAX_RECORDS + " records in one call."));
        }
        List<Fault> faults = new ArrayList<>();
        List<SubscriberEntry> complete = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < entries.size(); i++) {
            SubscriberEntry entry = entries.get(i);
            if (entry == null) {
                faults.add(new Fault(i, "", "REQUIRED", "A record is missing here."));
            } else {
                check(i, entry, seen, faults);
                complete.add(entry);
            }
        }
        if (faults.isEmpty()) {
            // One slow hash for an account's passcode, not one for each of its numbers.
            Map<String, String> hashes = new HashMap<>();
            records.load(complete.stream().map(entry -> checked(entry, hashes)).toList());
        }
        return faults;
    }

    private void check(int index, SubscriberEntry entry, Set<String> seen, List<Fault> faults) {
        String number = entry.number();
        Optional<Carrier> carrier = Optional.ofNullable(entry.carrierId()).flatMap(carriers::find);
        if (number == null || !E164.matcher(number).matches()) {
            faults.add(new Fault(index, "number", "NOT_A_NUMBER", "Not a number in E.164."));
        } else if (!seen.add(number)) {
            faults.add(new Fault(index, "number", "DUPLICATE", "This number is in the list already."));
        } else if (carrier.isPresent() && !isOf(number, carrier.get())) {
            faults.add(new Fault(index, "number", "WRONG_COUNTRY", "Its carrier serves no numbers of this country."));
        }
        if (carrier.isEmpty()) {
            faults.add(new Fault(index, "carrierId", "UNKNOWN_CARRIER", "No carrier has this id."));
        }
        if (entry.accountNumber() == null || entry.accountNumber().isBlank()) {
            faults.add(new Fault(index, "accountNumber", "REQUIRED", "The account number is missing."));
        }
        if (entry.billingTelephoneNumber() != null
                && !E164.matcher(entry.billingTelephoneNumber()).matches()) {
            faults.add(new Fault(index, "billingTelephoneNumber", "NOT_A_NUMBER", "Not a number in E.164."));
        }
        limit(index, "accountNumber", entry.accountNumber(), LONGEST_CODE, faults);
        limit(index, "passcode", entry.passcode(), LONGEST_CODE, faults);
        limit(index, "postalCode", entry.postalCode(), LONGEST_CODE, faults);
        limit(index, "organisation", entry.organisation(), LONGEST_NAME, faults);
        limit(index, "authorisedPerson", entry.authorisedPerson(), LONGEST_NAME, faults);
        limit(index, "kana", entry.kana(), LONGEST_NAME, faults);
    }

    private static void limit(int index, String field, @Nullable String text, int longest, List<Fault> faults) {
        if (text != null && text.isBlank() && !field.equals("accountNumber")) {
            faults.add(new Fault(index, field, "BLANK", "Leave the field out where nothing is to be checked."));
        } else if (text != null && text.length() > longest) {
            faults.add(new Fault(index, field, "TOO_LONG", "At most " + longest + " characters."));
        }
    }

    private static boolean isOf(String number, Carrier carrier) {
        return NumberPlan.country(new PhoneNumber(number))
                .map(carrier.countries()::contains)
                .orElse(true);
    }

    private SubscriberRecord checked(SubscriberEntry entry, Map<String, String> hashes) {
        if (entry.number() == null || entry.carrierId() == null || entry.accountNumber() == null) {
            throw new IllegalStateException("an unchecked record");
        }
        String passcode = entry.passcode();
        return new SubscriberRecord(
                entry.number(),
                entry.carrierId(),
                entry.accountNumber(),
                passcode == null
                        ? null
                        : hashes.computeIfAbsent(entry.accountNumber() + "/" + passcode, _ -> hash.apply(passcode)),
                entry.organisation(),
                entry.authorisedPerson(),
                entry.kana(),
                entry.postalCode(),
                entry.billingTelephoneNumber(),
                Boolean.TRUE.equals(entry.frozen()),
                !Boolean.FALSE.equals(entry.active()));
    }
}
