package io.portline.dashboard.casebook.web;

import io.portline.dashboard.form.TypedForm;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The form of a new case and case-service's JSON. Which fields a type asks for is data, as in case-service. */
final class CaseForm {

    static final int MOST_CONTACTS = 20;

    /** How a field is filled in. */
    enum Kind {
        TEXT,
        CHOICE,
        YES,
        QUANTITY,
        DATE_TIME,
        NUMBERS
    }

    /** @param types the case types that ask for it */
    record Field(String name, Kind kind, List<String> choices, List<String> types) {
        /** For the template: shown when one of its types is chosen. */
        public String when() {
            return "type=" + String.join(",", types);
        }

        public String pointer() {
            return "/fields/" + name;
        }
    }

    static final List<String> TYPES = List.of(
            "CUSTOM_CALLING_NAME",
            "INTER_TENANT_PORT",
            "INVENTORY_TYPE_CHANGE",
            "NEW_TN_ACQUISITION",
            "PORT_IN",
            "ADDRESS_UPDATE");

    static final List<Field> FIELDS = List.of(
            field("callingName", Kind.TEXT, "CUSTOM_CALLING_NAME"),
            field("sourceTenantDomain", Kind.TEXT, "INTER_TENANT_PORT"),
            field("sourceTenantId", Kind.TEXT, "INTER_TENANT_PORT"),
            field("destinationTenantDomain", Kind.TEXT, "INTER_TENANT_PORT"),
            field("destinationTenantId", Kind.TEXT, "INTER_TENANT_PORT"),
            new Field("convertTo", Kind.CHOICE, List.of("USER", "SERVICE"), List.of("INVENTORY_TYPE_CHANGE")),
            field("unassignedUnderstood", Kind.YES, "INVENTORY_TYPE_CHANGE"),
            new Field(
                    "numberType", Kind.CHOICE, List.of("USER", "SERVICE", "TOLL_FREE"), List.of("NEW_TN_ACQUISITION")),
            field("triedAdminCentre", Kind.YES, "NEW_TN_ACQUISITION"),
            field("quantity", Kind.QUANTITY, "NEW_TN_ACQUISITION"),
            field("region", Kind.TEXT, "NEW_TN_ACQUISITION"),
            field("city", Kind.TEXT, "NEW_TN_ACQUISITION"),
            field("officeAddress", Kind.TEXT, "NEW_TN_ACQUISITION"),
            field("directoryListing", Kind.YES, "NEW_TN_ACQUISITION"),
            field("orderName", Kind.TEXT, "PORT_IN"),
            field("locationId", Kind.TEXT, "ADDRESS_UPDATE"),
            field("requestedAt", Kind.DATE_TIME, "INTER_TENANT_PORT", "INVENTORY_TYPE_CHANGE", "PORT_IN"),
            field(
                    "numbers",
                    Kind.NUMBERS,
                    "CUSTOM_CALLING_NAME",
                    "INTER_TENANT_PORT",
                    "INVENTORY_TYPE_CHANGE",
                    "PORT_IN",
                    "ADDRESS_UPDATE"));

    /** Everything that has a place of its own for its faults. */
    static final List<String> POINTERS = pointers();

    private CaseForm() {}

    static Map<String, Object> json(TypedForm form) {
        Map<String, Object> request = new LinkedHashMap<>();
        for (String name : List.of("category", "type", "country", "title", "description", "zone")) {
            if (form.has(name)) {
                request.put(name, form.text(name));
            }
        }
        Map<String, Object> fields = new LinkedHashMap<>();
        String type = form.text("type");
        for (Field field : FIELDS) {
            if (!field.types().contains(type)) {
                continue;
            }
            switch (field.kind()) {
                case TEXT, CHOICE, DATE_TIME -> {
                    if (form.has(field.name())) {
                        fields.put(field.name(), form.text(field.name()));
                    }
                }
                case YES -> {
                    // What only some countries ask for is left out unless it was ticked.
                    if (form.has(field.name()) || !field.name().equals("directoryListing")) {
                        fields.put(field.name(), form.has(field.name()));
                    }
                }
                case QUANTITY -> {
                    if (form.text(field.name()).matches("\\d{1,9}")) {
                        fields.put(field.name(), Integer.parseInt(form.text(field.name())));
                    } else if (form.has(field.name())) {
                        fields.put(field.name(), form.text(field.name()));
                    }
                }
                case NUMBERS -> {
                    if (form.has(field.name())) {
                        fields.put(field.name(), form.lines(field.name()));
                    }
                }
            }
        }
        if (type.equals("PORT_IN") && form.has("loaDocumentId")) {
            fields.put("loaDocumentId", form.text("loaDocumentId"));
        }
        request.put("fields", fields);
        List<Map<String, String>> contacts = new ArrayList<>();
        for (int i = 0; i < MOST_CONTACTS; i++) {
            String prefix = "contact" + i;
            if (form.has(prefix + ".email") || form.has(prefix + ".name")) {
                contacts.add(Map.of(
                        "email", form.text(prefix + ".email"),
                        "name", form.text(prefix + ".name"),
                        "language", form.text(prefix + ".language")));
            }
        }
        request.put("contacts", contacts);
        request.put("documentIds", documentIds(form));
        return request;
    }

    /** Documents that were uploaded with an earlier showing of the form, as {@code id:name}. */
    static List<String> documentIds(TypedForm form) {
        return form.lines("documentsSent").stream()
                .map(line -> line.substring(0, Math.max(0, line.indexOf(' '))))
                .filter(id -> !id.isEmpty())
                .toList();
    }

    private static Field field(String name, Kind kind, String... types) {
        return new Field(name, kind, List.of(), Arrays.asList(types));
    }

    private static List<String> pointers() {
        TreeSet<String> pointers = FIELDS.stream().map(Field::pointer).collect(Collectors.toCollection(TreeSet::new));
        pointers.addAll(List.of(
                "/category",
                "/type",
                "/country",
                "/title",
                "/description",
                "/zone",
                "/contacts",
                "/documentIds",
                "/fields/loaDocumentId"));
        return List.copyOf(pointers);
    }
}
