package io.portline.order.portout.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.portline.numbering.LocalMoment;
import io.portline.order.portout.PortOut;
import io.portline.order.portout.PortOutEntry;
import io.portline.order.portout.PortOutStatus;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/** A port-out as its tenant sees it. */
@Schema(name = "PortOut")
record PortOutResponse(
        UUID id,
        @Schema(example = "OUT-000042") String number,
        String tenantId,

        @Schema(allowableValues = {"REQUESTED", "APPROVED", "REJECTED", "COMPLETED", "CANCELLED"})
        String status,

        String statusLabel,
        List<String> numbers,
        int numberCount,
        WinningCarrierDto winningCarrier,
        RequestedDto requested,

        @Schema(description = "Business time at which the numbers leave or left; null unless approved or completed")
        @Nullable
        Instant completesAt,

        @Schema(
                description =
                        "Real time until which the carrier's requests are refused, if too many wrong PINs led to this rejection")
        @Nullable
        Instant lockedUntil,

        List<PortOutReasonDto> reasons,
        Instant createdAt,
        Instant updatedAt,

        @Schema(description = "Oldest first; not in lists") @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
        List<Entry> timeline) {

    /** The carrier that the numbers go to. */
    @Schema(name = "WinningCarrier")
    record WinningCarrierDto(String id, String name) {}

    /** A date and time as it was asked for. */
    @Schema(name = "PortOutDate")
    record RequestedDto(
            @Schema(description = "Local date and time", example = "2026-12-01T10:00")
            String local,

            @Schema(description = "IANA time zone", example = "America/New_York")
            String zone,

            Instant instant) {}

    /** One entry of the timeline. */
    @Schema(name = "PortOutTimelineEntry")
    record Entry(
            long sequence,
            @Nullable String from,
            String to,
            @Schema(description = "Business time") Instant at,

            @Schema(allowableValues = {"WINNING_CARRIER", "SYSTEM"})
            String actor,

            List<PortOutReasonDto> reasons) {}

    static PortOutResponse of(PortOut portOut, @Nullable List<PortOutEntry> timeline, Locale language) {
        LocalMoment requested = portOut.requested();
        LocalMoment completesAt = portOut.completesAt();
        return new PortOutResponse(
                portOut.id(),
                portOut.number(),
                portOut.tenantId(),
                portOut.status().name(),
                portOut.status().label(language),
                portOut.numbers(),
                portOut.numbers().size(),
                new WinningCarrierDto(portOut.carrier().id(), portOut.carrier().name()),
                new RequestedDto(requested.local().toString(), requested.zone().getId(), requested.instant()),
                completesAt == null ? null : completesAt.instant(),
                portOut.lockedUntil(),
                PortOutReasonDto.of(portOut.reasons(), language),
                portOut.createdAt(),
                portOut.updatedAt(),
                timeline == null
                        ? null
                        : timeline.stream().map(entry -> entry(entry, language)).toList());
    }

    private static Entry entry(PortOutEntry entry, Locale language) {
        PortOutStatus from = entry.from();
        return new Entry(
                entry.sequence(),
                from == null ? null : from.name(),
                entry.to().name(),
                entry.at(),
                entry.by().name(),
                PortOutReasonDto.of(entry.reasons(), language));
    }
}
