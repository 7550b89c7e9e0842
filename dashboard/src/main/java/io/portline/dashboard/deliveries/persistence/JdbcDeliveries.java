package io.portline.dashboard.deliveries.persistence;

import io.portline.dashboard.deliveries.Deliveries;
import io.portline.dashboard.deliveries.Delivery;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;

/** Deliveries in PostgreSQL. */
@Component
public final class JdbcDeliveries implements Deliveries {

    private static final String RECORD = """
            INSERT INTO delivery AS known (delivery_id, tenant_id, subject_id, version, occurred_at, channel, notification,
                cause_event_id, contact_id, result, attempts, message_id, detail)
            VALUES (:id, :tenantId, :subjectId, :version, :occurredAt, :channel, :notification,
                :causeEventId, :contactId, :result, :attempts, :messageId, :detail)
            ON CONFLICT (delivery_id) DO UPDATE SET
                version = excluded.version, changed_xid = pg_current_xact_id(), occurred_at = excluded.occurred_at,
                result = excluded.result, attempts = excluded.attempts, message_id = excluded.message_id,
                detail = excluded.detail
            WHERE known.version < excluded.version
            """;

    private final JdbcClient jdbc;

    public JdbcDeliveries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public void record(Delivery delivery) {
        jdbc.sql(RECORD)
                .param("id", delivery.id())
                .param("tenantId", delivery.tenantId())
                .param("subjectId", delivery.subjectId())
                .param("version", delivery.version())
                .param("occurredAt", delivery.occurredAt().atOffset(ZoneOffset.UTC))
                .param("channel", delivery.channel())
                .param("notification", delivery.notification())
                .param("causeEventId", delivery.causeEventId())
                .param("contactId", delivery.contactId())
                .param("result", delivery.result())
                .param("attempts", delivery.attempts())
                .param("messageId", delivery.messageId())
                .param("detail", delivery.detail())
                .update();
    }

    @Override
    public List<Delivery> about(String tenantId, UUID subjectId, int limit) {
        return jdbc.sql("""
                        SELECT * FROM delivery WHERE tenant_id = :tenantId AND subject_id = :subjectId
                        ORDER BY occurred_at DESC, delivery_id LIMIT :limit
                        """)
                .param("tenantId", tenantId)
                .param("subjectId", subjectId)
                .param("limit", limit)
                .query((rs, row) -> new Delivery(
                        rs.getObject("delivery_id", UUID.class),
                        rs.getString("tenant_id"),
                        rs.getObject("subject_id", UUID.class),
                        rs.getLong("version"),
                        rs.getObject("occurred_at", OffsetDateTime.class).toInstant(),
                        rs.getString("channel"),
                        rs.getString("notification"),
                        rs.getObject("cause_event_id", UUID.class),
                        rs.getObject("contact_id", UUID.class),
                        rs.getString("result"),
                        rs.getInt("attempts"),
                        rs.getString("message_id"),
                        rs.getString("detail")))
                .list();
    }
}
