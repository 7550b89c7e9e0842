package io.portline.messaging;

import io.portline.messaging.inbox.InboxContainers;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;

/** Tells what each consumer is doing. Never DOWN: one that waits for something outside does so by design. */
final class InboxHealth extends AbstractHealthIndicator {

    private final InboxContainers containers;

    InboxHealth(InboxContainers containers) {
        this.containers = containers;
    }

    @Override
    protected void doHealthCheck(Health.Builder builder) {
        builder.up().withDetails(containers.states());
    }
}
