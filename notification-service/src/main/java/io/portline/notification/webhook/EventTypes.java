package io.portline.notification.webhook;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The types of events that endpoints can ask for, and how they ask: by name, by {@code port-order.*}, or for all. */
public final class EventTypes {

    /** What an endpoint is sent to see whether it works. */
    public static final String TEST = "webhook.test";

    /** A change that is newer than this software. */
    private static final String NEWER = "changed";

    private static final Set<String> KNOWN = known();

    private EventTypes() {}

    /** Every type, sorted. */
    public static Set<String> all() {
        return KNOWN;
    }

    /** Whether an endpoint can ask for that: a known type, or all of a known kind. */
    public static boolean understood(String filter) {
        return KNOWN.contains(filter)
                || (filter.endsWith(".*")
                        && KNOWN.stream().anyMatch(type -> type.startsWith(filter.substring(0, filter.length() - 1))));
    }

    /** Whether one of the filters lets the type through; no filter lets everything through. */
    public static boolean wanted(Collection<String> filters, String type) {
        return type.equals(TEST)
                || filters.isEmpty()
                || filters.contains(type)
                || filters.contains(type.substring(0, type.indexOf('.')) + ".*");
    }

    private static Set<String> known() {
        Set<String> types = new TreeSet<>();
        add(
                types,
                "port-order.",
                List.of(
                        "submitted",
                        "intake-approved",
                        "intake-rejected",
                        "carrier-accepted",
                        "carrier-rejected",
                        "approval-withdrawn",
                        "transfer-locked",
                        "transfer-unlocked",
                        "foc-change-requested",
                        "foc-change-agreed",
                        "foc-change-refused",
                        "foc-moved-by-carrier",
                        "carrier-overdue",
                        "cancelled",
                        "cancel-confirmed",
                        "cancel-refused",
                        "resubmitted",
                        "activation-retried",
                        "activation-failed",
                        "completed",
                        "contacts-changed",
                        "case-linked",
                        "deleted",
                        NEWER));
        add(types, "port-out.", List.of("requested", "approved", "rejected", "completed", "cancelled", NEWER));
        add(
                types,
                "case.",
                List.of(
                        "opened",
                        "commented",
                        "document-added",
                        "status-changed",
                        "assigned",
                        "customer-asked",
                        "resolved",
                        "cancelled",
                        "reopened",
                        "order-linked",
                        "due",
                        "overdue",
                        "rated",
                        "contacts-changed",
                        NEWER));
        return Collections.unmodifiableSet(types);
    }

    private static void add(Set<String> types, String prefix, List<String> names) {
        names.forEach(name -> types.add(prefix + name));
    }
}
