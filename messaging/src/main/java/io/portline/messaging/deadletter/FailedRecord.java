package io.portline.messaging.deadletter;

import io.portline.messaging.headers.HeaderBlock;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** A record on its way to the dead letters, as the inbox hands it over. */
public record FailedRecord(
        String consumer,
        String deadLetterTopic,
        boolean confidential,
        ConsumerRecord<byte[], byte[]> record,
        @Nullable Long version,
        @Nullable UUID eventId,
        @Nullable String type,
        DeadLetter.Cause cause,
        @Nullable Throwable failure,
        int attempts) {

    String headerBlock() {
        return HeaderBlock.format(record.headers());
    }

    /** The record's key as text; empty if it has none. */
    public static String key(ConsumerRecord<byte[], byte[]> record) {
        byte[] key = record.key();
        return key == null ? "" : new String(key, StandardCharsets.UTF_8);
    }
}
