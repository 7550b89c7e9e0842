package io.portline.order.inventory.web;

import io.portline.order.inventory.InventoryNumber;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.UUID;

/** A number of the inventory. */
@Schema(name = "InventoryNumber")
record InventoryNumberResponse(
        @Schema(description = "E.164") String number,
        String tenantId,
        String country,
        @Schema(allowableValues = {"USER", "SERVICE"}) String type,

        @Schema(description = "Whether it was given to somebody or something")
        boolean assigned,

        @Schema(description = "Business time at which it came")
        Instant since,

        UUID orderId,
        String orderNumber,

        @Schema(description = "The port-out under way that takes it away") @Nullable
        UUID portOutId) {

    static InventoryNumberResponse of(InventoryNumber number) {
        return new InventoryNumberResponse(
                number.number(),
                number.tenantId(),
                number.country(),
                number.use().name(),
                number.assigned(),
                number.since(),
                number.orderId(),
                number.orderNumber(),
                number.portOutId());
    }

    static @Nullable InventoryNumberResponse ofNullable(@Nullable InventoryNumber number) {
        return number == null ? null : of(number);
    }
}
