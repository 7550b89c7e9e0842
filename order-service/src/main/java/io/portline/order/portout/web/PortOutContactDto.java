package io.portline.order.portout.web;

import io.portline.order.portorder.Contact;
import io.portline.order.portorder.PortOrderForm;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

import java.util.List;

/** A person to be told of port-outs. */
@Schema(name = "PortOutContact")
record PortOutContactDto(
        @Nullable String email,
        @Nullable String name,

        @Schema(description = "en, fr or ja; en if absent") @Nullable
        String language,

        @Schema(
                description = "SUBMITTER for whoever set the PIN, ADDITIONAL for those named",
                accessMode = Schema.AccessMode.READ_ONLY)
        @Nullable
        String role) {

    static PortOutContactDto of(Contact contact) {
        return new PortOutContactDto(
                contact.email(),
                contact.name(),
                contact.language(),
                contact.role().name());
    }

    static List<PortOrderForm.Person> people(@Nullable List<@Nullable PortOutContactDto> contacts) {
        return contacts == null
                ? List.of()
                : contacts.stream()
                        .map(it -> it == null
                                ? new PortOrderForm.Person(null, null, null)
                                : new PortOrderForm.Person(it.email(), it.name(), it.language()))
                        .toList();
    }

    /** Personal data is nobody's business in a log. */
    @Override
    public String toString() {
        return "PortOutContactDto";
    }
}
