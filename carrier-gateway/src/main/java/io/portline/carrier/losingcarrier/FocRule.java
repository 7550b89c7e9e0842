package io.portline.carrier.losingcarrier;

import io.portline.numbering.BusinessHours;
import io.portline.numbering.LocalMoment;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;

/**
 * When a carrier can commit to: never before what was asked, not before its interval has passed, on one of its business days, within its cut-over
 * window. The rule of 47 CFR 52.35, with each carrier's own figures: the interval is counted from the business day for which the request counts.
 */
public final class FocRule {

    private final FocIntervals intervals;
    private final CutoverWindow window;
    private final BusinessHours hours;

    public FocRule(Carrier carrier) {
        this.intervals = carrier.focIntervals();
        this.window = carrier.cutoverWindow();
        this.hours = carrier.businessHours();
    }

    /** The earliest date at which the carrier can release numbers asked for at that instant. */
    public Instant earliest(Instant receivedAt, boolean simplePort) {
        LocalDate day = hours.days().add(hours.countsFor(receivedAt), intervals.businessDays(simplePort));
        return local(day, window.from());
    }

    /** The first possible date that is neither before the earliest nor before what was asked. */
    public LocalMoment commit(Instant receivedAt, boolean simplePort, LocalMoment requested) {
        Instant earliest = earliest(receivedAt, simplePort);
        return nextPossible(requested.instant().isBefore(earliest) ? earliest : requested.instant(), requested.zone());
    }

    /**
     * The first date from that instant on that is within the cut-over window of a business day.
     *
     * @param zone the one to express it in
     */
    public LocalMoment nextPossible(Instant from, ZoneId zone) {
        LocalDate day = hours.days().onOrAfter(from.atZone(hours.zone()).toLocalDate());
        if (local(day, window.to()).isBefore(from)) {
            day = hours.days().next(day);
        }
        Instant begins = local(day, window.from());
        return moment(begins.isAfter(from) ? begins : from, zone);
    }

    /** A moment of that zone, to the minute; what is between two minutes is the later. */
    static LocalMoment moment(Instant instant, ZoneId zone) {
        Instant minute = instant.truncatedTo(ChronoUnit.MINUTES);
        return LocalMoment.at(minute.equals(instant) ? minute : minute.plus(1, ChronoUnit.MINUTES), zone);
    }

    private Instant local(LocalDate day, LocalTime time) {
        return LocalMoment.of(day.atTime(time), hours.zone()).instant();
    }
}
