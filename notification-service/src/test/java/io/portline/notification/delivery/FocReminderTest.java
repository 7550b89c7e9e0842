package io.portline.notification.delivery;

import io.portline.notification.delivery.Facts.Moment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.UUID;

import static org.assertj.core.api.Assertions.assertThat;

class FocReminderTest {
    private static final UUID ORDER = new UUID(0, 42);

    @ParameterizedTest
    @CsvSource({
        // by the clocks of the numbers' place, whatever the offset is on that day
        "2026-12-03T10:00,Europe/Paris,   2026-11-30T08:00:00Z,2026-12-02T08:00:00Z,2026-12-03T07:00:00Z",
        "2026-12-03T10:00,Asia/Tokyo,     2026-11-30T00:00:00Z,2026-12-02T00:00:00Z,2026-12-02T23:00:00Z",
        // the clocks change between the reminders and the transfer
        "2026-11-02T10:00,America/Chicago,2026-10-30T14:00:00Z,2026-11-01T15:00:00Z,2026-11-02T14:00:00Z",
        // a transfer before the morning is announced an hour ahead
        "2026-12-03T00:30,Europe/Paris,   2026-11-30T08:00:00Z,2026-12-02T08:00:00Z,2026-12-02T22:30:00Z",
    })
    void isDueByTheClocksOfTheNumbersPlace(
            LocalDateTime local, String zone, Instant threeDays, Instant oneDay, Instant morning) {
        Moment foc = new Moment(local, ZoneId.of(zone));

        assertThat(FocReminder.THREE_DAYS.dueAt(foc)).isEqualTo(threeDays);
        assertThat(FocReminder.ONE_DAY.dueAt(foc)).isEqualTo(oneDay);
        assertThat(FocReminder.MORNING.dueAt(foc)).isEqualTo(morning);
    }

    @Test
    void isTimelyUntilTheNextOneIsDue() {
        Moment foc = new Moment(LocalDateTime.parse("2026-12-03T10:00"), ZoneId.of("Europe/Paris"));

        assertThat(FocReminder.THREE_DAYS.timely(foc, Instant.parse("2026-11-30T07:59:59Z")))
                .isFalse();
        assertThat(FocReminder.THREE_DAYS.timely(foc, Instant.parse("2026-12-01T23:00:00Z")))
                .isTrue();
        assertThat(FocReminder.THREE_DAYS.timely(foc, Instant.parse("2026-12-02T08:00:00Z")))
                .isFalse();
        assertThat(FocReminder.MORNING.timely(foc, Instant.parse("2026-12-03T08:59:59Z")))
                .isTrue();
        assertThat(FocReminder.MORNING.timely(foc, Instant.parse("2026-12-03T09:00:00Z")))
                .isFalse();
    }

    @Test
    void countsOnceForADateAndAgainForAnother() {
        Moment foc = new Moment(LocalDateTime.parse("2026-12-03T10:00"), ZoneId.of("Europe/Paris"));
        Moment sameDay = new Moment(LocalDateTime.parse("2026-12-03T14:00"), ZoneId.of("Europe/Paris"));
        Moment later = new Moment(LocalDateTime.parse("2026-12-10T10:00"), ZoneId.of("Europe/Paris"));

        assertThat(FocReminder.ONE_DAY.causeEventId(ORDER, sameDay))
                .isEqualTo(FocReminder.ONE_DAY.causeEventId(ORDER, foc));
        assertThat(FocReminder.ONE_DAY.causeEventId(ORDER, later))
                .isNotEqualTo(FocReminder.ONE_DAY.causeEventId(ORDER, foc));
        assertThat(FocReminder.MORNING.causeEventId(ORDER, foc))
                .isNotEqualTo(FocReminder.ONE_DAY.causeEventId(ORDER, foc));
    }
}
