package io.portline.dashboard.orderhistory.web;

import io.portline.dashboard.form.TypedForm;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The order form's fields and order-service's JSON, to and fro. */
public final class OrderForm {

    /** Plain fields and where they stand in the JSON; in the order of the form. */
    static final Map<String, String> FIELDS = fields();

    static final int MOST_CONTACTS = 20;

    /** Everything that has a place of its own for its faults. */
    public static final List<String> POINTERS = pointers();

    private OrderForm() {}

    /** Empty fields are left out: order-service says which it misses. */
    public static Map<String, Object> json(TypedForm form) {
        Map<String, Object> order = new LinkedHashMap<>();
        FIELDS.forEach((name, pointer) -> {
            if (form.has(name)) {
                put(order, pointer, form.text(name));
            }
        });
        order.put("numbers", form.lines("numbers"));
        order.put("emergencyCallingTermsAccepted", form.has("emergencyCallingTermsAccepted"));
        if (form.has("loaDocumentId")) {
            order.put("loaDocumentId", form.text("loaDocumentId"));
        }
        List<Map<String, Object>> contacts = new ArrayList<>();
        for (int i = 0; i < MOST_CONTACTS; i++) {
            if (form.has("contact" + i + ".email") || form.has("contact" + i + ".name")) {
                Map<String, Object> contact = new LinkedHashMap<>();
                contact.put("email", form.text("contact" + i + ".email"));
                contact.put("name", form.text("contact" + i + ".name"));
                contact.put("language", form.text("contact" + i + ".language"));
                contacts.add(contact);
            }
        }
        order.put("contacts", contacts);
        return order;
    }

    /** Contacts are sent without the blank rows between them; a fault names the row that was sent. */
    static String pointerInForm(TypedForm form, String pointer) {
        if (!pointer.startsWith("/contacts/")) {
            return pointer;
        }
        String[] parts = pointer.split("/", 4);
        int wanted = parts[2].chars().allMatch(Character::isDigit) && parts[2].length() < 4
                ? Integer.parseInt(parts[2])
                : -1;
        int sent = -1;
        for (int i = 0; i < MOST_CONTACTS; i++) {
            if (form.has("contact" + i + ".email") || form.has("contact" + i + ".name")) {
                sent++;
                if (sent == wanted) {
                    return "/contacts/" + i + (parts.length > 3 ? "/" + parts[3] : "");
                }
            }
        }
        return pointer;
    }

    /** The form of an order as order-service has it. The passcode is in no answer. */
    static TypedForm of(Map<String, Object> order) {
        TypedForm form = new TypedForm(Map.of());
        FIELDS.forEach((name, pointer) -> {
            Object value = at(order, pointer);
            if (value != null) {
                form.put(name, value.toString());
            }
        });
        if (at(order, "/requested/local") instanceof String local) {
            form.put("requestedPortDate", minutes(local));
        }
        if (at(order, "/losingCarrier/id") instanceof String carrier) {
            form.put("losingCarrierId", carrier);
        }
        if (order.get("numbers") instanceof List<?> numbers) {
            form.put(
                    "numbers",
                    String.join("\n", numbers.stream().map(String::valueOf).toList()));
        }
        if (order.get("loaDocumentId") instanceof String document) {
            form.put("loaDocumentId", document);
            form.put("loaName", "PDF");
        }
        form.put("emergencyCallingTermsAccepted", "true");
        if (order.get("contacts") instanceof List<?> contacts) {
            int i = 0;
            for (Object entry : contacts) {
                if (entry instanceof Map<?, ?> contact && !"SUBMITTER".equals(contact.get("role"))) {
                    form.put("contact" + i + ".email", text(contact.get("email")));
                    form.put("contact" + i + ".name", text(contact.get("name")));
                    form.put("contact" + i + ".language", text(contact.get("language")));
                    i++;
                }
            }
        }
        return form;
    }

    /** How many rows of contacts to show: those there are and an empty one. */
    static int contactRows(TypedForm form) {
        int last = 0;
        for (int i = 0; i < MOST_CONTACTS; i++) {
            if (form.has("contact" + i + ".email") || form.has("contact" + i + ".name")) {
                last = i + 1;
            }
        }
        return Math.min(MOST_CONTACTS, Math.max(2, last + 1));
    }

    /** As a browser's date field writes it. */
    static String minutes(String local) {
        return local.length() > 16 ? local.substring(0, 16) : local;
    }

    private static String text(@Nullable Object value) {
        return value == null ? "" : value.toString();
    }

    private static @Nullable Object at(Map<String, Object> object, String pointer) {
        Object here = object;
        for (String part : pointer.substring(1).split("/")) {
            here = here instanceof Map<?, ?> map ? map.get(part) : null;
        }
        return here;
    }

    @SuppressWarnings("unchecked")
    private static void put(Map<String, Object> object, String pointer, Object value) {
        String[] parts = pointer.substring(1).split("/");
        Map<String, Object> here = object;
        for (int i = 0; i < parts.length - 1; i++) {
            here = (Map<String, Object>) here.computeIfAbsent(parts[i], _ -> new LinkedHashMap<String, Object>());
        }
        here.put(parts[parts.length - 1], value);
    }

    private static Map<String, String> fields() {
        Map<String, String> fields = new LinkedHashMap<>();
        for (String same : List.of(
                "name",
                "country",
                "losingCarrierId",
                "portType",
                "billingTelephoneNumber",
                "replacementBillingTelephoneNumber",
                "accountNumber",
                "passcode",
                "requestedPortDate",
                "loaSignedOn")) {
            fields.put(same, "/" + same);
        }
        for (String holder :
                List.of("organisation", "organisationShort", "authorisedPerson", "authorisedPersonShort", "kana")) {
            fields.put(holder, "/accountHolder/" + holder);
        }
        for (String address : List.of("line1", "line2", "city", "region", "postalCode")) {
            fields.put(address, "/serviceAddress/" + address);
        }
        for (String special : List.of("rio", "pac", "taxId")) {
            fields.put(special, "/countryFields/" + special);
        }
        return java.util.Collections.unmodifiableMap(fields);
    }

    private static List<String> pointers() {
        List<String> pointers = new ArrayList<>(FIELDS.values());
        pointers.addAll(List.of("/numbers", "/loaDocumentId", "/emergencyCallingTermsAccepted", "/contacts"));
        return List.copyOf(pointers);
    }
}
