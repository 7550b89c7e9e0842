package io.portline.notification.webhook;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;

/** The endpoints of all tenants; each is found by its own tenant only. */
public interface WebhookEndpoints {

    /**
     * Adds one with its first secret.
     *
     * @return false if the tenant has one with that address already, or as many as it may have
     */
    boolean add(WebhookEndpoint endpoint, SealedSecret secret, int most);

    Optional<WebhookEndpoint> find(String tenantId, UUID id);

    /** @param before null from the newest */
    List<WebhookEndpoint> list(String tenantId, @Nullable UUID before, int limit);

    /**
     * Changes one, if it is there; the change may refuse by throwing.
     *
     * @throws AddressTaken if another endpoint of the tenant has that address
     */
    Optional<WebhookEndpoint> change(String tenantId, UUID id, UnaryOperator<WebhookEndpoint> change);

    /** Deletes it for good, and what waits for it is not sent. */
    boolean delete(String tenantId, UUID id);

    /**
     * Makes that secret the current one.
     *
     * @param overlap how long the one before goes on signing; those before it end at once
     * @return until when; empty if there is no such endpoint
     */
    Optional<Instant> rotate(String tenantId, UUID id, SealedSecret secret, Duration overlap);

    /** Another endpoint has that address. */
    final class AddressTaken extends RuntimeException {
        public AddressTaken() {
            super("The tenant has an endpoint with that address");
        }
    }
}
