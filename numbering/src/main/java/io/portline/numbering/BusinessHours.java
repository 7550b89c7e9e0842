package io.portline.numbering;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;

/**
 * When an office works and which day a request counts for.
 *
 * <p>For carriers of the United States 47 CFR 52.35: a complete request that arrives from 08:00 to 13:00 local time counts
 * for that business day, a later one from 08:00 of the next; local time is the predominant one of the carrier's region.
 *
 * @param days on which days
 * @param zone the clock on the wall
 * @param opens from when, local
 * @param closes until when, local, exclusive; after {@code opens}
 * @param cutOff until when, local and inclusive, a request counts for the same day
 */
public record BusinessHours(BusinessDays days, ZoneId zone, LocalTime opens, LocalTime closes, LocalTime cutOff) {

    public BusinessHours {
        if (!opens.isBefore(closes)) {
            throw new IllegalArgumentException("Opens at or after it closes");
        }
        if (cutOff.isBefore(opens) || cutOff.isAfter(closes)) {
            throw new IllegalArgumentException("The cut-off lies outside the opening hours");
        }
    }

    /** The hours that 47 CFR 52.35 takes as the least: 08:00 to 17:00, cut-off at 13:00. */
    public static BusinessHours unitedStates(BusinessDays days, ZoneId zone) {
        return new BusinessHours(days, zone, LocalTime.of(8, 0), LocalTime.of(17, 0), LocalTime.of(13, 0));
    }

    /** Whether somebody is at work. */
    public boolean isOpen(Instant instant) {
        ZonedDateTime local = instant.atZone(zone);
        return days.isBusinessDay(local.toLocalDate())
                && !local.toLocalTime().isBefore(opens)
                && local.toLocalTime().isBefore(closes);
    }

    /** The instant itself while the office is open, otherwise when it opens next. */
    public Instant openOnOrAfter(Instant instant) {
        if (isOpen(instant)) {
            return instant;
        }
        ZonedDateTime local = instant.atZone(zone);
        LocalDate today = local.toLocalDate();
        boolean opensToday = days.isBusinessDay(today) && local.toLocalTime().isBefore(opens);
        return opening(opensToday ? today : days.next(today));
    }

    /**
     * The business day that a request counts for: the day of its arrival up to the cut-off, otherwise the next business
     * day. What arrives before the office opens waits for it and counts for that day.
     */
    public LocalDate countsFor(Instant arrival) {
        ZonedDateTime local = arrival.atZone(zone);
        LocalDate today = local.toLocalDate();
        boolean inTime = days.isBusinessDay(today) && !local.toLocalTime().isAfter(cutOff);
        return inTime ? today : days.next(today);
    }

    /**
     * When so much opening time has gone by. An office that has closed does not work on: what is left goes on when it
     * opens again.
     *
     * @param work elapsed time while the office is open; zero leads to {@link #openOnOrAfter}
     */
    public Instant add(Instant start, Duration work) {
        if (work.isNegative()) {
            throw new IllegalArgumentException("Negative working time");
        }
        Instant at = openOnOrAfter(start);
        Duration left = work;
        while (true) {
            Instant closing = closing(at.atZone(zone).toLocalDate());
            Duration today = Duration.between(at, closing);
            if (left.compareTo(today) <= 0) {
                return at.plus(left);
            }
            left = left.minus(today);
            at = openOnOrAfter(closing);
        }
    }

    /** How much opening time lies between two instants; zero if {@code to} is not after {@code from}. */
    public Duration between(Instant from, Instant to) {
        Duration total = Duration.ZERO;
        Instant at = openOnOrAfter(from);
        while (at.isBefore(to)) {
            Instant closing = closing(at.atZone(zone).toLocalDate());
            total = total.plus(Duration.between(at, closing.isBefore(to) ? closing : to));
            at = openOnOrAfter(closing);
        }
        return total;
    }

    /** When the office opens on a day; says nothing about whether it does. */
    public Instant opening(LocalDate day) {
        return LocalMoment.of(day.atTime(opens), zone).instant();
    }

    /** When the office closes on a day; says nothing about whether it opened. */
    public Instant closing(LocalDate day) {
        return LocalMoment.of(day.atTime(closes), zone).instant();
    }
}
