package io.portline.order.portorder;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How many numbers become orders: one carrier an order, at most 999 numbers each, the order with the billing number last.
 *
 * @param parts in the order of their submission
 */
record GroupPlan(List<Part> parts) {

    /** One order. */
    record Part(String carrierId, List<String> numbers, boolean containsBtn) {
        Part {
            numbers = List.copyOf(numbers);
        }
    }

    /**
     * Splits.
     *
     * @param carrierOf id of the carrier by number, for every number; orders follow the first mention of a carrier, numbers keep their order
     * @param btn E.164; null if there is none. Where it is ported itself, the account lives on until the last order takes it.
     */
    static GroupPlan of(Map<String, String> carrierOf, @Nullable String btn) {
        Map<String, List<String>> byCarrier = new LinkedHashMap<>();
        carrierOf.forEach((number, carrier) ->
                byCarrier.computeIfAbsent(carrier, _ -> new ArrayList<>()).add(number));
        String last = btn == null ? null : carrierOf.get(btn);
        List<Part> parts = new ArrayList<>();
        byCarrier.forEach((carrier, numbers) -> {
            if (!carrier.equals(last)) {
                chunks(parts, carrier, numbers, null);
            }
        });
        if (last != null && btn != null) {
            List<String> numbers = new ArrayList<>(byCarrier.getOrDefault(last, List.of()));
            numbers.remove(btn);
            numbers.add(btn);
            chunks(parts, last, numbers, btn);
        }
        return new GroupPlan(List.copyOf(parts));
    }

    private static void chunks(List<Part> parts, String carrier, List<String> numbers, @Nullable String btn) {
        for (int from = 0; from < numbers.size(); from += PortOrder.MAX_NUMBERS) {
            List<String> chunk = numbers.subList(from, Math.min(from + PortOrder.MAX_NUMBERS, numbers.size()));
            parts.add(new Part(carrier, chunk, btn != null && chunk.contains(btn)));
        }
    }
}
