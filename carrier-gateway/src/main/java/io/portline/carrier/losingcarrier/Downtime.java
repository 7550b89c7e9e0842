package io.portline.carrier.losingcarrier;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/** All outages of a carrier together. */
final class Downtime {

    private final List<Outage> outages;
    private final ZoneId zone;

    Downtime(List<Outage> outages, ZoneId zone) {
        this.outages = outages;
        this.zone = zone;
    }

    /** That instant, or the end of the outages that are on then. */
    Instant over(Instant instant) {
        Instant at = instant;
        Optional<Instant> end = endOf(at);
        while (end.isPresent()) {
            at = end.get();
            end = endOf(at);
        }
        return at;
    }

    private Optional<Instant> endOf(Instant instant) {
        return outages.stream()
                .map(outage -> outage.endsAfter(instant, zone))
                .flatMap(Optional::stream)
                .max(Instant::compareTo);
    }
}
