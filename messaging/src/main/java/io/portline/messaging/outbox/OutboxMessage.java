package io.portline.messaging.outbox;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.UUID;

/**
 * One record to be published, final down to its bytes.
 *
 * @param topic a topic that this service declares
 * @param key the aggregate's id; records of one topic and key arrive in the order of their versions
 * @param version 1, 2, 3 … without gaps per topic and key
 * @param eventId identity of the event, the same on every redelivery
 * @param type CloudEvents type, such as {@code io.portline.porting.port-order-status.v1}
 * @param occurredAt business time at which it happened
 * @param payload the value exactly as Kafka will store it; null is a tombstone
 */
@SuppressWarnings("ArrayRecordComponent") // bytes are handed through, never compared
public record OutboxMessage(
        String topic,
        String key,
        long version,
        UUID eventId,
        String type,
        Instant occurredAt,
        byte @Nullable [] payload) {

    public OutboxMessage {
        if (topic.isBlank() || key.isBlank() || type.isBlank()) {
            throw new IllegalArgumentException("topic, key and type must not be blank");
        }
        if (version < 1) {
            throw new IllegalArgumentException("version counts from 1, not from " + version);
        }
    }

    /** Without the payload, which may be large or confidential. */
    @Override
    public String toString() {
        return "OutboxMessage[" + topic + " " + key + " v" + version + " " + type + " " + eventId + " "
                + (payload == null ? "tombstone" : payload.length + " bytes") + "]";
    }
}
