package io.portline.numbering;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;

import static org.assertj.core.api.Assertions.assertThat;

class LocalMomentTest {

    private static final ZoneId PARIS = ZoneId.of("Europe/Paris");
    private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");

    @Test
    void tenInFranceIsTenByFrenchClocks() {
        LocalMoment moment = LocalMoment.of(LocalDateTime.parse("2021-08-14T10:00"), PARIS);

        assertThat(moment.instant()).isEqualTo(Instant.parse("2021-08-14T08:00:00Z"));
        assertThat(moment.local()).isEqualTo("2021-08-14T10:00");
        assertThat(moment.date()).isEqualTo("2021-08-14");
    }

    @Test
    void movesATimeThatDoesNotExistForwardByTheGap() {
        LocalMoment moment = LocalMoment.of(LocalDateTime.parse("2026-03-29T02:30"), PARIS);

        assertThat(moment.local()).isEqualTo("2026-03-29T03:30");
        assertThat(moment.instant()).isEqualTo(Instant.parse("2026-03-29T01:30:00Z"));
    }

    @Test
    void takesTheEarlierOfATimeThatExistsTwice() {
        LocalMoment moment = LocalMoment.of(LocalDateTime.parse("2026-11-01T01:30"), NEW_YORK);

        assertThat(moment.local()).isEqualTo("2026-11-01T01:30");
        assertThat(moment.instant()).isEqualTo(Instant.parse("2026-11-01T05:30:00Z"));
    }

    @Test
    void countsTwentyFourHoursAsElapsed() {
        LocalMoment foc = LocalMoment.of(LocalDateTime.parse("2026-03-29T12:00"), PARIS);

        assertThat(LocalMoment.at(foc.instant().minus(Duration.ofHours(24)), PARIS)
                        .local())
                .isEqualTo("2026-03-28T11:00");
    }

    @Test
    void showsTheSameMomentByOtherClocks() {
        LocalMoment paris = LocalMoment.of(LocalDateTime.parse("2026-12-01T10:00"), PARIS);
        LocalMoment tokyo = paris.in(ZoneId.of("Asia/Tokyo"));

        assertThat(tokyo.local()).isEqualTo("2026-12-01T18:00");
        assertThat(tokyo).isEqualByComparingTo(paris);
    }

    @ParameterizedTest
    @EnumSource(Country.class)
    void alwaysDenotesATimeThatTheClocksShow(Country country) {
        for (ZoneId zone : country.zones()) {
            for (LocalDateTime local = LocalDateTime.parse("2026-01-01T00:15");
                    local.getYear() == 2026;
                    local = local.plusMinutes(45)) {
                LocalMoment moment = LocalMoment.of(local, zone);
                assertThat(moment.instant().atZone(zone).toLocalDateTime()).isEqualTo(moment.local());
                ZoneOffsetTransition transition = zone.getRules().getTransition(local);
                if (transition == null) {
                    assertThat(moment.local()).isEqualTo(local);
                } else if (transition.isGap()) {
                    assertThat(moment.local()).isEqualTo(local.plus(transition.getDuration()));
                } else {
                    assertThat(moment.instant()).isBefore(transition.getInstant());
                }
            }
        }
    }
}
