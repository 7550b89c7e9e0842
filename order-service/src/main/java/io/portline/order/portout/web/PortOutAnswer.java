package io.portline.order.portout.web;

import io.portline.numbering.LocalMoment;
import io.portline.order.portout.PortOut;
import io.portline.order.portout.PortOutReason;
import io.portline.order.portout.PortOutStatus;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/** What a winning carrier is answered. */
@Schema(name = "PortOutAnswer")
record PortOutAnswer(
        @Schema(description = "Null if the numbers belong to nobody or to several tenants: then nothing is kept")
        @Nullable
        UUID id,

        @Schema(example = "OUT-000042") @Nullable String number,

        @Schema(allowableValues = {"APPROVED", "REJECTED", "COMPLETED", "CANCELLED"})
        String status,

        List<PortOutReasonDto> reasons,

        @Schema(description = "Business time at which the numbers leave; null unless approved or completed") @Nullable
        Instant completesAt,

        @Schema(description = "Real time until which this carrier's requests for this tenant are refused") @Nullable
        Instant lockedUntil) {

    static PortOutAnswer of(PortOut portOut, Locale language) {
        LocalMoment completesAt = portOut.completesAt();
        return new PortOutAnswer(
                portOut.id(),
                portOut.number(),
                portOut.status().name(),
                PortOutReasonDto.of(portOut.reasons(), language),
                completesAt == null ? null : completesAt.instant(),
                portOut.lockedUntil());
    }

    static PortOutAnswer unattributable(PortOutReason reason, Locale language) {
        return new PortOutAnswer(
                null, null, PortOutStatus.REJECTED.name(), PortOutReasonDto.of(List.of(reason), language), null, null);
    }
}
