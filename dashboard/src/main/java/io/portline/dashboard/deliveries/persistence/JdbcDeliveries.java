package io.portline.dashboard.deliveries.persistence;

import io.portline.dashboard.deliveries.Deliveries;
import io.portline.dashboard.deliveries.Delivery;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Deliveries in PostgreSQL. */
@Component
public final class JdbcDeliveries implements Deliveries {

    private static final String RECORD = """
            INSERT INTO delivery AS known (delivery_id, tenant_id, subject_id, version, occurred_at, channel, notification,
                cause_event_id, contact_id, result, attempts, message_id, detail)
            SELECT delivery_id, tenant_id, subject_id, version, occurred_at, channel, notification,
                cause_event_id, contact_id, result, attempts, message_id, detail
            FROM json_populate_recordset(CAST(NULL AS delivery), CAST(:outcomes AS json))
            ON CONFLICT (delivery_id) DO UPDATE SET
                tenant_id = excluded.tenant_id, subject_id = excluded.subject_id, version = excluded.version,
                changed_xid = pg_current_xact_id(), occurred_at = excluded.occurred_at, channel = excluded.channel,
                notification = excluded.notification, cause_event_id = excluded.cause_event_id,
                contact_id = excluded.contact_id, result = excluded.result, attempts = excluded.attempts,
                message_id = excluded.message_id, detail = excluded.detail
            WHERE known.version < excluded.version
            """;

    private final JdbcClient jdbc;
    private final JsonMapper json;

    public JdbcDeliveries(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    @Override
    public void record(List<Delivery> outcomes) {
        Map<UUID, Delivery> newest = new LinkedHashMap<>();
        outcomes.forEach(outcome ->
                newest.merge(outcome.id(), outcome, (before, now) -> before.version() < now.version() ? now : before));
        if (!newest.isEmpty()) {
            List<Map<String, @Nullable Object>> rows =
                    newest.values().stream().map(JdbcDeliveries::row).toList();
            jdbc.sql(RECORD).param("outcomes", json.writeValueAsString(rows)).update();
        }
    }

    /** Rows go to the database as JSON, by the names of its columns. */
    private static Map<String, @Nullable Object> row(Delivery delivery) {
        Map<String, @Nullable Object> row = new HashMap<>();
        row.put("delivery_id", delivery.id());
        row.put("tenant_id", delivery.tenantId());
        row.put("subject_id", delivery.subjectId());
        row.put("version", delivery.version());
        row.put("occurred_at", delivery.occurredAt().toString());
        row.put("channel", delivery.channel());
        row.put("notification", delivery.notification());
        row.put("cause_event_id", delivery.causeEventId());
        row.put("contact_id", delivery.contactId());
        row.put("result", delivery.result());
        row.put("attempts", delivery.attempts());
        row.put("message_id", delivery.messageId());
        row.put("detail", delivery.detail());
        return row;
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
