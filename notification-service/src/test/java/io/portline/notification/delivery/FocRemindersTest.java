package io.portline.notification.delivery;

import io.portline.notification.delivery.Facts.Moment;
import org.junit.jupiter.api.Test;
import org.mockito.Mockito;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import static org.assertj.core.api.Assertions.assertThat;

class FocRemindersTest {
    private static final UUID ORDER = new UUID(0, 42);
    private static final ZoneId LONDON = ZoneId.of("Europe/London");

    private final Map<FocReminder, Instant> alarms = new HashMap<>();

    /** Its one-day reminder and its lock have the same instant, and whichever is first must not take the other away. */
    @Test
    void theLockOfATransferAtNineLeavesTheReminderThatIsDueAtThatMoment() {
        Moment foc = new Moment(LocalDateTime.parse("2026-12-03T09:00"), LONDON);
        Instant due = Instant.parse("2026-12-02T09:00:00Z");
        Store store = new Store();
        at("2026-11-26T09:00:00Z", store).expect(ahead(foc, "TRANSFER_APPROVED"));
        assertThat(alarms).containsEntry(FocReminder.ONE_DAY, due);

        at("2026-12-02T09:00:00.001Z", store).expect(ahead(foc, "TRANSFER_PENDING"));

        assertThat(alarms).containsEntry(FocReminder.ONE_DAY, due);
    }

    @Test
    void anotherDateTakesAwayTheAlarmsThatHavePassedForIt() {
        Store store = new Store();
        at("2026-11-26T09:00:00Z", store)
                .expect(ahead(new Moment(LocalDateTime.parse("2026-12-10T10:00"), LONDON), "TRANSFER_APPROVED"));

        at("2026-11-26T10:00:00Z", store)
                .expect(ahead(new Moment(LocalDateTime.parse("2026-11-27T10:00"), LONDON), "TRANSFER_APPROVED"));

        assertThat(alarms).containsOnlyKeys(FocReminder.MORNING);
    }

    private FocReminders at(String businessNow, FocReminders.Store store) {
        return new FocReminders(
                store,
                new FocReminders.Alarm() {
                    @Override
                    public void set(UUID orderId, FocReminder reminder, Instant businessDue) {
                        alarms.put(reminder, businessDue);
                    }

                    @Override
                    public void cancel(UUID orderId, FocReminder reminder) {
                        alarms.remove(reminder);
                    }
                },
                new NotificationService(
                        Mockito.mock(), Mockito.mock(), Mockito.mock(), Mockito.mock(), Clock.systemUTC()),
                Clock.fixed(Instant.parse(businessNow), ZoneOffset.UTC));
    }

    private static FocReminders.Ahead ahead(Moment foc, String status) {
        Subject order = new Subject(SubjectKind.PORT_ORDER, ORDER, "PO-000042", "contoso");
        return new FocReminders.Ahead(
                order,
                new Facts.OfPortOrder(
                        "Head office", "Albion", status, List.of("+442079460001"), foc, foc, null, List.of()),
                1);
    }

    private static final class Store implements FocReminders.Store {
        private final Map<UUID, FocReminders.Ahead> kept = new HashMap<>();

        @Override
        public void keep(FocReminders.Ahead ahead) {
            kept.put(ahead.order().id(), ahead);
        }

        @Override
        public void forget(UUID orderId) {
            kept.remove(orderId);
        }

        @Override
        public Optional<FocReminders.Ahead> find(UUID orderId) {
            return Optional.ofNullable(kept.get(orderId));
        }
    }
}
