package io.portline.notification.webhook.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.portline.notification.webhook.WebhookEndpoint;
import io.portline.notification.webhook.WebhookQueue;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Requests and answers about webhooks. */
final class WebhookRecords {

    private WebhookRecords() {}

    /**
     * A new endpoint.
     *
     * @param url https outside the local stack; never a private address there
     * @param eventTypes such as {@code port-order.completed} or {@code case.*}; none is all
     */
    record NewEndpoint(
            @Nullable String url,
            @Nullable String description,
            @Nullable List<@Nullable String> eventTypes) {}

    /**
     * What an endpoint shall be.
     *
     * @param enabled true if left out; true also takes up again an endpoint that answered 410
     */
    record EndpointChange(
            @Nullable String url,
            @Nullable String description,
            @Nullable List<@Nullable String> eventTypes,
            @Nullable Boolean enabled) {}

    /**
     * An endpoint.
     *
     * @param eventTypes what it is told; none is all
     * @param disabledReason {@code GONE} (it answered 410) or {@code BY_TENANT}
     * @param secret shown once, when it is created
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Endpoint(
            UUID id,
            String url,
            String description,
            List<String> eventTypes,
            boolean enabled,
            @Nullable String disabledReason,
            Instant createdAt,
            Instant updatedAt,
            @Nullable String secret) {

        static Endpoint of(WebhookEndpoint endpoint, @Nullable String secret) {
            return new Endpoint(
                    endpoint.id(),
                    endpoint.url().toString(),
                    endpoint.description(),
                    endpoint.eventTypes(),
                    endpoint.enabled(),
                    endpoint.disabledReason(),
                    endpoint.createdAt(),
                    endpoint.updatedAt(),
                    secret);
        }
    }

    /**
     * A new secret.
     *
     * @param secret shown this once
     * @param previousValidUntil until then the one before signs too
     */
    record NewSecret(String secret, Instant previousValidUntil) {}

    /** The delivery of a test, to be found in the endpoint's deliveries. */
    record TestSent(UUID deliveryId) {}

    /**
     * What to send again.
     *
     * @param from business time at which events happened, as in {@code timestamp} of payloads
     * @param to exclusive
     */
    record Replay(@Nullable Instant from, @Nullable Instant to) {}

    /** How many deliveries were added. */
    record Replayed(int deliveries) {}

    /** A delivery that repeats another one, with the same {@code webhook-id}. */
    record Resent(UUID id, UUID resendOf) {}

    /** The types that an endpoint can ask for. */
    record Types(List<String> items) {}

    /**
     * One delivery.
     *
     * @param webhookId the event's id: the same for every attempt and copy
     * @param result {@code WAITING}, {@code SENT}, {@code REFUSED} (410) or {@code GIVEN_UP}
     * @param httpStatus of the last answer
     * @param detail why the last attempt failed
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Delivery(
            UUID id,
            UUID webhookId,
            String type,
            @Nullable UUID subjectId,
            @Nullable String subjectNumber,
            String result,
            int attempts,
            Instant createdAt,
            @Nullable Instant settledAt,
            @Nullable Instant nextAttempt,
            @Nullable Integer httpStatus,
            @Nullable String detail,
            @Nullable UUID resendOf) {

        static Delivery of(WebhookQueue.Entry entry) {
            return new Delivery(
                    entry.id(),
                    entry.eventId(),
                    entry.type(),
                    entry.subjectId(),
                    entry.subjectNumber(),
                    entry.status(),
                    entry.attempts(),
                    entry.createdAt(),
                    entry.settledAt(),
                    entry.nextAttempt(),
                    entry.httpStatus(),
                    entry.answer(),
                    entry.resendOf());
        }
    }
}
