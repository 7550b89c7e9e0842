package io.portline.order.portorder;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Set;

/**
 * Which orders are looked for; everything that is given must hold.
 *
 * @param statuses effective ones; empty for all
 * @param country ISO 3166-1 alpha-2
 * @param number E.164 of a number that the order holds
 * @param name part of the name, in any case
 * @param text part of the name or of the order's number, in any case
 * @param reason canonical code among the reasons why the order is in Error
 * @param from the date is not before that
 * @param until the date is before that
 * @param dateOf the date that is meant
 */
public record PortOrderFilter(
        Set<PortOrderStatus> statuses,
        @Nullable String country,
        @Nullable String carrierId,
        @Nullable String number,
        @Nullable String name,
        @Nullable String text,
        @Nullable String reason,
        @Nullable Instant from,
        @Nullable Instant until,
        PortOrderSort.Key dateOf) {

    /** All orders. */
    public static final PortOrderFilter NONE =
            new PortOrderFilter(Set.of(), null, null, null, null, null, null, null, null, PortOrderSort.Key.SUBMITTED);

    public PortOrderFilter {
        statuses = Set.copyOf(statuses);
    }

    /** Those that hold this number. */
    public static PortOrderFilter number(String e164) {
        return new PortOrderFilter(
                Set.of(), null, null, e164, null, null, null, null, null, PortOrderSort.Key.SUBMITTED);
    }
}
