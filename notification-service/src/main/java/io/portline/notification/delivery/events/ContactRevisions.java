package io.portline.notification.delivery.events;

import io.portline.messaging.inbox.EventHandler;
import io.portline.messaging.inbox.ReceivedEvent;
import io.portline.notification.delivery.Contact;
import io.portline.notification.delivery.ContactBook;
import io.portline.notification.delivery.Subject;
import io.portline.notification.delivery.SubjectKind;
import io.portline.numbering.Language;
import io.portline.schemas.SubjectContacts;
import org.springframework.stereotype.Component;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/** Keeps whom to tell; a tombstone erases them for good. */
@Component
class ContactRevisions implements EventHandler<SubjectContacts> {
    private final ContactBook contactBook;

    ContactRevisions(ContactBook contactBook) {
        this.contactBook = contactBook;
    }

    @Override
    public void handle(ReceivedEvent<SubjectContacts> received) {
        SubjectContacts event = received.value();
        if (event == null) {
            contactBook.erase(UUID.fromString(received.key()));
            return;
        }
        contactBook.keep(new io.portline.notification.delivery.SubjectContacts(
                new Subject(
                        subjectKind(event.getSubjectKind()),
                        event.getSubjectId(),
                        event.getSubjectNumber(),
                        event.getTenantId()),
                event.getVersion(),
                false,
                contacts(event)));
    }

    /** One per address: who submits an order and names themselves as a contact still gets one mail. */
    private static List<Contact> contacts(SubjectContacts event) {
        Map<String, Contact> byAddress = new LinkedHashMap<>();
        event.getContacts()
                .forEach(contact -> byAddress.putIfAbsent(
                        contact.getEmail().toLowerCase(Locale.ROOT),
                        new Contact(
                                contact.getContactId(),
                                contact.getName(),
                                contact.getEmail(),
                                Language.of(Locale.forLanguageTag(contact.getLanguage())),
                                contact.getReplyTo())));
        return List.copyOf(byAddress.values());
    }

    private static SubjectKind subjectKind(io.portline.schemas.SubjectKind kind) {
        return switch (kind) {
            case PORT_ORDER -> SubjectKind.PORT_ORDER;
            case PORT_OUT -> SubjectKind.PORT_OUT;
            case CASE -> SubjectKind.CASE;
            case UNKNOWN -> throw new IllegalArgumentException("Contacts of a kind of subject that is not known here");
        };
    }
}
