package io.portline.notification.delivery;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Tells everybody concerned of an event once, and goes on trying until they are told. */
public final class NotificationService {
    private final ContactBook contactBook;
    private final Deliveries deliveries;
    private final DeliverySchedule schedule;
    private final Sender sender;
    private final RetryPlan retryPlan;
    private final Clock realClock;

    public NotificationService(
            ContactBook contactBook,
            Deliveries deliveries,
            DeliverySchedule schedule,
            Sender sender,
            RetryPlan retryPlan,
            Clock realClock) {
        this.contactBook = contactBook;
        this.deliveries = deliveries;
        this.schedule = schedule;
        this.sender = sender;
        this.retryPlan = retryPlan;
        this.realClock = realClock;
    }

    /**
     * Adds a delivery for each contact, in the caller's transaction.
     *
     * @param presumedRevision the revision of the contacts that the event presumes
     * @throws ContactsNotYetKnown if that revision has not arrived; nothing is added then
     */
    public void tell(Notification notification, long presumedRevision) {
        SubjectContacts contacts = contactBook
                .find(notification.subject().id())
                .filter(known -> known.erased() || known.revision() >= presumedRevision)
                .orElseThrow(() -> new ContactsNotYetKnown(notification.subject(), presumedRevision));
        if (contacts.contacts().isEmpty()) {
            return;
        }
        List<UUID> added = deliveries.add(notification, contacts.contacts());
        schedule.sendSoon(added);
    }

    /**
     * Tries a delivery once.
     *
     * @return when to try again, real time; empty if there is nothing more to do
     */
    public Optional<Instant> attempt(UUID deliveryId) {
        Optional<Delivery> found = deliveries.find(deliveryId);
        if (found.isEmpty() || found.get().status() != DeliveryStatus.WAITING) {
            return Optional.empty();
        }
        Delivery delivery = found.get();
        Contact contact = delivery.contact();
        if (contact == null) {
            return Optional.empty();
        }
        Attempt attempt = judge(delivery, sender.send(delivery, contact));
        deliveries.record(delivery, attempt);
        return attempt instanceof Attempt.Postponed(String _, Instant next) ? Optional.of(next) : Optional.empty();
    }

    private Attempt judge(Delivery delivery, Sender.Outcome outcome) {
        return switch (outcome) {
            case Sender.Outcome.Taken(String messageId) -> new Attempt.Taken(messageId);
            case Sender.Outcome.RefusedForGood(String answer) -> new Attempt.RefusedForGood(answer);
            case Sender.Outcome.TryAgain(String answer) ->
                retryPlan
                        .next(delivery.attempts() + 1, delivery.createdAt(), realClock.instant())
                        .<Attempt>map(next -> new Attempt.Postponed(answer, next))
                        .orElseGet(() -> new Attempt.GivenUp(answer));
        };
    }
}
