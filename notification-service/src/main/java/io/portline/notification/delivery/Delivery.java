package io.portline.notification.delivery;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.UUID;

/**
 * One notification to one contact by mail.
 *
 * @param contact null once erased
 * @param attempts how often it was tried
 * @param createdAt real time
 * @param firstOfThread whether no mail about the subject to this contact precedes it
 */
public record Delivery(
        UUID id,
        Notification notification,
        @Nullable Contact contact,
        DeliveryStatus status,
        int attempts,
        Instant createdAt,
        boolean firstOfThread) {}
