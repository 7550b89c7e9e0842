package io.portline.messaging.outbox;

import io.portline.messaging.outbox.OutboxRow.OrderingKey;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What may be in flight at once: at most one row of a (topic, key). So a failure inside a batch can never let version
 * n+1 pass version n.
 *
 * @param now sent together
 * @param later their successors, in order
 */
record Wave(List<OutboxRow> now, List<OutboxRow> later) {

    /** @param rows by id */
    static Wave first(List<OutboxRow> rows) {
        Set<OrderingKey> inFlight = new HashSet<>();
        List<OutboxRow> now = new ArrayList<>();
        List<OutboxRow> later = new ArrayList<>();
        for (OutboxRow row : rows) {
            (inFlight.add(row.orderingKey()) ? now : later).add(row);
        }
        return new Wave(now, later);
    }
}
