package io.portline.dashboard.orderhistory.web;

import io.portline.dashboard.form.TypedForm;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The sections of the order form and how far each is, for the list beside it. */
final class OrderGuide {

    /** The fields that a section needs, and where its faults point. */
    private record Section(List<String> needed, List<String> pointers) {}

    private static final Map<String, Section> SECTIONS = sections();

    private OrderGuide() {}

    /**
     * One section.
     *
     * @param state filled, faulty or empty
     */
    record Entry(String section, String state) {}

    static List<Entry> of(TypedForm form) {
        return SECTIONS.entrySet().stream()
                .map(entry -> new Entry(entry.getKey(), state(form, entry.getValue())))
                .toList();
    }

    private static String state(TypedForm form, Section section) {
        if (section.pointers().stream().anyMatch(form::isInvalid)) {
            return "faulty";
        }
        return section.needed().stream().allMatch(form::has) ? "filled" : "empty";
    }

    private static Map<String, Section> sections() {
        Map<String, Section> sections = new LinkedHashMap<>();
        sections.put(
                "order",
                new Section(
                        List.of("name", "country", "losingCarrierId"),
                        List.of("/name", "/country", "/losingCarrierId")));
        sections.put(
                "numbers",
                new Section(
                        List.of("numbers"),
                        List.of(
                                "/numbers",
                                "/portType",
                                "/billingTelephoneNumber",
                                "/replacementBillingTelephoneNumber")));
        sections.put(
                "account",
                new Section(
                        List.of("organisation", "authorisedPerson"),
                        List.of("/accountHolder", "/accountNumber", "/passcode", "/countryFields")));
        sections.put("address", new Section(List.of("line1", "city", "postalCode"), List.of("/serviceAddress")));
        sections.put("date", new Section(List.of("requestedPortDate"), List.of("/requestedPortDate")));
        sections.put(
                "loa", new Section(List.of("loaDocumentId", "loaSignedOn"), List.of("/loaDocumentId", "/loaSignedOn")));
        sections.put(
                "contacts",
                new Section(
                        List.of("emergencyCallingTermsAccepted"),
                        List.of("/contacts", "/emergencyCallingTermsAccepted")));
        return sections;
    }
}
