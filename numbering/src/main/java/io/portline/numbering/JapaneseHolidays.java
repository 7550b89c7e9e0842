package io.portline.numbering;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Month;
import java.time.temporal.TemporalAdjusters;
import java.util.Set;
import java.util.TreeSet;

/**
 * The national holidays of Japan by the law of today (国民の祝日に関する法律, with the Emperor's Birthday of 2020 on), as
 * jollyday's calendar of Japan lacks the equinoxes, the substitute days and the new Emperor's Birthday.
 */
final class JapaneseHolidays {

    private JapaneseHolidays() {}

    static Set<LocalDate> of(int year) {
        TreeSet<LocalDate> holidays = new TreeSet<>(Set.of(
                LocalDate.of(year, Month.JANUARY, 1),
                monday(year, Month.JANUARY, 2),
                LocalDate.of(year, Month.FEBRUARY, 11),
                LocalDate.of(year, Month.FEBRUARY, 23),
                LocalDate.of(year, Month.MARCH, vernalEquinox(year)),
                LocalDate.of(year, Month.APRIL, 29),
                LocalDate.of(year, Month.MAY, 3),
                LocalDate.of(year, Month.MAY, 4),
                LocalDate.of(year, Month.MAY, 5),
                monday(year, Month.JULY, 3),
                LocalDate.of(year, Month.AUGUST, 11),
                monday(year, Month.SEPTEMBER, 3),
                LocalDate.of(year, Month.SEPTEMBER, autumnalEquinox(year)),
                monday(year, Month.OCTOBER, 2),
                LocalDate.of(year, Month.NOVEMBER, 3),
                LocalDate.of(year, Month.NOVEMBER, 23)));
        Set<LocalDate> named = Set.copyOf(holidays);
        for (LocalDate holiday : named) {
            if (holiday.getDayOfWeek() == DayOfWeek.SUNDAY) {
                // Article 3 (2): the next day that is no holiday itself is off instead.
                LocalDate substitute = holiday.plusDays(1);
                while (named.contains(substitute)) {
                    substitute = substitute.plusDays(1);
                }
                holidays.add(substitute);
            }
            if (named.contains(holiday.plusDays(2)) && !named.contains(holiday.plusDays(1))) {
                // Article 3 (3): a day between two holidays is one too.
                holidays.add(holiday.plusDays(1));
            }
        }
        return Set.copyOf(holidays);
    }

    private static LocalDate monday(int year, Month month, int ordinal) {
        return LocalDate.of(year, month, 1).with(TemporalAdjusters.dayOfWeekInMonth(ordinal, DayOfWeek.MONDAY));
    }

    /** The usual approximation of the National Astronomical Observatory's announcements, right from 1980 to 2099. */
    private static int vernalEquinox(int year) {
        return (int) (20.8431 + 0.242194 * (year - 1980) - Math.floorDiv(year - 1980, 4));
    }

    private static int autumnalEquinox(int year) {
        return (int) (23.2488 + 0.242194 * (year - 1980) - Math.floorDiv(year - 1980, 4));
    }
}
