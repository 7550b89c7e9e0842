package io.portline.notification.delivery.events;

import io.portline.notification.delivery.Facts;
import io.portline.schemas.LocalMoment;
import org.jspecify.annotations.Nullable;

import java.time.LocalDateTime;
import java.time.ZoneId;

/** Local moments out of events. */
final class Moments {

    private Moments() {}

    static Facts.Moment of(LocalMoment moment) {
        return new Facts.Moment(LocalDateTime.parse(moment.getLocal()), ZoneId.of(moment.getZone()));
    }

    static Facts.@Nullable Moment ofNullable(@Nullable LocalMoment moment) {
        return moment == null ? null : of(moment);
    }
}
