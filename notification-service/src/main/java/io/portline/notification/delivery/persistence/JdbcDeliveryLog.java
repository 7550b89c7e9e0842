package io.portline.notification.delivery.persistence;

import io.portline.notification.delivery.DeliveryLog;
import io.portline.notification.delivery.DeliveryStatus;
import io.portline.notification.delivery.NotificationKind;
import io.portline.notification.delivery.SubjectKind;
import io.portline.numbering.Language;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

import java.util.List;
import java.util.UUID;

/** Reads deliveries by key: their ids are time-ordered, so the id is the order and the cursor. */
@Repository
class JdbcDeliveryLog implements DeliveryLog {
    private static final String FIND = """
            SELECT d.id, n.subject_kind, n.subject_id, n.subject_number, n.kind, d.contact_name, d.language, d.status, d.attempts,
                   coalesce(d.settled_at, d.created_at) AS at, d.message_id, d.last_answer
            FROM delivery d JOIN notification n ON n.event_id = d.event_id
            WHERE (CAST(:tenant AS text) IS NULL OR d.tenant_id = :tenant)
              AND (CAST(:subject AS uuid) IS NULL OR d.subject_id = CAST(:subject AS uuid))
              AND (CAST(:before AS uuid) IS NULL OR d.id < CAST(:before AS uuid))
            ORDER BY d.id DESC
            LIMIT :limit""";

    private final JdbcClient jdbc;

    JdbcDeliveryLog(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public List<Entry> find(@Nullable String tenantId, @Nullable UUID subjectId, @Nullable UUID before, int limit) {
        return jdbc.sql(FIND)
                .param("tenant", tenantId)
                .param("subject", subjectId)
                .param("before", before)
                .param("limit", limit)
                .query((row, _) -> new Entry(
                        row.getObject("id", UUID.class),
                        SubjectKind.valueOf(row.getString("subject_kind")),
                        row.getObject("subject_id", UUID.class),
                        row.getString("subject_number"),
                        NotificationKind.valueOf(row.getString("kind")),
                        row.getString("contact_name"),
                        Language.valueOf(row.getString("language")),
                        DeliveryStatus.valueOf(row.getString("status")),
                        row.getInt("attempts"),
                        row.getTimestamp("at").toInstant(),
                        row.getString("message_id"),
                        row.getString("last_answer")))
                .list();
    }
}
