package io.portline.dashboard.orderhistory.web;

import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** Signs and words for what happens to an order. */
@Component
class OrderMarks {

    private static final Set<String> GOOD =
            Set.of("INTAKE_APPROVED", "CARRIER_ACCEPTED", "FOC_CHANGE_AGREED", "CANCEL_CONFIRMED", "COMPLETED");
    private static final Set<String> BAD =
            Set.of("INTAKE_REJECTED", "CARRIER_REJECTED", "APPROVAL_WITHDRAWN", "CANCEL_REFUSED", "ACTIVATION_FAILED");
    private static final Set<String> WAIT = Set.of(
            "TRANSFER_LOCKED", "CARRIER_OVERDUE", "ACTIVATION_RETRIED", "FOC_CHANGE_REFUSED", "FOC_MOVED_BY_CARRIER");
    private static final Set<String> MOVE =
            Set.of("SUBMITTED", "RESUBMITTED", "FOC_CHANGE_REQUESTED", "TRANSFER_UNLOCKED");

    private static final Set<String> TELLS_FOC = Set.of(
            "CARRIER_ACCEPTED",
            "FOC_CHANGE_AGREED",
            "FOC_CHANGE_REFUSED",
            "FOC_MOVED_BY_CARRIER",
            "TRANSFER_LOCKED",
            "TRANSFER_UNLOCKED");

    private static final Map<String, String> ICONS = Map.ofEntries(
            Map.entry("SUBMITTED", "hand"),
            Map.entry("RESUBMITTED", "hand"),
            Map.entry("FOC_CHANGE_REQUESTED", "calendar"),
            Map.entry("FOC_CHANGE_AGREED", "calendar"),
            Map.entry("FOC_CHANGE_REFUSED", "calendar"),
            Map.entry("FOC_MOVED_BY_CARRIER", "calendar"),
            Map.entry("CARRIER_ACCEPTED", "TRANSFER_APPROVED"),
            Map.entry("INTAKE_APPROVED", "CONTACTING_CARRIER"),
            Map.entry("TRANSFER_LOCKED", "lock"),
            Map.entry("TRANSFER_UNLOCKED", "calendar"),
            Map.entry("CARRIER_OVERDUE", "PROCESSING"),
            Map.entry("CANCELLED", "CANCELLED"),
            Map.entry("CANCEL_CONFIRMED", "COMPLETED"),
            Map.entry("CASE_LINKED", "link"),
            Map.entry("CONTACTS_CHANGED", "person"),
            Map.entry("COMPLETED", "COMPLETED"),
            Map.entry("ACTIVATION_RETRIED", "IN_PROGRESS"),
            Map.entry("DELETED", "trash"));

    private final MessageSource messages;

    OrderMarks(MessageSource messages) {
        this.messages = messages;
    }

    public String tone(String change) {
        return GOOD.contains(change)
                ? "good"
                : BAD.contains(change)
                        ? "bad"
                        : WAIT.contains(change) ? "wait" : MOVE.contains(change) ? "move" : "plain";
    }

    public String icon(String change) {
        return BAD.contains(change) ? "ERROR" : ICONS.getOrDefault(change, "dot");
    }

    /** Whether the change is about the transfer date. */
    public boolean tellsFoc(String change) {
        return TELLS_FOC.contains(change);
    }

    /**
     * What a mail was about: {@code port-order.completed} in the words of the change or status of that name; the name
     * itself if we have no words for it.
     */
    public String notification(String name, Locale locale) {
        String what =
                name.substring(name.lastIndexOf('.') + 1).replace('-', '_').toUpperCase(Locale.ROOT);
        String words = null;
        for (String key : List.of("order.mail.", "order.change.", "order.status.")) {
            words = words != null ? words : messages.getMessage(key + what, null, null, locale);
        }
        return words != null ? words : name;
    }

    /** The label of the form's field behind a JSON Pointer; null where there is none. */
    Function<@Nullable String, @Nullable String> fieldLabels() {
        Locale locale = LocaleContextHolder.getLocale();
        return pointer -> {
            if (pointer == null) {
                return null;
            }
            if (pointer.startsWith("/numbers")) {
                return messages.getMessage("form.numbers", null, locale);
            }
            if (pointer.equals("/loaDocumentId")) {
                return messages.getMessage("form.loa", null, locale);
            }
            if (pointer.equals("/serviceAddress")) {
                return messages.getMessage("order.fact.address", null, locale);
            }
            String last = pointer.substring(pointer.lastIndexOf('/') + 1);
            String label = messages.getMessage("form." + last, null, null, locale);
            return label != null ? label : messages.getMessage("form.field." + last, null, null, locale);
        };
    }
}
