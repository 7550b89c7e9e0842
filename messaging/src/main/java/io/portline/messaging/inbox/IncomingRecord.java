package io.portline.messaging.inbox;

import io.portline.messaging.codec.UnreadableMessageException;
import io.portline.messaging.deadletter.FailedRecord;
import io.portline.messaging.deadletter.StoredRecord;
import io.portline.messaging.headers.CloudEventHeaders;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.UUID;

/**
 * What the inbox reads off a record without decoding it.
 *
 * @param traceParent null if there is none
 */
@SuppressWarnings("ArrayRecordComponent") // bytes are handed through, never compared
record IncomingRecord(
        String topic,
        String key,
        long version,
        UUID eventId,
        String type,
        Instant occurredAt,
        @Nullable String traceParent,
        byte @Nullable [] value) {

    private static final int LONGEST_HEADER = 255;

    /** @throws UnreadableMessageException if a header that the inbox needs is missing or makes no sense */
    static IncomingRecord of(ConsumerRecord<byte[], byte[]> record) {
        return of(record.topic(), FailedRecord.key(record), name -> header(record, name), record.value());
    }

    /** @throws UnreadableMessageException likewise */
    static IncomingRecord of(StoredRecord stored) {
        return of(stored.topic(), stored.key(), name -> stored.headers().get(name), stored.payload());
    }

    private static IncomingRecord of(String topic, String key, Headers headers, byte @Nullable [] value) {
        try {
            return new IncomingRecord(
                    topic,
                    key,
                    version(required(headers, CloudEventHeaders.SEQUENCE)),
                    UUID.fromString(required(headers, CloudEventHeaders.ID)),
                    required(headers, CloudEventHeaders.TYPE),
                    Instant.parse(required(headers, CloudEventHeaders.TIME)),
                    headers.get(CloudEventHeaders.TRACE_PARENT),
                    value);
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new UnreadableMessageException("The headers of a record of " + topic + " cannot be read", e);
        }
    }

    private static long version(String sequence) {
        long version = Long.parseLong(sequence);
        if (version < 1) {
            throw new IllegalArgumentException("version " + version);
        }
        return version;
    }

    private static String required(Headers headers, String name) {
        String value = headers.get(name);
        if (value == null) {
            throw new IllegalArgumentException("no header " + name);
        }
        // The database's text takes no NUL.
        if (value.length() > LONGEST_HEADER || value.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("header " + name + " is nothing to keep");
        }
        return value;
    }

    private static @Nullable String header(ConsumerRecord<byte[], byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null || header.value() == null ? null : new String(header.value(), StandardCharsets.UTF_8);
    }

    @FunctionalInterface
    private interface Headers {
        @Nullable
        String get(String name);
    }
}
