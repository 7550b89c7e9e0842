package io.portline.order.portorder;

import org.jspecify.annotations.Nullable;

/**
 * The outcome of activating one number.
 *
 * @param number E.164
 * @param code canonical code of the failure; null if the number moved
 */
public record NumberOutcome(
        String number, boolean activated, @Nullable String code) {}
