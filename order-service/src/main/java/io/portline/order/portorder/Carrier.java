package io.portline.order.portorder;

import io.portline.numbering.BusinessDays;
import io.portline.numbering.BusinessHours;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Set;

/**
 * A losing carrier as the gateway describes it. Times of day are its local ones.
 *
 * @param countries ISO 3166-1 alpha-2 of the countries it serves
 * @param zone its local time
 * @param holidayCalendar such as {@code US} or {@code CA-ON}
 * @param countsUntil until when a request counts for the day of its arrival, inclusive
 * @param answersWithin the longest time it takes for an answer, in its own business hours
 * @param releasesFrom from when it releases numbers on its business days
 * @param releasesTo until when, inclusive
 * @param simpleDays business days from a request to the earliest date of a simple port
 * @param complexDays the same of every other port
 * @param accountNumberRequired whether it accepts no order without the account number
 * @param passcodeRequired whether it accepts no order without a passcode
 */
public record Carrier(
        String id,
        String name,
        Set<String> countries,
        ZoneId zone,
        String holidayCalendar,
        LocalTime opens,
        LocalTime closes,
        LocalTime countsUntil,
        Duration answersWithin,
        LocalTime releasesFrom,
        LocalTime releasesTo,
        int simpleDays,
        int complexDays,
        boolean accountNumberRequired,
        boolean passcodeRequired) {

    public Carrier {
        countries = Set.copyOf(countries);
    }

    /** By when it must have answered what it is asked now. */
    public Instant answerDueBy(Instant now) {
        return hours().add(now, answersWithin);
    }

    /** When its order desk works and which day a request counts for. */
    public BusinessHours hours() {
        return new BusinessHours(BusinessDays.of(holidayCalendar), zone, opens, closes, countsUntil);
    }

    /** As an order names it. */
    public LosingCarrier named() {
        return new LosingCarrier(id, name);
    }
}
