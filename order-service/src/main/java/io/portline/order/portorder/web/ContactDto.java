package io.portline.order.portorder.web;

import io.portline.order.portorder.Contact;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A person to be told. */
@Schema(name = "Contact")
record ContactDto(
        @Nullable String email,
        @Nullable String name,

        @Schema(description = "en, fr or ja; en if absent") @Nullable
        String language,

        @Schema(description = "SUBMITTER or ADDITIONAL", accessMode = Schema.AccessMode.READ_ONLY) @Nullable
        String role) {

    static ContactDto of(Contact contact) {
        return new ContactDto(
                contact.email(),
                contact.name(),
                contact.language(),
                contact.role().name());
    }

    /** Personal data is nobody's business in a log. */
    @Override
    public String toString() {
        return "ContactDto";
    }
}
