package io.portline.order.portorder.web;

import io.portline.order.portorder.PortOrderStatus;
import io.portline.order.portorder.PortOrderSummary;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/** An order as the list shows it: the same members as the whole order, but a count instead of its numbers. */
@Schema(name = "PortOrderSummary")
record PortOrderSummaryResponse(
        UUID id,
        String number,
        String tenantId,
        String name,
        String country,
        String status,
        String statusLabel,
        int attempt,
        PortOrderResponse.CarrierDto losingCarrier,
        int numberCount,
        MomentDto requested,
        @Nullable MomentDto foc,

        @Schema(description = "Canonical codes; empty unless it is in Error")
        List<String> reasonCodes,

        @Nullable UUID caseId,
        Instant submittedAt,
        Instant updatedAt) {

    static PortOrderSummaryResponse of(PortOrderSummary order, Locale language) {
        PortOrderStatus status = order.status();
        return new PortOrderSummaryResponse(
                order.id(),
                order.number(),
                order.tenantId(),
                order.name(),
                order.country(),
                status.name(),
                status.label(language),
                order.attempt(),
                new PortOrderResponse.CarrierDto(
                        order.carrier().id(), order.carrier().name()),
                order.numberCount(),
                MomentDto.of(order.requested()),
                MomentDto.ofNullable(order.foc()),
                order.reasons(),
                order.caseId(),
                order.submittedAt(),
                order.updatedAt());
    }
}
