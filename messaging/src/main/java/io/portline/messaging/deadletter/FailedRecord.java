package io.portline.messaging.deadletter;

import io.portline.messaging.headers.HeaderBlock;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
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

    private static final int LONGEST_KEY = 500;

    String headerBlock() {
        return HeaderBlock.format(record.headers());
    }

    /**
     * The record's key as text that the database takes and can index, whoever wrote it: a longer one than any of ours is known by its beginning and its
     * hash. Empty if it has none.
     */
    public static String key(ConsumerRecord<byte[], byte[]> record) {
        byte[] bytes = record.key();
        if (bytes == null) {
            return "";
        }
        String key = new String(bytes, StandardCharsets.UTF_8).replace('\0', '\uFFFD');
        return key.length() <= LONGEST_KEY
                ? key
                : key.substring(0, LONGEST_KEY / 2) + " … sha256 "
                        + HexFormat.of().formatHex(sha256(bytes));
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
