package io.portline.notification.delivery;

import java.util.Locale;

/** What a notification is about. */
public enum SubjectKind {
    PORT_ORDER,
    PORT_OUT,
    CASE;

    /** The stable name in texts, event types and thread ids: {@code port-order}, {@code port-out}, {@code case}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
