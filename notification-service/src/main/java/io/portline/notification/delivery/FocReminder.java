package io.portline.notification.delivery;

import io.portline.numbering.LocalMoment;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Optional;
import java.util.UUID;

/** The reminders of an agreed transfer: when each is due, by the clocks of the place that the numbers belong to. */
public enum FocReminder {
    THREE_DAYS(NotificationKind.PORT_ORDER_REMINDER_3_DAYS, 3, LocalTime.of(9, 0)),
    ONE_DAY(NotificationKind.PORT_ORDER_REMINDER_1_DAY, 1, LocalTime.of(9, 0)),
    MORNING(NotificationKind.PORT_ORDER_REMINDER_MORNING, 0, LocalTime.of(8, 0));

    /** A transfer at the first light of its day is still announced before it happens. */
    private static final Duration AT_LEAST_BEFORE = Duration.ofHours(1);

    private final NotificationKind kind;
    private final int daysBefore;
    private final LocalTime timeOfDay;

    FocReminder(NotificationKind kind, int daysBefore, LocalTime timeOfDay) {
        this.kind = kind;
        this.daysBefore = daysBefore;
        this.timeOfDay = timeOfDay;
    }

    public NotificationKind kind() {
        return kind;
    }

    /** When it is due, business time. */
    public Instant dueAt(Facts.Moment foc) {
        LocalDate date = foc.local().toLocalDate().minusDays(daysBefore);
        Instant due = LocalMoment.of(date.atTime(timeOfDay), foc.zone()).instant();
        Instant latest = instant(foc).minus(AT_LEAST_BEFORE);
        return due.isAfter(latest) ? latest : due;
    }

    /** Whether it is worth sending now: due, and not so late that the next one, or the transfer, has come. */
    public boolean timely(Facts.Moment foc, Instant now) {
        Instant end = next().map(next -> next.dueAt(foc)).orElseGet(() -> instant(foc));
        return !now.isBefore(dueAt(foc)) && now.isBefore(end);
    }

    /**
     * The id under which contacts are told once: of this order, this reminder and this date. A date that moves to
     * another day is reminded of again.
     */
    public UUID causeEventId(UUID orderId, Facts.Moment foc) {
        String name =
                "foc-reminder/" + orderId + "/" + name() + "/" + foc.local().toLocalDate();
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
    }

    private Optional<FocReminder> next() {
        return switch (this) {
            case THREE_DAYS -> Optional.of(ONE_DAY);
            case ONE_DAY -> Optional.of(MORNING);
            case MORNING -> Optional.empty();
        };
    }

    private static Instant instant(Facts.Moment foc) {
        return LocalMoment.of(foc.local(), foc.zone()).instant();
    }
}
