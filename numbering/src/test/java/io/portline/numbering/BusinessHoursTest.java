package io.portline.numbering;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class BusinessHoursTest {

    private static final ZoneId CHICAGO = ZoneId.of("America/Chicago");
    private static final BusinessHours HOURS = BusinessHours.unitedStates(BusinessDays.of("US"), CHICAGO);

    /** 47 CFR 52.35: 08:00 to 13:00 counts that day, later from the next business day. */
    @ParameterizedTest
    @CsvSource({
        "2026-11-24T08:00, 2026-11-24",
        "2026-11-24T13:00, 2026-11-24",
        "2026-11-24T13:00:01, 2026-11-25",
        "2026-11-24T07:59, 2026-11-24",
        "2026-11-24T23:59, 2026-11-25",
        "2026-11-25T13:30, 2026-11-27",
        "2026-11-26T09:00, 2026-11-27",
        "2026-11-27T14:00, 2026-11-30",
        "2026-11-28T09:00, 2026-11-30",
    })
    void countsARequestForTheDayByTheCutOff(LocalDateTime arrival, LocalDate day) {
        assertThat(HOURS.countsFor(chicago(arrival))).isEqualTo(day);
    }

    @Test
    void goesByTheCarriersClockAndNotByOurs() {
        Instant oneInChicagoTwoInNewYork = Instant.parse("2026-11-24T19:00:00Z");

        assertThat(HOURS.countsFor(oneInChicagoTwoInNewYork)).isEqualTo("2026-11-24");
        assertThat(BusinessHours.unitedStates(BusinessDays.of("US"), ZoneId.of("America/New_York"))
                        .countsFor(oneInChicagoTwoInNewYork))
                .isEqualTo("2026-11-25");
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-24T08:00, true",
        "2026-11-24T16:59, true",
        "2026-11-24T17:00, false",
        "2026-11-24T07:59, false",
        "2026-11-26T10:00, false",
        "2026-11-28T10:00, false",
    })
    void isOpenOnBusinessDaysFromOpeningToClosing(LocalDateTime at, boolean open) {
        assertThat(HOURS.isOpen(chicago(at))).isEqualTo(open);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-24T09:00, PT3H,   2026-11-24T12:00",
        "2026-11-24T16:00, PT1H,   2026-11-24T17:00",
        "2026-11-24T16:00, PT2H,   2026-11-25T09:00",
        "2026-11-25T16:00, PT2H,   2026-11-27T09:00",
        "2026-11-24T20:00, PT0S,   2026-11-25T08:00",
        "2026-11-28T12:00, PT30M,  2026-11-30T08:30",
        "2026-11-24T08:00, PT36H,  2026-11-30T17:00",
    })
    void worksOnlyWhileOpen(LocalDateTime start, Duration work, LocalDateTime end) {
        assertThat(HOURS.add(chicago(start), work)).isEqualTo(chicago(end));
    }

    @Test
    void workingTimeAddedIsWorkingTimeBetween() {
        Random random = new Random(19);
        for (int round = 0; round < 300; round++) {
            Instant start = Instant.parse("2026-01-01T00:00:00Z").plusSeconds(random.nextInt(500 * 86_400));
            Duration work = Duration.ofMinutes(random.nextInt(80 * 60));
            Instant end = HOURS.add(start, work);
            assertThat(HOURS.between(start, end)).isEqualTo(work);
        }
        assertThat(HOURS.between(Instant.parse("2026-01-02T00:00:00Z"), Instant.parse("2026-01-01T00:00:00Z")))
                .isZero();
    }

    @Test
    void refusesHoursThatMakeNoSense() {
        BusinessDays days = BusinessDays.of("US");
        assertThatThrownBy(() ->
                        new BusinessHours(days, CHICAGO, LocalTime.of(17, 0), LocalTime.of(8, 0), LocalTime.of(13, 0)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() ->
                        new BusinessHours(days, CHICAGO, LocalTime.of(8, 0), LocalTime.of(17, 0), LocalTime.of(18, 0)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> HOURS.add(Instant.EPOCH, Duration.ofHours(-1)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static Instant chicago(LocalDateTime local) {
        return local.atZone(CHICAGO).toInstant();
    }
}
