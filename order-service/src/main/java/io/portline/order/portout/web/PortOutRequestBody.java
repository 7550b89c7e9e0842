package io.portline.order.portout.web;

import io.portline.order.portout.PortOutForm;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Objects;

/** What a winning carrier asks for. */
@Schema(name = "PortOutRequest")
record PortOutRequestBody(
        @Schema(description = "The carrier's own, once and for all", example = "WC-2026-000017") @Nullable
        String requestId,

        @Schema(example = "us-bluegrass") @Nullable String winningCarrierId,

        @Schema(example = "Bluegrass Wireless") @Nullable String winningCarrierName,

        @Schema(description = "1 to 999, E.164") @Nullable List<@Nullable String> numbers,

        @Schema(
                description = "Of the tenant whose numbers they are; tenants outside the US need none",
                accessMode = Schema.AccessMode.WRITE_ONLY)
        @Nullable
        String pin,

        @Schema(description = "Local date and time at which the numbers shall leave", example = "2026-12-01T10:00")
        @Nullable
        String requestedPortDate,

        @Schema(description = "IANA time zone; the one of the first number if absent", example = "America/New_York")
        @Nullable
        String zone) {

    PortOutForm form() {
        return new PortOutForm(
                requestId,
                winningCarrierId,
                winningCarrierName,
                numbers == null
                        ? List.of()
                        : numbers.stream()
                                .map(number -> Objects.requireNonNullElse(number, ""))
                                .toList(),
                pin,
                requestedPortDate,
                zone);
    }

    /** Says nothing of what it holds. */
    @Override
    public String toString() {
        return "PortOutRequestBody";
    }
}
