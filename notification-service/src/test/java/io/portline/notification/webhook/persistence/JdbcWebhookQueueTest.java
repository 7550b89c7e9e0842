package io.portline.notification.webhook.persistence;

import io.portline.notification.NotificationDatabase;
import io.portline.notification.delivery.Leases;
import io.portline.notification.webhook.WebhookDelivery;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import static org.assertj.core.api.Assertions.assertThat;

class JdbcWebhookQueueTest {

    @Test
    void prolongsLeasesThatAreStillAsTheyWereAndNoOthers() {
        JdbcClient jdbc = JdbcClient.create(NotificationDatabase.create("webhook_queue"));
        // Taking needs neither outbox nor events.
        JdbcWebhookQueue queue = new JdbcWebhookQueue(
                jdbc, TransactionOperations.withoutTransaction(), null, null, null, null, Clock.systemUTC());
        UUID ours = add(jdbc);
        UUID taken = add(jdbc);
        Instant ended = Instant.now().truncatedTo(ChronoUnit.MICROS);
        assertThat(ids(queue.claim(Set.of(), ended))).containsExactlyInAnyOrder(ours, taken);
        Instant end = ended.plus(Leases.LENGTH);
        assertThat(queue.renew(Map.of(ours, ended), end)).containsExactly(ours);
        assertThat(ids(queue.claim(Set.of(), end.plusSeconds(1))))
                .as("another instance")
                .containsExactly(taken);

        assertThat(queue.renew(Map.of(ours, end, taken, ended), end.plusSeconds(60)))
                .containsExactly(ours);
        assertThat(queue.claim(Set.of(), end)).isEmpty();
    }

    private static List<UUID> ids(List<WebhookDelivery> deliveries) {
        return deliveries.stream().map(WebhookDelivery::id).toList();
    }

    private static UUID add(JdbcClient jdbc) {
        UUID delivery = UUID.randomUUID();
        jdbc.sql("""
                        WITH endpoint AS (
                            INSERT INTO webhook_endpoint (id, tenant_id, url, description, event_types, created_at, updated_at)
                            VALUES (gen_random_uuid(), 'fabrikam', 'https://fabrikam.example/' || :id, '', '{}', now(), now())
                            RETURNING id
                        ), event AS (
                            INSERT INTO webhook_event (event_id, tenant_id, type, occurred_at, created_at, payload)
                            VALUES (gen_random_uuid(), 'fabrikam', 'test', now(), now(), '{}')
                            RETURNING event_id
                        )
                        INSERT INTO webhook_delivery (id, event_id, endpoint_id, tenant_id, due_at, created_at)
                        SELECT CAST(:id AS uuid), event_id, endpoint.id, 'fabrikam', clock_timestamp() - interval '1 minute', now()
                        FROM endpoint, event""").param("id", delivery.toString()).update();
        return delivery;
    }
}
