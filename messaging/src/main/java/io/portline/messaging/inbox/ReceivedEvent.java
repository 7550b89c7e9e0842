package io.portline.messaging.inbox;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.UUID;

/**
 * An event as a handler sees it.
 *
 * @param occurredAt business time at which it happened
 * @param value null is a tombstone: the subject was erased
 * @param redriven an operator had it handled again; later events of the key may have been handled before it
 * @param beforeFirstStart the event is older than this consumer: build state from it, but never mail or call anybody
 */
public record ReceivedEvent<R>(
        String topic,
        String key,
        long version,
        UUID eventId,
        String type,
        Instant occurredAt,
        @Nullable R value,
        boolean redriven,
        boolean beforeFirstStart) {

    /** Without the value, which may be confidential. */
    @Override
    public String toString() {
        return topic + " " + key + " v" + version + " " + type + " " + eventId;
    }
}
