package io.portline.notification.delivery;

/** An event presumes a revision of the contacts that has not arrived yet. */
public final class ContactsNotYetKnown extends RuntimeException {

    ContactsNotYetKnown(Subject subject, long revision) {
        super("Waiting for revision " + revision + " of the contacts of " + subject.number());
    }
}
