package io.portline.notification.delivery;

import java.util.List;

/**
 * Everybody to be told of a subject, as of a revision.
 *
 * @param revision 1, 2, 3 … per subject
 * @param erased the addresses were erased for good; nobody is told any more
 */
public record SubjectContacts(Subject subject, long revision, boolean erased, List<Contact> contacts) {

    public SubjectContacts {
        contacts = List.copyOf(contacts);
    }
}
