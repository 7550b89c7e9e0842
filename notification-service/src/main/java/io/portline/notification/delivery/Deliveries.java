package io.portline.notification.delivery;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Every notification and its deliveries. */
public interface Deliveries {

    /**
     * Adds one delivery for each contact that has none for this event yet and wants to be told, due at once. They are
     * there when the caller's transaction commits.
     */
    void add(Notification notification, List<Contact> contacts);

    /** What became of a wish to have a mail sent again. */
    sealed interface Resend {
        /** It will be, as this new delivery. */
        record Added(UUID deliveryId) implements Resend {}

        /** There is no such delivery, or not for that tenant. */
        record Unknown() implements Resend {}

        /** It is still under way. */
        record StillWaiting() implements Resend {}

        /** The address was erased. */
        record Erased() implements Resend {}

        /** The contact does not want to hear of it. */
        record Unsubscribed() implements Resend {}

        /** It was sent again too often. */
        record TooOften() implements Resend {}
    }

    /**
     * Adds a further delivery of the same notification to the same contact.
     *
     * @param tenantId empty for any tenant's
     */
    Resend resend(Optional<String> tenantId, UUID deliveryId);
}
