package io.portline.numbering;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;

/**
 * A date and time as people agreed on it. The local time is what was agreed; the instant is what it meant by the zone's
 * rules when it was agreed.
 *
 * @param local date and time on the wall
 * @param zone IANA time zone
 * @param instant the same moment, UTC
 */
public record LocalMoment(LocalDateTime local, ZoneId zone, Instant instant) implements Comparable<LocalMoment> {

    /**
     * The moment that a local time denotes. One that does not exist because clocks go forward moves forward by the gap,
     * one that exists twice is the earlier.
     */
    public static LocalMoment of(LocalDateTime local, ZoneId zone) {
        ZonedDateTime resolved = ZonedDateTime.ofLocal(local, zone, null).withEarlierOffsetAtOverlap();
        return new LocalMoment(resolved.toLocalDateTime(), zone, resolved.toInstant());
    }

    /** What the clocks of the zone show at an instant. */
    public static LocalMoment at(Instant instant, ZoneId zone) {
        return new LocalMoment(LocalDateTime.ofInstant(instant, zone), zone, instant);
    }

    public LocalDate date() {
        return local.toLocalDate();
    }

    /** The same moment by the clocks of another zone. */
    public LocalMoment in(ZoneId other) {
        return at(instant, other);
    }

    /** By instant. */
    @Override
    public int compareTo(LocalMoment other) {
        return instant.compareTo(other.instant);
    }
}
