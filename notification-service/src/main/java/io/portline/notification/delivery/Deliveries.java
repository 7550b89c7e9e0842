package io.portline.notification.delivery;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Every notification and its deliveries. */
public interface Deliveries {

    /**
     * Adds one delivery for each contact that has none for this event yet.
     *
     * @return the ids of those added
     */
    List<UUID> add(Notification notification, List<Contact> contacts);

    /** The delivery with all that is needed to send it. */
    Optional<Delivery> find(UUID deliveryId);

    /** Records what became of an attempt and, unless it only waits, tells the world. */
    void record(Delivery delivery, Attempt attempt);
}
