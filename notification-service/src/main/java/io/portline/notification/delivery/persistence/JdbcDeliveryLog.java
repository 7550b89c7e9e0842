package io.portline.notification.delivery.persistence;

import io.portline.notification.delivery.DeliveryLog;
import io.portline.notification.delivery.NotificationKind;
import io.portline.notification.delivery.SubjectKind;
import io.portline.numbering.Language;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

import java.util.List;
import java.util.UUID;

/** Reads deliveries by key: their ids are time-ordered, so the id is the order and the cursor, of mails and webhooks alike. */
@Repository
class JdbcDeliveryLog implements DeliveryLog {
    private static final String FIND = """
            SELECT *
            FROM (
                (SELECT d.id, d.channel, n.subject_kind, n.subject_id, n.subject_number, n.kind, d.contact_name, d.language,
                        CAST(NULL AS uuid) AS endpoint_id, d.status, d.attempts, coalesce(d.settled_at, d.created_at) AS at,
                        d.message_id, d.last_answer, d.resend_of
                 FROM delivery d JOIN notification n ON n.event_id = d.event_id
                 WHERE (CAST(:tenant AS text) IS NULL OR d.tenant_id = :tenant)
                   AND (CAST(:kind AS text) IS NULL OR n.subject_kind = :kind)
                   AND (CAST(:subject AS uuid) IS NULL OR d.subject_id = CAST(:subject AS uuid))
                   AND (CAST(:before AS uuid) IS NULL OR d.id < CAST(:before AS uuid))
                 ORDER BY d.id DESC
                 LIMIT :limit)
                UNION ALL
                (SELECT d.id, 'WEBHOOK', e.subject_kind, e.subject_id, e.subject_number, e.type, NULL, NULL,
                        d.endpoint_id, d.status, d.attempts, coalesce(d.settled_at, d.created_at),
                        CAST(e.event_id AS text), d.last_answer, d.resend_of
                 FROM webhook_delivery d JOIN webhook_event e ON e.event_id = d.event_id
                 WHERE (CAST(:tenant AS text) IS NULL OR d.tenant_id = :tenant)
                   AND e.subject_kind IS NOT NULL
                   AND (CAST(:kind AS text) IS NULL OR e.subject_kind = :kind)
                   AND (CAST(:subject AS uuid) IS NULL OR d.subject_id = CAST(:subject AS uuid))
                   AND (CAST(:before AS uuid) IS NULL OR d.id < CAST(:before AS uuid))
                 ORDER BY d.id DESC
                 LIMIT :limit)
            ) AS entry
            ORDER BY id DESC
            LIMIT :limit""";

    private final JdbcClient jdbc;

    JdbcDeliveryLog(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public List<Entry> find(Query query, int limit) {
        return jdbc.sql(FIND)
                .param("tenant", query.tenantId())
                .param(
                        "kind",
                        query.subjectKind() == null ? null : query.subjectKind().name())
                .param("subject", query.subjectId())
                .param("before", query.before())
                .param("limit", limit)
                .query((row, _) -> new Entry(
                        row.getObject("id", UUID.class),
                        row.getString("channel"),
                        SubjectKind.valueOf(row.getString("subject_kind")),
                        row.getObject("subject_id", UUID.class),
                        row.getString("subject_number"),
                        name(row.getString("kind")),
                        row.getString("contact_name"),
                        row.getString("language") == null ? null : Language.valueOf(row.getString("language")),
                        row.getObject("endpoint_id", UUID.class),
                        row.getString("status"),
                        row.getInt("attempts"),
                        row.getTimestamp("at").toInstant(),
                        row.getString("message_id"),
                        row.getString("last_answer"),
                        row.getObject("resend_of", UUID.class)))
                .list();
    }

    /** Mails keep the constant, webhooks the event type. */
    private static String name(String kind) {
        return kind.indexOf('.') >= 0 ? kind : NotificationKind.valueOf(kind).key();
    }
}
