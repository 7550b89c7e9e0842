package io.portline.order.portorder;

import io.portline.numbering.LocalMoment;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;

/**
 * One entry of an order's timeline.
 *
 * @param sequence 1, 2, …
 * @param from the status before; null in the first entry
 * @param at business time
 * @param differences what an edit changed; empty for what is no edit
 * @param foc the date that the change is about, if it is about one
 */
public record TimelineEntry(
        long sequence,
        Change change,
        @Nullable PortOrderStatus from,
        PortOrderStatus to,
        Instant at,
        By by,
        int attempt,
        List<RejectionReason> reasons,
        @Nullable String note,
        List<Difference> differences,
        @Nullable LocalMoment foc) {}
