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
 * @param resendOf the delivery that was asked to be sent again; null for the first one
 * @param trace of the event that is told of, as a W3C {@code traceparent}; null if it has none
 * @param subscription null for a delivery from before there were any
 */
public record Delivery(
        UUID id,
        Notification notification,
        @Nullable Contact contact,
        DeliveryStatus status,
        int attempts,
        Instant createdAt,
        boolean firstOfThread,
        @Nullable UUID resendOf,
        @Nullable Subscription subscription,
        @Nullable String trace) {

    /**
     * The contact's wish to be told of this subject.
     *
     * @param token whoever knows it can end these mails
     */
    public record Subscription(String token, boolean ended) {

        /** Without the token. */
        @Override
        public String toString() {
            return "Subscription[ended=" + ended + "]";
        }
    }
}
