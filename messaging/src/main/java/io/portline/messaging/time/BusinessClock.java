package io.portline.messaging.time;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** The clock that all business goes by: FOC dates, carriers' answers, reminders. Real time, scaled by a segment. */
public final class BusinessClock extends Clock {

    private final Clock realClock;
    private final BusinessTime time;
    private final ZoneId zone;

    public BusinessClock(Clock realClock, BusinessTime time) {
        this(realClock, time, ZoneOffset.UTC);
    }

    private BusinessClock(Clock realClock, BusinessTime time, ZoneId zone) {
        this.realClock = realClock;
        this.time = time;
        this.zone = zone;
    }

    @Override
    public Instant instant() {
        return time.toBusiness(realClock.instant());
    }

    @Override
    public ZoneId getZone() {
        return zone;
    }

    @Override
    public BusinessClock withZone(ZoneId other) {
        return new BusinessClock(realClock, time, other);
    }
}
