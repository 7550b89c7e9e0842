package io.portline.order.portorder.web;

import io.portline.numbering.LocalMoment;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

import java.time.Instant;

/** A date and time as people agreed on it. */
@Schema(name = "LocalMoment")
record MomentDto(
        @Schema(description = "Local date and time", example = "2021-08-14T10:00")
        String local,

        @Schema(description = "IANA time zone", example = "Europe/Paris")
        String zone,

        Instant instant) {

    static MomentDto of(LocalMoment moment) {
        return new MomentDto(moment.local().toString(), moment.zone().getId(), moment.instant());
    }

    static @Nullable MomentDto ofNullable(@Nullable LocalMoment moment) {
        return moment == null ? null : of(moment);
    }
}
