package io.portline.order.portorder;

import io.portline.numbering.BusinessDays;
import io.portline.numbering.BusinessHours;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Set;

/**
 * A losing carrier as the gateway describes it.
 *
 * @param countries ISO 3166-1 alpha-2 of the countries it serves
 * @param zone its local time
 * @param holidayCalendar such as {@code US} or {@code CA-ON}
 * @param answersWithin the longest time it takes for an answer, in its own business hours
 */
public record Carrier(
        String id,
        String name,
        Set<String> countries,
        ZoneId zone,
        String holidayCalendar,
        LocalTime opens,
        LocalTime closes,
        Duration answersWithin) {

    public Carrier {
        countries = Set.copyOf(countries);
    }

    /** By when it must have answered what it is asked now. */
    public Instant answerDueBy(Instant now) {
        return new BusinessHours(BusinessDays.of(holidayCalendar), zone, opens, closes, closes).add(now, answersWithin);
    }

    /** As an order names it. */
    public LosingCarrier named() {
        return new LosingCarrier(id, name);
    }
}
