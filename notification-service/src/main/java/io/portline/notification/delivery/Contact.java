package io.portline.notification.delivery;

import io.portline.numbering.Language;
import org.jspecify.annotations.Nullable;

import java.util.UUID;

/**
 * Somebody to be told. Holds personal data: never logged.
 *
 * @param replyTo where an answer goes; null if nobody reads answers
 */
public record Contact(
        UUID contactId,
        String name,
        String email,
        Language language,
        @Nullable String replyTo) {

    /** Without name and address. */
    @Override
    public String toString() {
        return "Contact[" + contactId + " " + language + "]";
    }
}
