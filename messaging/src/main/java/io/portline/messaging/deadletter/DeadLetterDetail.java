package io.portline.messaging.deadletter;

import org.jspecify.annotations.Nullable;

import java.util.Map;

/**
 * A dead letter with its content.
 *
 * @param payload the original bytes; null for a tombstone and where the topic is confidential
 */
@SuppressWarnings("ArrayRecordComponent") // bytes are handed through, never compared
public record DeadLetterDetail(
        DeadLetter letter,
        Map<String, String> headers,
        byte @Nullable [] payload,
        @Nullable String stackTrace) {}
