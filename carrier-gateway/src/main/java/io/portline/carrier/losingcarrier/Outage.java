package io.portline.carrier.losingcarrier;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.TemporalAdjusters;
import java.util.Optional;

/** When a carrier's systems are down: it neither answers nor activates. Local to the carrier's time zone. */
public sealed interface Outage {

    /** When the outage that is on at that instant ends; empty if none is. */
    Optional<Instant> endsAfter(Instant instant, ZoneId zone);

    /**
     * The same hours of every week.
     *
     * @param from inclusive
     * @param to exclusive; earlier than {@code from} if it ends on the next day
     */
    record Weekly(DayOfWeek day, LocalTime from, LocalTime to) implements Outage {
        public Weekly {
            if (from.equals(to)) {
                throw new IllegalArgumentException("weekly outage on " + day + " from " + from + " holds no time");
            }
        }

        @Override
        public Optional<Instant> endsAfter(Instant instant, ZoneId zone) {
            ZonedDateTime local = instant.atZone(zone);
            ZonedDateTime begin =
                    local.with(TemporalAdjusters.previousOrSame(day)).with(from);
            if (begin.isAfter(local)) {
                begin = begin.minusWeeks(1);
            }
            ZonedDateTime end = (to.isAfter(from) ? begin : begin.plusDays(1)).with(to);
            return end.isAfter(local) ? Optional.of(end.toInstant()) : Optional.empty();
        }
    }

    /**
     * Once.
     *
     * @param from inclusive
     * @param to exclusive
     */
    record Once(LocalDateTime from, LocalDateTime to) implements Outage {
        public Once {
            if (!from.isBefore(to)) {
                throw new IllegalArgumentException("outage from " + from + " to " + to + " holds no time");
            }
        }

        @Override
        public Optional<Instant> endsAfter(Instant instant, ZoneId zone) {
            Instant begin = from.atZone(zone).toInstant();
            Instant end = to.atZone(zone).toInstant();
            return instant.isBefore(begin) || !instant.isBefore(end) ? Optional.empty() : Optional.of(end);
        }
    }
}
