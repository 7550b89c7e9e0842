package io.portline.messaging;

import io.portline.messaging.outbox.OutboxMonitor;
import io.portline.messaging.outbox.Relay;
import io.portline.messaging.outbox.RelayStatus;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;

/** Tells what waits to be sent. Never DOWN: while Kafka is away the service does its work, and the rows wait. */
final class OutboxHealth extends AbstractHealthIndicator {

    private final OutboxMonitor monitor;
    private final @Nullable Relay relay;

    OutboxHealth(OutboxMonitor monitor, @Nullable Relay relay) {
        this.monitor = monitor;
        this.relay = relay;
    }

    @Override
    protected void doHealthCheck(Health.Builder builder) {
        builder.up();
        OutboxMonitor.Backlog backlog = monitor.backlog();
        builder.withDetail("waiting", backlog.rows())
                .withDetail("oldestAgeSeconds", backlog.oldestAge().toSeconds())
                .withDetail("heldKeys", backlog.heldKeys());
        if (relay != null) {
            RelayStatus status = relay.status();
            builder.withDetail("active", status.active());
            String problem = status.problem();
            if (problem != null) {
                builder.withDetail("problem", problem);
            }
        }
    }
}
