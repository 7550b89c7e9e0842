package io.portline.messaging.deadletter;

import org.jspecify.annotations.Nullable;

import java.util.Map;

/** A dead letter's record as it is handled again. */
@SuppressWarnings("ArrayRecordComponent") // bytes are handed through, never compared
public record StoredRecord(
        String consumer, String topic, String key, Map<String, String> headers, byte @Nullable [] payload) {}
