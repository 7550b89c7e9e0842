package io.portline.notification.webhook.persistence;

import io.portline.messaging.id.EventIds;
import io.portline.notification.webhook.SealedSecret;
import io.portline.notification.webhook.WebhookEndpoint;
import io.portline.notification.webhook.WebhookEndpoints;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.support.TransactionOperations;

import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;

/** Endpoints and their secrets. */
@Repository
class JdbcWebhookEndpoints implements WebhookEndpoints {
    private static final String ADD = """
            INSERT INTO webhook_endpoint (id, tenant_id, url, description, event_types, created_at, updated_at)
            SELECT :id, :tenant, :url, :description, CAST(:types AS text[]), :now, :now
            WHERE (SELECT count(*) FROM webhook_endpoint WHERE tenant_id = :tenant AND deleted_at IS NULL) < :most
            ON CONFLICT (tenant_id, url) WHERE deleted_at IS NULL DO NOTHING""";

    private static final String ADD_SECRET = """
            INSERT INTO webhook_secret (id, endpoint_id, key_name, nonce, ciphertext)
            VALUES (:id, :endpoint, :key, :nonce, :ciphertext)""";

    private static final String COLUMNS = """
            SELECT id, tenant_id, url, description, event_types, enabled, disabled_reason, revision, created_at, updated_at
            FROM webhook_endpoint
            WHERE tenant_id = :tenant AND deleted_at IS NULL""";

    private static final String CHANGE = """
            UPDATE webhook_endpoint
            SET url = :url, description = :description, event_types = CAST(:types AS text[]), enabled = :enabled,
                disabled_reason = :reason, revision = :revision, updated_at = :now
            WHERE id = :id""";

    private static final String DELETE = """
            WITH gone AS (
                UPDATE webhook_endpoint SET deleted_at = :now, enabled = false, updated_at = :now
                WHERE id = :id AND tenant_id = :tenant AND deleted_at IS NULL
                RETURNING id
            ), stopped AS (
                UPDATE webhook_delivery d
                SET status = 'GIVEN_UP', settled_at = :now, last_answer = 'The endpoint was deleted'
                FROM gone WHERE d.endpoint_id = gone.id AND d.status = 'WAITING'
            ), forgotten AS (
                DELETE FROM webhook_secret s USING gone WHERE s.endpoint_id = gone.id
            )
            SELECT count(*) FROM gone""";

    private static final String RETIRE = """
            UPDATE webhook_secret
            SET valid_until = CASE WHEN valid_until IS NULL THEN CAST(:until AS timestamptz) ELSE least(valid_until, CAST(:now AS timestamptz)) END
            WHERE endpoint_id = :endpoint""";

    private static final String DROP_ENDED =
            "DELETE FROM webhook_secret WHERE endpoint_id = :endpoint AND valid_until <= :now";

    private final JdbcClient jdbc;
    private final TransactionOperations transaction;
    private final EventIds ids;
    private final Clock realClock;

    JdbcWebhookEndpoints(
            JdbcClient jdbc, TransactionOperations transaction, EventIds ids, @Qualifier("realClock") Clock realClock) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.ids = ids;
        this.realClock = realClock;
    }

    @Override
    public boolean add(WebhookEndpoint endpoint, SealedSecret secret, int most) {
        return transaction.execute(_ -> {
            int added = jdbc.sql(ADD)
                    .param("id", endpoint.id())
                    .param("tenant", endpoint.tenantId())
                    .param("url", endpoint.url().toString())
                    .param("description", endpoint.description())
                    .param("types", endpoint.eventTypes().toArray(String[]::new))
                    .param("now", Timestamp.from(endpoint.createdAt()))
                    .param("most", most)
                    .update();
            if (added == 1) {
                add(endpoint.id(), secret);
            }
            return added == 1;
        });
    }

    private void add(UUID endpointId, SealedSecret secret) {
        jdbc.sql(ADD_SECRET)
                .param("id", ids.next())
                .param("endpoint", endpointId)
                .param("key", secret.keyName())
                .param("nonce", secret.nonce())
                .param("ciphertext", secret.ciphertext())
                .update();
    }

    @Override
    public Optional<WebhookEndpoint> find(String tenantId, UUID id) {
        return jdbc.sql(COLUMNS + " AND id = :id")
                .param("tenant", tenantId)
                .param("id", id)
                .query((row, _) -> endpoint(row))
                .optional();
    }

    @Override
    public List<WebhookEndpoint> list(String tenantId, @Nullable UUID before, int limit) {
        return jdbc.sql(
                        COLUMNS
                                + " AND (CAST(:before AS uuid) IS NULL OR id < CAST(:before AS uuid)) ORDER BY id DESC LIMIT :limit")
                .param("tenant", tenantId)
                .param("before", before)
                .param("limit", limit)
                .query((row, _) -> endpoint(row))
                .list();
    }

    @Override
    public Optional<WebhookEndpoint> change(String tenantId, UUID id, UnaryOperator<WebhookEndpoint> change) {
        return transaction.execute(_ -> {
            Optional<WebhookEndpoint> changed = jdbc.sql(COLUMNS + " AND id = :id FOR UPDATE")
                    .param("tenant", tenantId)
                    .param("id", id)
                    .query((row, _) -> endpoint(row))
                    .optional()
                    .map(change);
            changed.ifPresent(this::update);
            return changed;
        });
    }

    private void update(WebhookEndpoint endpoint) {
        try {
            jdbc.sql(CHANGE)
                    .param("id", endpoint.id())
                    .param("url", endpoint.url().toString())
                    .param("description", endpoint.description())
                    .param("types", endpoint.eventTypes().toArray(String[]::new))
                    .param("enabled", endpoint.enabled())
                    .param("reason", endpoint.disabledReason())
                    .param("revision", endpoint.revision())
                    .param("now", Timestamp.from(endpoint.updatedAt()))
                    .update();
        } catch (DuplicateKeyException taken) {
            throw new AddressTaken();
        }
    }

    @Override
    public boolean delete(String tenantId, UUID id) {
        return jdbc.sql(DELETE)
                        .param("id", id)
                        .param("tenant", tenantId)
                        .param("now", Timestamp.from(realClock.instant()))
                        .query(Long.class)
                        .single()
                == 1;
    }

    @Override
    public Optional<Instant> rotate(String tenantId, UUID id, SealedSecret secret, Duration overlap) {
        return transaction.execute(_ -> {
            Instant now = realClock.instant();
            boolean there = jdbc.sql(COLUMNS + " AND id = :id FOR UPDATE")
                    .param("tenant", tenantId)
                    .param("id", id)
                    .query((row, _) -> endpoint(row))
                    .optional()
                    .isPresent();
            if (!there) {
                return Optional.empty();
            }
            Instant until = now.plus(overlap);
            jdbc.sql(RETIRE)
                    .param("endpoint", id)
                    .param("until", Timestamp.from(until))
                    .param("now", Timestamp.from(now))
                    .update();
            jdbc.sql(DROP_ENDED)
                    .param("endpoint", id)
                    .param("now", Timestamp.from(now))
                    .update();
            add(id, secret);
            return Optional.of(until);
        });
    }

    private static WebhookEndpoint endpoint(ResultSet row) throws SQLException {
        return new WebhookEndpoint(
                row.getObject("id", UUID.class),
                row.getString("tenant_id"),
                URI.create(row.getString("url")),
                row.getString("description"),
                List.of((String[]) row.getArray("event_types").getArray()),
                row.getBoolean("enabled"),
                row.getString("disabled_reason"),
                row.getLong("revision"),
                row.getTimestamp("created_at").toInstant(),
                row.getTimestamp("updated_at").toInstant());
    }
}
