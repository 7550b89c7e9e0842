package io.portline.numbering;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import java.time.LocalDate;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class BusinessDaysTest {

    @Test
    void knowsTheHolidaysOnAThreadWhoseClassLoaderDoesNot() throws InterruptedException {
        AtomicBoolean rests = new AtomicBoolean();
        // A calendar that no other test asks for: Jollyday keeps what it has found once.
        Thread poolThread =
                new Thread(() -> rests.set(!BusinessDays.of("IE").isBusinessDay(LocalDate.of(2026, 3, 17))));
        poolThread.setContextClassLoader(ClassLoader.getPlatformClassLoader());
        poolThread.start();
        poolThread.join();
        assertThat(rests).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "US, 2026-01-19",
        "US, 2026-07-03",
        "US, 2026-11-26",
        "US, 2027-07-05",
        "US, 2021-12-24",
        "CA-ON, 2026-05-18",
        "CA-ON, 2026-10-12",
        "CA-QC, 2026-06-24",
        "GB-ENG, 2026-04-06",
        "GB-ENG, 2026-08-31",
        "GB-ENG, 2026-12-28",
        "FR, 2026-05-14",
        "FR, 2026-07-14",
        "DE, 2026-05-25",
        "DE-BY, 2026-01-06",
        "JP, 2026-02-23",
        "JP, 2026-03-20",
        "JP, 2026-05-06",
        "JP, 2026-09-22",
        "JP, 2026-09-23",
        "JP, 2027-03-22",
    })
    void restsOnHolidays(String calendar, LocalDate day) {
        assertThat(BusinessDays.of(calendar).isBusinessDay(day)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "US, 2026-07-06",
        "US, 2026-11-27",
        "CA-ON, 2026-06-24",
        "GB-ENG, 2026-12-29",
        "FR, 2026-04-03",
        "DE, 2026-01-06",
        "JP, 2026-12-23",
        "JP, 2026-12-25",
        "JP, 2026-05-07",
    })
    void worksOnDaysThatAreHolidaysElsewhere(String calendar, LocalDate day) {
        assertThat(BusinessDays.of(calendar).isBusinessDay(day)).isTrue();
    }

    /** The announced days of 2024 to 2027, from the Cabinet Office's list. */
    @ParameterizedTest
    @CsvSource({
        "2024, '01-01 01-08 02-11 02-12 02-23 03-20 04-29 05-03 05-04 05-05 05-06 07-15 08-11 08-12 09-16 09-22 09-23 10-14 11-03 11-04 11-23'",
        "2025, '01-01 01-13 02-11 02-23 02-24 03-20 04-29 05-03 05-04 05-05 05-06 07-21 08-11 09-15 09-23 10-13 11-03 11-23 11-24'",
        "2026, '01-01 01-12 02-11 02-23 03-20 04-29 05-03 05-04 05-05 05-06 07-20 08-11 09-21 09-22 09-23 10-12 11-03 11-23'",
        "2027, '01-01 01-11 02-11 02-23 03-21 03-22 04-29 05-03 05-04 05-05 07-19 08-11 09-20 09-23 10-11 11-03 11-23'",
    })
    void knowsTheJapaneseHolidays(int year, String days) {
        assertThat(JapaneseHolidays.of(year).stream()
                        .sorted()
                        .map(day -> day.toString().substring(5)))
                .containsExactly(days.split(" "));
    }

    @Test
    void goesToTheNextBusinessDay() {
        BusinessDays us = BusinessDays.of(Country.US);
        LocalDate thanksgivingEve = LocalDate.parse("2026-11-25");

        assertThat(us.next(thanksgivingEve)).isEqualTo("2026-11-27");
        assertThat(us.add(thanksgivingEve, 1)).isEqualTo("2026-11-27");
        assertThat(us.add(thanksgivingEve, 4)).isEqualTo("2026-12-02");
        assertThat(us.add(LocalDate.parse("2026-11-28"), 0)).isEqualTo("2026-11-30");
        assertThat(us.add(LocalDate.parse("2026-11-28"), 1)).isEqualTo("2026-11-30");
        assertThat(us.previous(LocalDate.parse("2026-11-27"))).isEqualTo(thanksgivingEve);
        assertThat(us.onOrAfter(thanksgivingEve)).isEqualTo(thanksgivingEve);
        assertThat(us.onOrBefore(LocalDate.parse("2026-11-29"))).isEqualTo("2026-11-27");
    }

    @Test
    void addsACompanysOwnDaysOff() {
        BusinessDays closed = BusinessDays.of("JP").without(Set.of(LocalDate.parse("2026-12-31")));

        assertThat(closed.isBusinessDay(LocalDate.parse("2026-12-31"))).isFalse();
        assertThat(closed.next(LocalDate.parse("2026-12-30"))).isEqualTo("2027-01-04");
    }

    @ParameterizedTest
    @EnumSource(Country.class)
    void addingAndCountingAgree(Country country) {
        BusinessDays days = BusinessDays.of(country);
        Random random = new Random(17);
        for (int round = 0; round < 500; round++) {
            LocalDate from = LocalDate.parse("2026-01-01").plusDays(random.nextInt(1_000));
            int count = 1 + random.nextInt(30);
            LocalDate to = days.add(from, count);
            assertThat(days.isBusinessDay(to)).isTrue();
            assertThat(days.between(from, to)).isEqualTo(count);
            assertThat(days.add(days.add(from, count), 1)).isEqualTo(days.add(from, count + 1));
        }
    }

    @Test
    void refusesCalendarsItDoesNotKnow() {
        for (String calendar : new String[] {"XX", "US-XX", "JP-13", ""}) {
            assertThatThrownBy(() -> BusinessDays.of(calendar)).isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> BusinessDays.of("US").add(LocalDate.parse("2026-01-01"), -1))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
