package io.portline.order.portout;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * What a winning carrier asks, as it was written and unchecked. Anything may be missing.
 *
 * @param pin as offered; a secret
 * @param requestedPortDate local date and time, ISO 8601 without offset
 * @param zone IANA time zone; null for the one of the first number
 */
public record PortOutForm(
        @Nullable String requestId,
        @Nullable String winningCarrierId,
        @Nullable String winningCarrierName,
        List<String> numbers,
        @Nullable String pin,
        @Nullable String requestedPortDate,
        @Nullable String zone) {

    public PortOutForm {
        numbers = List.copyOf(numbers);
    }

    @Override
    public String toString() {
        return "PortOutForm[" + winningCarrierId + ", " + numbers.size() + " numbers]";
    }
}
