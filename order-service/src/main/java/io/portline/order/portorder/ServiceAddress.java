package io.portline.order.portorder;

import org.jspecify.annotations.Nullable;

/** The address of service at the losing carrier; it lies in the order's country. */
public record ServiceAddress(
        String line1,
        @Nullable String line2,
        String city,
        @Nullable String region,
        String postalCode) {}
