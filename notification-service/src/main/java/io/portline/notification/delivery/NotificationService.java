package io.portline.notification.delivery;

import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Tells everybody concerned of an event once, and judges what became of it. */
public final class NotificationService {
    private final ContactBook contactBook;
    private final Deliveries deliveries;
    private final DeliverySchedule schedule;
    private final RetryPlan retryPlan;
    private final Clock realClock;

    public NotificationService(
            ContactBook contactBook,
            Deliveries deliveries,
            DeliverySchedule schedule,
            RetryPlan retryPlan,
            Clock realClock) {
        this.contactBook = contactBook;
        this.deliveries = deliveries;
        this.schedule = schedule;
        this.retryPlan = retryPlan;
        this.realClock = realClock;
    }

    /** Something will be told about each of these, in the caller's transaction. */
    public void expect(Set<UUID> subjectIds) {
        contactBook.lookUp(subjectIds);
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
        deliveries.add(notification, contacts.contacts());
        schedule.sendSoon();
    }

    /**
     * Sends a mail again, as a new delivery.
     *
     * @param tenantId empty for any tenant's
     */
    public Deliveries.Resend resend(Optional<String> tenantId, UUID deliveryId) {
        Deliveries.Resend resend = deliveries.resend(tenantId, deliveryId);
        if (resend instanceof Deliveries.Resend.Added) {
            schedule.sendSoon();
        }
        return resend;
    }

    /** Tries a delivery once. */
    public MailQueue.Tried attempt(Delivery delivery, Sender sender) {
        Contact contact = delivery.contact();
        if (contact == null) {
            return new MailQueue.Tried(delivery, new Attempt.GivenUp("The contact was erased"));
        }
        if (delivery.subscription() != null && delivery.subscription().ended()) {
            return new MailQueue.Tried(delivery, new Attempt.GivenUp("The contact has unsubscribed"));
        }
        return new MailQueue.Tried(delivery, judge(delivery, sender.send(delivery, contact)));
    }

    /** A delivery that failed by a fault of ours: later again, as if the server had put it off. */
    public MailQueue.Tried putOff(Delivery delivery, String answer) {
        return new MailQueue.Tried(delivery, later(delivery, answer, false));
    }

    private Attempt judge(Delivery delivery, Sender.Outcome outcome) {
        return switch (outcome) {
            case Sender.Outcome.Taken(String messageId) -> new Attempt.Taken(messageId);
            case Sender.Outcome.RefusedForGood(String answer) -> new Attempt.RefusedForGood(answer);
            case Sender.Outcome.TryAgain(String answer) -> later(delivery, answer, false);
            case Sender.Outcome.Away(String answer) -> later(delivery, answer, true);
        };
    }

    private Attempt later(Delivery delivery, String answer, boolean serverAway) {
        return retryPlan
                .next(delivery.attempts() + 1, delivery.createdAt(), realClock.instant())
                .<Attempt>map(next -> new Attempt.Postponed(answer, next, serverAway))
                .orElseGet(() -> new Attempt.GivenUp(answer));
    }
}
