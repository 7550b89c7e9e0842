package io.portline.order.portout;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;

/**
 * One entry of a port-out's timeline.
 *
 * @param sequence 1, 2, …
 * @param at business time
 */
public record PortOutEntry(
        long sequence,
        @Nullable PortOutStatus from,
        PortOutStatus to,
        Instant at,
        PortOutHappened.Actor by,
        List<PortOutReason> reasons) {}
