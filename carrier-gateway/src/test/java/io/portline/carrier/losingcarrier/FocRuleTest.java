package io.portline.carrier.losingcarrier;

import io.portline.numbering.LocalMoment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;

import static org.assertj.core.api.Assertions.assertThat;

class FocRuleTest {

    private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");

    private final FocRule rule = new FocRule(ACarrier.ofTheUnitedStates().build());

    @ParameterizedTest(name = "{0}, simple {1}: {2} ({3})")
    @CsvSource({
        "2026-11-16T08:00, true,  2026-11-17T08:00, received at opening counts that Monday",
        "2026-11-16T13:00, true,  2026-11-17T08:00, 13:00 still counts that day",
        "2026-11-16T13:01, true,  2026-11-18T08:00, later counts from 08:00 on Tuesday",
        "2026-11-16T06:00, true,  2026-11-17T08:00, before opening waits for it and counts that day",
        "2026-11-16T10:00, false, 2026-11-20T08:00, a complex port takes four business days",
        "2026-11-20T10:00, true,  2026-11-23T08:00, over the weekend",
        "2026-11-20T14:00, true,  2026-11-24T08:00, Friday afternoon counts from Monday",
        "2026-11-21T10:00, true,  2026-11-24T08:00, Saturday counts from Monday",
        "2026-11-25T10:00, true,  2026-11-27T08:00, over Thanksgiving",
        "2026-11-24T14:00, false, 2026-12-02T08:00, four business days over Thanksgiving and a weekend",
        "2026-07-02T10:00, true,  2026-07-06T08:00, Independence Day on a Saturday is observed on the Friday before",
        "2026-10-30T10:00, true,  2026-11-02T08:00, over the end of daylight saving time"
    })
    void commitsToTheEarliestDateOfTheUnitedStates(String received, boolean simple, String earliest, String why) {
        assertThat(rule.earliest(newYork(received), simple)).as(why).isEqualTo(newYork(earliest));
    }

    @Test
    void countsTheDaysOfTheCarriersOwnCalendar() {
        FocRule japanese = new FocRule(ACarrier.ofTheUnitedStates()
                .in("JP", "Asia/Tokyo")
                .withIntervals(5, 8)
                .withCutover("09:00", "16:00")
                .build());
        Instant received = LocalDateTime.parse("2026-04-28T10:00")
                .atZone(ZoneId.of("Asia/Tokyo"))
                .toInstant();

        // 29 April and 3 to 6 May are holidays.
        assertThat(LocalMoment.at(japanese.earliest(received, true), ZoneId.of("Asia/Tokyo"))
                        .local())
                .isEqualTo(LocalDateTime.parse("2026-05-11T09:00"));
    }

    @Test
    void neverCommitsToADateBeforeTheOneRequested() {
        LocalMoment requested = moment("2026-12-01T10:00", NEW_YORK);

        assertThat(rule.commit(newYork("2026-11-16T10:00"), true, requested)).isEqualTo(requested);
    }

    @Test
    void offersTheEarliestDateWhereAnEarlierOneWasRequested() {
        assertThat(rule.commit(newYork("2026-11-16T10:00"), false, moment("2026-11-17T10:00", NEW_YORK)))
                .isEqualTo(moment("2026-11-20T08:00", NEW_YORK));
    }

    @ParameterizedTest(name = "{0} becomes {1} ({2})")
    @CsvSource({
        "2026-12-05T10:00, 2026-12-07T08:00, Saturday",
        "2026-12-25T10:00, 2026-12-28T08:00, Christmas on a Friday",
        "2026-12-01T03:00, 2026-12-01T08:00, before the window",
        "2026-12-01T16:00, 2026-12-01T16:00, at its end",
        "2026-12-01T16:01, 2026-12-02T08:00, after the window",
        "2026-12-04T18:00, 2026-12-07T08:00, after the window on a Friday"
    })
    void movesARequestToTheNextMomentWithinTheCutoverWindow(String requested, String committed, String why) {
        assertThat(rule.commit(newYork("2026-11-16T10:00"), true, moment(requested, NEW_YORK)))
                .as(why)
                .isEqualTo(moment(committed, NEW_YORK));
    }

    @Test
    void speaksInTheZoneThatWasRequested() {
        ZoneId losAngeles = ZoneId.of("America/Los_Angeles");

        // 14:30 in Los Angeles is 17:30 in New York: after the carrier's window.
        assertThat(rule.commit(newYork("2026-11-16T10:00"), true, moment("2026-12-01T14:30", losAngeles)))
                .isEqualTo(moment("2026-12-02T05:00", losAngeles));
    }

    @Test
    void movesAWindowThatBeginsInTheSpringGapForwardByTheGap() {
        FocRule atNight = new FocRule(ACarrier.ofTheUnitedStates()
                .in("US", "Asia/Jerusalem")
                .withCutover("02:30", "05:00")
                .build());
        ZoneId jerusalem = ZoneId.of("Asia/Jerusalem");

        // Israel's clocks go forward on a Friday, 02:00 to 03:00.
        assertThat(atNight.nextPossible(
                        LocalDateTime.parse("2026-03-27T01:00")
                                .atZone(jerusalem)
                                .toInstant(),
                        jerusalem))
                .isEqualTo(moment("2026-03-27T03:30", jerusalem));
    }

    @Test
    void roundsAnInstantBetweenTwoMinutesUp() {
        assertThat(FocRule.moment(Instant.parse("2026-12-01T15:00:00.001Z"), NEW_YORK))
                .isEqualTo(moment("2026-12-01T10:01", NEW_YORK));
    }

    private static Instant newYork(String local) {
        return LocalDateTime.parse(local).atZone(NEW_YORK).toInstant();
    }

    private static LocalMoment moment(String local, ZoneId zone) {
        return LocalMoment.of(LocalDateTime.parse(local), zone);
    }
}
