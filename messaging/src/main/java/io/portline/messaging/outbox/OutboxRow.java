package io.portline.messaging.outbox;

import org.jspecify.annotations.Nullable;

import java.util.UUID;

/** An unsent row as the relay reads it. */
@SuppressWarnings("ArrayRecordComponent") // bytes are handed through, never compared
record OutboxRow(
        long id,
        String topic,
        String key,
        long version,
        UUID eventId,
        String type,
        String headers,
        byte @Nullable [] payload) {

    OrderingKey orderingKey() {
        return new OrderingKey(topic, key);
    }

    /** That within which order is kept. */
    record OrderingKey(String topic, String key) {}
}
