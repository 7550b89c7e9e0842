package io.portline.notification.delivery;

import io.portline.numbering.Language;

import java.util.UUID;

/** Somebody to be told. Holds personal data: never logged. */
public record Contact(UUID contactId, String name, String email, Language language) {

    /** Without name and address. */
    @Override
    public String toString() {
        return "Contact[" + contactId + " " + language + "]";
    }
}
