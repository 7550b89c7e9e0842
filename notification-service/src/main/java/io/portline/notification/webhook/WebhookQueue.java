package io.portline.notification.webhook;

import io.portline.notification.delivery.Leases;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** The webhooks that wait to be sent. Times are real unless said otherwise. */
public interface WebhookQueue extends Leases.Renewal {

    /**
     * Keeps an event for the endpoints of its tenant that want it, each once; in the caller's transaction.
     *
     * @return whether anything is due now
     */
    boolean offer(WebhookEvent event);

    /** The same for one endpoint, whatever it wants; the id of the delivery. */
    UUID offerTo(UUID endpointId, WebhookEvent event);

    /**
     * Takes what is due, a few of each endpoint, in the order of the events.
     *
     * @param except endpoints that have enough to do
     * @param until end of the lease: what is neither recorded nor renewed before is due again
     */
    List<WebhookDelivery> claim(Set<UUID> except, Instant until);

    /** Puts back what was taken but not tried. */
    void putBack(List<UUID> deliveryIds, Instant dueAgain);

    /** Records an attempt and, unless it goes on waiting, tells the world. */
    void record(WebhookDelivery delivery, WebhookOutcome outcome);

    /** When the next one is due; in the past if one is due now. */
    Optional<Instant> nextDue();

    /** How many wait, counted up to a million. */
    long depth();

    /** Since when the oldest one has been waiting. */
    Optional<Instant> oldest();

    /**
     * One delivery as its tenant sees it.
     *
     * @param httpStatus the last answer's; null if there was none
     * @param nextAttempt null unless it waits
     */
    record Entry(
            UUID id,
            UUID eventId,
            String type,
            @Nullable UUID subjectId,
            @Nullable String subjectNumber,
            String status,
            int attempts,
            Instant createdAt,
            @Nullable Instant settledAt,
            @Nullable Instant nextAttempt,
            @Nullable Integer httpStatus,
            @Nullable String answer,
            @Nullable UUID resendOf) {}

    /** The deliveries of an endpoint, newest first. */
    List<Entry> log(String tenantId, UUID endpointId, @Nullable UUID before, int limit);

    /** What became of a wish to send one again. */
    sealed interface Resend {
        record Added(UUID deliveryId) implements Resend {}

        record Unknown() implements Resend {}

        /** It is still under way, or its endpoint is disabled or deleted. */
        record NotNow(String reason) implements Resend {}
    }

    /** Sends one again, as a new delivery with the same {@code webhook-id}. */
    Resend resend(String tenantId, UUID deliveryId);

    /**
     * Sends an endpoint everything it wants that happened in that range of business time and is still kept, unless it is
     * under way.
     *
     * @return how many; more than {@code most} means that nothing is sent
     */
    int replay(String tenantId, UUID endpointId, Instant from, Instant to, int most);

    /** Forgets events, and their deliveries, from before that time; what waits is kept. */
    int forget(Instant before, int most);
}
