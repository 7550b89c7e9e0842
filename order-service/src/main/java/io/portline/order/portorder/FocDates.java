package io.portline.order.portorder;

import io.portline.numbering.BusinessDays;
import io.portline.numbering.BusinessHours;
import io.portline.numbering.LocalMoment;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * The dates that a losing carrier may be asked for, and why none is earlier. A carrier may still commit to a later one: this says what it could.
 *
 * <p>In the United States 47 CFR 52.35 sets the interval: 1 business day for a simple port, 4 for any other, counted from the day for which the
 * request counts (arrived from 08:00 to 13:00 local: that day; later: the next). Elsewhere it is the carrier's own. A day is a business day less
 * the carrier's holidays; the time is one at which it releases numbers.
 */
public final class FocDates {

    /** So many days from today are listed. */
    public static final int DAYS_LISTED = 60;

    private final ZoneId zone;
    private final ZoneId carrierZone;
    private final BusinessDays days;
    private final LocalTime from;
    private final LocalTime to;
    private final LocalDate today;
    private final Instant earliest;
    private final Rule rule;

    private FocDates(Carrier carrier, ZoneId zone, Instant earliest, Rule rule, Instant now) {
        this.zone = zone;
        this.carrierZone = carrier.zone();
        this.days = BusinessDays.of(carrier.holidayCalendar());
        this.from = carrier.releasesFrom();
        this.to = carrier.releasesTo();
        this.today = now.atZone(carrierZone).toLocalDate();
        this.earliest = earliest.isBefore(now) ? now : earliest;
        this.rule = rule;
    }

    /** Why no date is earlier. */
    public enum Why {
        /** A simple port in the United States. */
        CFR_52_35_SIMPLE,
        /** Any other port there. */
        CFR_52_35_NON_SIMPLE,
        /** The carrier's own interval. */
        CARRIER_INTERVAL,
        /** The carrier has committed to a date; from then on it takes any other. */
        COMMITTED_DATE
    }

    /**
     * The rule behind the earliest date.
     *
     * @param businessDays how many it counts; 0 if it counts none
     */
    public record Rule(Why why, int businessDays) {}

    /**
     * A day, with the times of day from which and until which numbers move, both inclusive, in the zone asked for.
     */
    public record Day(LocalDate date, LocalTime from, LocalTime to) {}

    /** Why a date that somebody wishes cannot be had. */
    public enum Obstacle {
        TOO_SOON,
        WEEKEND,
        HOLIDAY,
        OUTSIDE_RELEASE_HOURS
    }

    /** The next date that can be had instead. */
    public record Offer(Obstacle obstacle, LocalMoment next) {}

    /** Whether a port is a simple one: a number that is alone on its account. */
    public static boolean simple(int numbers, PortType type) {
        return numbers == 1 && type == PortType.FULL;
    }

    /**
     * The dates that may be asked for in an order as it is now: those of a supplement as long as the carrier's commitment stands, otherwise those of
     * a request, be it the one that the carrier has or the next.
     *
     * @param intakeDelay between a submission and the request to the carrier
     */
    static FocDates of(PortOrder order, Carrier carrier, Duration intakeDelay, Instant now) {
        String country = order.details().country();
        LocalMoment foc = order.foc();
        PortOrderStatus status = order.effectiveStatus(now);
        if (foc != null
                && (status == PortOrderStatus.TRANSFER_APPROVED || status == PortOrderStatus.TRANSFER_PENDING)) {
            return ofSupplement(carrier, country, order.simple(), foc, now);
        }
        Instant receivedAt = status == PortOrderStatus.CONTACTING_CARRIER ? order.statusSince() : now.plus(intakeDelay);
        return ofRequest(
                carrier,
                country,
                order.simple(),
                receivedAt,
                order.details().requested().zone(),
                now);
    }

    /**
     * The dates for a request.
     *
     * @param country ISO 3166-1 alpha-2 of the numbers
     * @param receivedAt when the carrier gets it, or got it
     * @param zone the one to express dates in
     * @param now before which there is no date, however long ago the carrier got the request
     */
    public static FocDates ofRequest(
            Carrier carrier, String country, boolean simple, Instant receivedAt, ZoneId zone, Instant now) {
        int interval = simple ? carrier.simpleDays() : carrier.complexDays();
        BusinessHours hours = carrier.hours();
        LocalDate day = hours.days().add(hours.countsFor(receivedAt), interval);
        Instant earliest = LocalMoment.of(day.atTime(carrier.releasesFrom()), carrier.zone())
                .instant();
        Why why =
                !country.equals("US") ? Why.CARRIER_INTERVAL : simple ? Why.CFR_52_35_SIMPLE : Why.CFR_52_35_NON_SIMPLE;
        return new FocDates(carrier, zone, earliest, new Rule(why, interval), now);
    }

    /** The dates for a supplement: what a new request could have, and everything from the date on that the carrier has committed to. */
    public static FocDates ofSupplement(
            Carrier carrier, String country, boolean simple, LocalMoment committed, Instant now) {
        FocDates anew = ofRequest(carrier, country, simple, now, committed.zone(), now);
        return committed.instant().isBefore(anew.earliest)
                ? new FocDates(carrier, committed.zone(), committed.instant(), new Rule(Why.COMMITTED_DATE, 0), now)
                : anew;
    }

    /** The earliest date, to the minute. */
    public LocalMoment earliest() {
        return nextPossible(earliest);
    }

    public Rule rule() {
        return rule;
    }

    /** The zone that the dates are in. */
    public ZoneId zone() {
        return zone;
    }

    /** What can be had instead of a wished date; empty if that date can be had. */
    public Optional<Offer> offerFor(LocalMoment wished) {
        if (wished.instant().isBefore(earliest)) {
            return Optional.of(new Offer(Obstacle.TOO_SOON, earliest()));
        }
        LocalMoment next = nextPossible(wished.instant());
        if (next.instant().equals(wished.instant())) {
            return Optional.empty();
        }
        LocalDateTime there = LocalDateTime.ofInstant(wished.instant(), carrierZone);
        return Optional.of(new Offer(obstacle(there), next));
    }

    private Obstacle obstacle(LocalDateTime there) {
        if (days.isBusinessDay(there.toLocalDate())) {
            return Obstacle.OUTSIDE_RELEASE_HOURS;
        }
        DayOfWeek day = there.getDayOfWeek();
        return day == DayOfWeek.SATURDAY || day == DayOfWeek.SUNDAY ? Obstacle.WEEKEND : Obstacle.HOLIDAY;
    }

    /** The days of the next {@value #DAYS_LISTED} that may be asked for, soonest first. */
    public List<Day> days() {
        LocalDate first = earliest().instant().atZone(carrierZone).toLocalDate();
        LocalDate end = today.plusDays(DAYS_LISTED + 1L);
        return first.isBefore(end)
                ? first.datesUntil(end)
                        .filter(days::isBusinessDay)
                        .map(this::day)
                        .toList()
                : List.of();
    }

    private Day day(LocalDate date) {
        Instant begins = at(date, from);
        LocalMoment first = LocalMoment.at(begins.isBefore(earliest) ? minute(earliest) : begins, zone);
        LocalMoment last = LocalMoment.at(at(date, to), zone);
        // Where the zones lie so far apart that midnight comes between, the day ends at it.
        boolean over = !last.date().equals(first.date());
        return new Day(
                first.date(),
                first.local().toLocalTime(),
                over ? LocalTime.of(23, 59) : last.local().toLocalTime());
    }

    /** The first moment from that instant on at which numbers move. */
    private LocalMoment nextPossible(Instant wished) {
        LocalDate day = days.onOrAfter(wished.atZone(carrierZone).toLocalDate());
        if (at(day, to).isBefore(wished)) {
            day = days.next(day);
        }
        Instant begins = at(day, from);
        return LocalMoment.at(minute(begins.isAfter(wished) ? begins : wished), zone);
    }

    private Instant at(LocalDate day, LocalTime time) {
        return LocalMoment.of(day.atTime(time), carrierZone).instant();
    }

    /** To the minute; what is between two minutes is the later. */
    private static Instant minute(Instant instant) {
        Instant whole = instant.truncatedTo(ChronoUnit.MINUTES);
        return whole.equals(instant) ? whole : whole.plus(1, ChronoUnit.MINUTES);
    }

    /** Says the rule, for logs. */
    @Override
    public String toString() {
        return "FocDates[" + rule + ", " + earliest + "]";
    }
}
