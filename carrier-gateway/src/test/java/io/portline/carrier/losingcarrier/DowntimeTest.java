package io.portline.carrier.losingcarrier;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class DowntimeTest {

    private static final ZoneId LONDON = ZoneId.of("Europe/London");

    @ParameterizedTest(name = "{0} becomes {1}")
    @CsvSource({
        "2026-11-18T21:59, 2026-11-18T21:59",
        "2026-11-18T22:00, 2026-11-19T02:00",
        "2026-11-19T01:59, 2026-11-19T02:00",
        "2026-11-19T02:00, 2026-11-19T02:00",
        "2026-11-20T23:00, 2026-11-20T23:00"
    })
    void waitsForTheEndOfAWeeklyOutageOverMidnight(String at, String over) {
        Downtime downtime = new Downtime(
                List.of(new Outage.Weekly(DayOfWeek.WEDNESDAY, LocalTime.of(22, 0), LocalTime.of(2, 0))), LONDON);

        assertThat(downtime.over(london(at))).isEqualTo(london(over));
    }

    @Test
    void waitsForTheEndOfOutagesThatFollowEachOther() {
        Downtime downtime = new Downtime(
                List.of(
                        new Outage.Once(
                                LocalDateTime.parse("2026-12-24T18:00"), LocalDateTime.parse("2026-12-26T06:00")),
                        new Outage.Weekly(DayOfWeek.SATURDAY, LocalTime.of(5, 0), LocalTime.of(8, 0))),
                LONDON);

        assertThat(downtime.over(london("2026-12-25T12:00"))).isEqualTo(london("2026-12-26T08:00"));
    }

    @Test
    void refusesOutagesThatHoldNoTime() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Outage.Weekly(DayOfWeek.MONDAY, LocalTime.NOON, LocalTime.NOON));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Outage.Once(
                        LocalDateTime.parse("2026-12-26T06:00"), LocalDateTime.parse("2026-12-24T18:00")));
    }

    private static Instant london(String local) {
        return LocalDateTime.parse(local).atZone(LONDON).toInstant();
    }
}
