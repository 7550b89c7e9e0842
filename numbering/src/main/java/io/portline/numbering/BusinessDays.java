package io.portline.numbering;

import de.focus_shift.jollyday.core.HolidayManager;
import de.focus_shift.jollyday.core.HolidayType;
import de.focus_shift.jollyday.core.ManagerParameters;

import java.time.LocalDate;
import java.time.Year;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The days on which offices work: Monday to Friday less the holidays of a calendar. Thread-safe. */
public final class BusinessDays {

    private final String calendar;
    private final IntFunction<Set<LocalDate>> holidaysOfYear;
    private final Map<Integer, Set<LocalDate>> known = new ConcurrentHashMap<>();

    private BusinessDays(String calendar, IntFunction<Set<LocalDate>> holidaysOfYear) {
        this.calendar = calendar;
        this.holidaysOfYear = holidaysOfYear;
    }

    /** By the holidays that are assumed for a country. */
    public static BusinessDays of(Country country) {
        return of(country.holidayCalendar());
    }

    /**
     * By the public holidays of a country or of a part of it.
     *
     * @param calendar ISO 3166: {@code US}, {@code CA-ON}, {@code GB-ENG}, {@code DE-BY}
     * @throws IllegalArgumentException for a calendar that is not known
     */
    public static BusinessDays of(String calendar) {
        String[] parts = calendar.toLowerCase(Locale.ROOT).split("-", 2);
        if (parts[0].equals("jp") && parts.length == 1) {
            return new BusinessDays(calendar, JapaneseHolidays::of);
        }
        if (HolidayManager.getSupportedCalendarCodes().stream().noneMatch(parts[0]::equalsIgnoreCase)) {
            throw new IllegalArgumentException("Unknown holiday calendar " + calendar);
        }
        HolidayManager holidays = holidaysOf(parts[0]);
        if (parts.length == 1) {
            return new BusinessDays(calendar, year -> publicHolidays(holidays, year));
        }
        if (!holidays.getCalendarHierarchy().getChildren().containsKey(parts[1])) {
            throw new IllegalArgumentException("Unknown holiday calendar " + calendar);
        }
        return new BusinessDays(calendar, year -> publicHolidays(holidays, year, parts[1]));
    }

    /** Days off that a company has besides the public holidays, such as its own year-end closure. */
    public BusinessDays without(Set<LocalDate> daysOff) {
        Set<LocalDate> fixed = Set.copyOf(daysOff);
        return new BusinessDays(
                calendar,
                year -> Stream.concat(
                                holidaysOfYear.apply(year).stream(),
                                fixed.stream().filter(day -> day.getYear() == year))
                        .collect(Collectors.toUnmodifiableSet()));
    }

    public boolean isBusinessDay(LocalDate day) {
        return switch (day.getDayOfWeek()) {
            case SATURDAY, SUNDAY -> false;
            case MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY -> !isHoliday(day);
        };
    }

    /** Whether the day is a public holiday or the day on which one is observed; weekends are not asked for. */
    public boolean isHoliday(LocalDate day) {
        return known.computeIfAbsent(day.getYear(), holidaysOfYear::apply).contains(day);
    }

    /** The day itself, if it is a business day, otherwise the first one after it. */
    public LocalDate onOrAfter(LocalDate day) {
        LocalDate candidate = day;
        while (!isBusinessDay(candidate)) {
            candidate = candidate.plusDays(1);
        }
        return candidate;
    }

    /** The day itself, if it is a business day, otherwise the last one before it. */
    public LocalDate onOrBefore(LocalDate day) {
        LocalDate candidate = day;
        while (!isBusinessDay(candidate)) {
            candidate = candidate.minusDays(1);
        }
        return candidate;
    }

    /** The first business day after a day. */
    public LocalDate next(LocalDate day) {
        return onOrAfter(day.plusDays(1));
    }

    /** The last business day before a day. */
    public LocalDate previous(LocalDate day) {
        return onOrBefore(day.minusDays(1));
    }

    /**
     * The day that is so many business days after a day: 1 is the next business day, also from a weekend.
     *
     * @param count 0 or more; 0 is the day itself or, if it is no business day, the first one after it
     */
    public LocalDate add(LocalDate day, int count) {
        if (count < 0) {
            throw new IllegalArgumentException("Negative count of business days");
        }
        LocalDate result = count == 0 ? onOrAfter(day) : day;
        for (int counted = 0; counted < count; counted++) {
            result = next(result);
        }
        return result;
    }

    /**
     * How many business days lie after one day up to and including another: what {@link #add} undoes.
     *
     * @return 0 if {@code to} is not after {@code from}
     */
    public int between(LocalDate from, LocalDate to) {
        return (int) from.plusDays(1)
                .datesUntil(to.isAfter(from) ? to.plusDays(1) : from.plusDays(1))
                .filter(this::isBusinessDay)
                .count();
    }

    @Override
    public String toString() {
        return "business days of " + calendar;
    }

    /** Jollyday looks for its parts with the thread's class loader, which on a pool's thread need not be the one that has them. */
    private static HolidayManager holidaysOf(String country) {
        Thread thread = Thread.currentThread();
        ClassLoader threads = thread.getContextClassLoader();
        thread.setContextClassLoader(BusinessDays.class.getClassLoader());
        try {
            return HolidayManager.getInstance(ManagerParameters.create(country));
        } finally {
            thread.setContextClassLoader(threads);
        }
    }

    /** A holiday on a Saturday may be observed on the Friday before: 1 January on 31 December of the year before. */
    private static Set<LocalDate> publicHolidays(HolidayManager holidays, int year, String... part) {
        return Stream.of(year, year + 1)
                .flatMap(y -> holidays.getHolidays(Year.of(y), part).stream())
                .filter(holiday -> holiday.getType() == HolidayType.PUBLIC_HOLIDAY)
                .flatMap(holiday -> Stream.of(holiday.getDate(), holiday.getActualDate()))
                .filter(day -> day.getYear() == year)
                .collect(Collectors.toUnmodifiableSet());
    }
}
