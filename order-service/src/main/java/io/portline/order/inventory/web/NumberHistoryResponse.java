package io.portline.order.inventory.web;

import io.portline.order.inventory.NumberHistory;
import io.portline.order.portout.PortOutStatus;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/** A number and everything that it was in. */
@Schema(name = "NumberHistory")
record NumberHistoryResponse(
        @Schema(description = "E.164") String number,

        @Schema(description = "Null if it is not the tenant's now") @Nullable
        InventoryNumberResponse inventory,

        @Schema(
                description =
                        "Every order that it was in, in whichever attempt, cancelled and deleted ones too; the newest first, 1,000 at most")
        List<InOrder> orders,

        @Schema(description = "Every port-out that was asked for it; the newest first, 1,000 at most")
        List<InPortOut> portOuts) {

    /** A carrier. */
    @Schema(name = "NumberCarrier")
    record CarrierDto(String id, String name) {}

    /** An order that the number was in. */
    @Schema(name = "NumberInOrder")
    record InOrder(
            UUID id,
            String number,
            String name,
            String status,
            String statusLabel,
            CarrierDto losingCarrier,

            @Schema(description = "Whether the order as it stands holds it, not only an earlier attempt")
            boolean inCurrentAttempt,

            @Schema(description = "Whether that order moved it")
            boolean ported,

            boolean deleted,
            Instant submittedAt,
            Instant updatedAt) {}

    /** A port-out that was asked for the number. */
    @Schema(name = "NumberInPortOut")
    record InPortOut(
            UUID id,
            String number,
            String status,
            String statusLabel,
            CarrierDto winningCarrier,

            @Schema(description = "Business time; null unless approved or completed") @Nullable
            Instant completesAt,

            Instant createdAt) {}

    static NumberHistoryResponse of(NumberHistory history, Locale language) {
        return new NumberHistoryResponse(
                history.number(),
                InventoryNumberResponse.ofNullable(history.inventory()),
                history.orders().stream()
                        .map(order -> new InOrder(
                                order.id(),
                                order.number(),
                                order.name(),
                                order.status().name(),
                                order.status().label(language),
                                new CarrierDto(
                                        order.carrier().id(), order.carrier().name()),
                                order.inCurrentAttempt(),
                                order.ported(),
                                order.deleted(),
                                order.submittedAt(),
                                order.updatedAt()))
                        .toList(),
                history.portOuts().stream()
                        .map(portOut -> new InPortOut(
                                portOut.id(),
                                portOut.number(),
                                portOut.status().name(),
                                portOut.status().label(language),
                                new CarrierDto(
                                        portOut.carrier().id(),
                                        portOut.carrier().name()),
                                leaves(portOut.status()) ? portOut.leavesAt() : null,
                                portOut.createdAt()))
                        .toList());
    }

    private static boolean leaves(PortOutStatus status) {
        return switch (status) {
            case APPROVED, COMPLETED -> true;
            case REQUESTED, REJECTED, CANCELLED -> false;
        };
    }
}
