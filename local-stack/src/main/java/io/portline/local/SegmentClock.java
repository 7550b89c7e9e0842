package io.portline.local;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** Business time of a running stack, as its services compute it. */
final class SegmentClock extends Clock {
    private final ClockSegment segment;
    private final Clock real;
    private final ZoneId zone;

    SegmentClock(ClockSegment segment, Clock real) {
        this(segment, real, ZoneOffset.UTC);
    }

    private SegmentClock(ClockSegment segment, Clock real, ZoneId zone) {
        this.segment = segment;
        this.real = real;
        this.zone = zone;
    }

    @Override
    public ZoneId getZone() {
        return zone;
    }

    @Override
    public Clock withZone(ZoneId other) {
        return new SegmentClock(segment, real, other);
    }

    @Override
    public Instant instant() {
        return segment.businessAt(real.instant());
    }
}
