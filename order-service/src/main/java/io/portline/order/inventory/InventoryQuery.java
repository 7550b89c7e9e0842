package io.portline.order.inventory;

import org.jspecify.annotations.Nullable;

/**
 * Which numbers are looked for, in the order of their digits.
 *
 * @param tenantId null for all tenants, which only operators may see
 * @param digits part of the number; null for all
 * @param after the number that the page before ended with; null for the first page
 * @param limit how many at most
 */
public record InventoryQuery(
        @Nullable String tenantId,
        @Nullable String digits,
        @Nullable NumberUse use,
        @Nullable String after,
        int limit) {}
