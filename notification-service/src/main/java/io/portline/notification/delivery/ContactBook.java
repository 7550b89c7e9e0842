package io.portline.notification.delivery;

import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** The contacts of every subject, as the contacts topics said. */
public interface ContactBook {

    /** The contacts as last said, which nobody erases before the running transaction ends; empty if nothing was said yet. */
    Optional<SubjectContacts> find(UUID subjectId);

    /** Looks up the contacts that will be asked for in the running transaction, which are then as they are now. */
    void lookUp(Set<UUID> subjectIds);

    /** Keeps a newer revision; an older one changes nothing. */
    void keep(SubjectContacts contacts);

    /**
     * Erases names and addresses of a subject, in its deliveries too, and gives up what was not sent yet. Waits for transactions
     * that have found the contacts, so that what they write is erased as well.
     */
    void erase(UUID subjectId);
}
