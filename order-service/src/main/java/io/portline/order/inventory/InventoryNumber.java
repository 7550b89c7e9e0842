package io.portline.order.inventory;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.UUID;

/**
 * A number that is ours.
 *
 * @param number E.164
 * @param country ISO 3166-1 alpha-2
 * @param assigned whether the tenant has given it to somebody or something
 * @param since business time at which it came
 * @param orderId the order that brought it
 * @param orderNumber the same, as people quote it
 * @param portOutId the port-out under way that takes it away; null if there is none
 */
public record InventoryNumber(
        String number,
        String tenantId,
        String country,
        NumberUse use,
        boolean assigned,
        Instant since,
        UUID orderId,
        String orderNumber,
        @Nullable UUID portOutId) {}
