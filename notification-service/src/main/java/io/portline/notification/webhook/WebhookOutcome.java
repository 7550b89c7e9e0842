package io.portline.notification.webhook;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/** What is made of an answer. */
public sealed interface WebhookOutcome {

    /** The HTTP status; null if there was none. */
    @Nullable
    Integer httpStatus();

    /** Taken. */
    record Sent(@Nullable Integer httpStatus) implements WebhookOutcome {}

    /**
     * Again later.
     *
     * @param nextAttempt real time
     */
    record Postponed(@Nullable Integer httpStatus, String answer, Instant nextAttempt) implements WebhookOutcome {}

    /** Never again, for this delivery. */
    record GivenUp(@Nullable Integer httpStatus, String answer) implements WebhookOutcome {}

    /** The endpoint wants nothing any more (410): never again, for the endpoint. */
    record Gone(@Nullable Integer httpStatus) implements WebhookOutcome {}
}
