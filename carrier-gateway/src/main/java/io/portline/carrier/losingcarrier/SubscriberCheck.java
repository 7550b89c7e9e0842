package io.portline.carrier.losingcarrier;

import io.portline.carrier.carrierorder.CarrierRequest;
import io.portline.carrier.carrierorder.PortDetails;
import io.portline.carrier.carrierorder.PortDetails.SealedPasscode;
import io.portline.numbering.RejectionCode;
import org.jspecify.annotations.Nullable;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** Checks a request to port against the carrier's subscriber records, field by field: every mismatch is a finding. */
public final class SubscriberCheck {

    private static final Pattern NOT_COMPARED = Pattern.compile("[^\\p{L}\\p{N}]");

    private final SubscriberRecords records;
    private final PasscodeCheck passcodes;

    public SubscriberCheck(SubscriberRecords records, PasscodeCheck passcodes) {
        this.records = records;
        this.passcodes = passcodes;
    }

    /**
     * What the records say about a request.
     *
     * @param known whether there is a record of at least one number
     * @param mismatches in the order of the codes; empty if everything known is right
     */
    public record Finding(boolean known, List<Mismatch> mismatches) {}

    /**
     * @param numbers those concerned, E.164; empty if all are
     */
    public record Mismatch(RejectionCode code, List<String> numbers) {}

    public Finding check(CarrierRequest request) {
        List<SubscriberRecord> known = records.find(request.port().numbers());
        Map<RejectionCode, List<String>> mismatches = new EnumMap<>(RejectionCode.class);
        Map<String, Boolean> passcodeByHash = new HashMap<>();
        for (SubscriberRecord subscriber : known) {
            for (RejectionCode code : mismatches(request, subscriber, passcodeByHash)) {
                mismatches.computeIfAbsent(code, _ -> new ArrayList<>()).add(subscriber.number());
            }
        }
        int all = request.port().numbers().size();
        return new Finding(
                !known.isEmpty(),
                mismatches.entrySet().stream()
                        .map(found -> new Mismatch(
                                found.getKey(), found.getValue().size() == all ? List.of() : found.getValue()))
                        .toList());
    }

    private List<RejectionCode> mismatches(
            CarrierRequest request, SubscriberRecord subscriber, Map<String, Boolean> passcodeByHash) {
        if (!subscriber.carrierId().equals(request.carrierId())) {
            return List.of(RejectionCode.NUMBER_NOT_FOUND);
        }
        if (!subscriber.active()) {
            return List.of(RejectionCode.NUMBER_INACTIVE);
        }
        PortDetails port = request.port();
        List<RejectionCode> found = new ArrayList<>();
        if (!same(subscriber.accountNumber(), port.accountNumber())) {
            found.add(RejectionCode.ACCOUNT_NUMBER_MISMATCH);
        }
        String hash = subscriber.passcodeHash();
        if (hash != null && !passcodeByHash.computeIfAbsent(hash, h -> opens(request, h))) {
            found.add(RejectionCode.PIN_MISSING_OR_INVALID);
        }
        if (subscriber.postalCode() != null
                && !same(subscriber.postalCode(), port.address().postalCode())) {
            found.add(RejectionCode.POSTAL_CODE_MISMATCH);
        }
        if (subscriber.organisation() != null
                && !same(subscriber.organisation(), port.holder().organisation())
                && !same(subscriber.organisation(), port.holder().organisationShort())) {
            found.add(RejectionCode.NAME_MISMATCH);
        } else if (subscriber.kana() != null
                && !same(subscriber.kana(), port.holder().kana())) {
            found.add(RejectionCode.NAME_MISMATCH);
        }
        if (subscriber.authorisedPerson() != null
                && !same(subscriber.authorisedPerson(), port.holder().authorisedPerson())
                && !same(subscriber.authorisedPerson(), port.holder().authorisedPersonShort())) {
            found.add(RejectionCode.AUTHORIZED_PERSON_MISMATCH);
        }
        if (subscriber.billingTelephoneNumber() != null
                && !same(subscriber.billingTelephoneNumber(), port.billingTelephoneNumber())) {
            found.add(RejectionCode.BTN_MISMATCH);
        }
        if (subscriber.frozen()) {
            found.add(RejectionCode.PORT_PROTECTED);
        }
        return found;
    }

    private boolean opens(CarrierRequest request, String hash) {
        SealedPasscode sealed = request.port().passcode();
        return sealed != null && passcodes.matches(request.orderId(), sealed, hash);
    }

    /** Order desks do not mind case, spaces, punctuation, nor full-width letters. */
    private static boolean same(@Nullable String recorded, @Nullable String given) {
        return recorded != null && given != null && comparable(recorded).equals(comparable(given));
    }

    private static String comparable(String text) {
        String folded = Normalizer.normalize(text, Normalizer.Form.NFKC).toUpperCase(Locale.ROOT);
        return NOT_COMPARED.matcher(folded).replaceAll("");
    }
}
