package io.portline.notification.delivery;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** Keeps in mind which orders have a transfer ahead, and reminds their contacts of it. */
public final class FocReminders {

    /**
     * An order with a transfer ahead.
     *
     * @param facts as they last were; they have a FOC date
     * @param contactsRevision the revision of the contacts that they presume
     */
    public record Ahead(Subject order, Facts.OfPortOrder facts, long contactsRevision) {}

    /** Where they are kept. */
    public interface Store {
        void keep(Ahead ahead);

        void forget(UUID orderId);

        Optional<Ahead> find(UUID orderId);
    }

    /** What wakes us. */
    public interface Alarm {
        /** Sets or moves it. */
        void set(UUID orderId, FocReminder reminder, Instant businessDue);

        void cancel(UUID orderId, FocReminder reminder);
    }

    private final Store store;
    private final Alarm alarm;
    private final NotificationService notifications;
    private final Clock businessClock;

    public FocReminders(Store store, Alarm alarm, NotificationService notifications, Clock businessClock) {
        this.store = store;
        this.alarm = alarm;
        this.notifications = notifications;
        this.businessClock = businessClock;
    }

    /**
     * Keeps the order in mind, sets its alarms, and moves those of another date. One that has passed is not made up for, but
     * one that is due this moment goes off: a transfer at 09:00 is locked at the very instant of its reminder.
     */
    public void expect(Ahead ahead) {
        Facts.Moment foc = foc(ahead);
        boolean sameDate = store.find(ahead.order().id()).map(FocReminders::foc).equals(Optional.of(foc));
        store.keep(ahead);
        for (FocReminder reminder : FocReminder.values()) {
            Instant due = reminder.dueAt(foc);
            if (due.isAfter(businessClock.instant())) {
                alarm.set(ahead.order().id(), reminder, due);
            } else if (!sameDate) {
                alarm.cancel(ahead.order().id(), reminder);
            }
        }
    }

    /** No transfer is ahead any more. */
    public void forget(UUID orderId) {
        if (store.find(orderId).isEmpty()) {
            return;
        }
        store.forget(orderId);
        for (FocReminder reminder : FocReminder.values()) {
            alarm.cancel(orderId, reminder);
        }
    }

    /** The alarm went off: reminds if the order still has this transfer ahead and it is not too late for it. */
    public void remind(UUID orderId, FocReminder reminder) {
        store.find(orderId)
                .filter(ahead -> reminder.timely(foc(ahead), businessClock.instant()))
                .ifPresent(ahead -> notifications.tell(
                        new Notification(
                                reminder.causeEventId(orderId, foc(ahead)),
                                ahead.order(),
                                reminder.kind(),
                                ahead.facts(),
                                businessClock.instant()),
                        ahead.contactsRevision()));
    }

    private static Facts.Moment foc(Ahead ahead) {
        Facts.Moment foc = ahead.facts().foc();
        if (foc == null) {
            throw new IllegalArgumentException(
                    "There is no transfer ahead of " + ahead.order().number());
        }
        return foc;
    }
}
