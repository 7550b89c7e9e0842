package io.portline.carrier.portout.web;

import io.portline.carrier.portout.PortOut;
import io.portline.carrier.portout.PortOutOutcome;
import io.portline.carrier.portout.PortOutRequest;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;

@Schema(name = "WinningCarrierPortOut", description = "What a simulated winning carrier asked for, and what came of it")
public record PortOutResponse(
        @Schema(description = "The carrier's own id of the request")
        UUID requestId,

        String carrierId,

        @Schema(description = "Null for a carrier that is no longer in the file") @Nullable
        String carrierName,

        @Schema(description = "E.164") List<String> numbers,

        @Schema(description = "Local date and time asked for", example = "2026-12-01T10:00")
        String requestedPortDate,

        @Schema(description = "Its IANA time zone; null for the zone of the numbers") @Nullable
        String zone,

        @Schema(description = "Business time") Instant askedAt,

        @Schema(description = "At order-service; null before its answer, and where it keeps none") @Nullable
        UUID portOutId,

        @Schema(description = "As people quote it") @Nullable
        String portOutNumber,

        @Schema(
                description =
                        "REQUESTED, APPROVED, REJECTED, COMPLETED or CANCELLED; UNANSWERED if the call got no answer: made again with"
                                + " the same Idempotency-Key it goes on",
                example = "APPROVED")
        String status,

        @Schema(description = "Why it was rejected") List<String> reasonCodes,

        @Schema(description = "Business time at which the numbers leave") @Nullable
        Instant completesAt,

        @Schema(description = "Real time until which the carrier is locked out after wrong PINs") @Nullable
        Instant lockedUntil) {

    static PortOutResponse of(PortOut portOut, @Nullable String carrierName) {
        PortOutRequest request = portOut.request();
        PortOutOutcome outcome = portOut.outcome();
        ZoneId zone = request.zone();
        return new PortOutResponse(
                request.id(),
                request.carrierId(),
                carrierName,
                request.numbers(),
                request.requested().toString(),
                zone == null ? null : zone.getId(),
                request.askedAt(),
                outcome.portOutId(),
                outcome.number(),
                outcome.status().name(),
                outcome.reasonCodes(),
                outcome.completesAt(),
                outcome.lockedUntil());
    }
}
