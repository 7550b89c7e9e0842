package io.portline.dashboard.casebook.persistence;

import io.portline.dashboard.casebook.CaseBook;
import io.portline.dashboard.casebook.CaseEvent;
import io.portline.dashboard.casebook.CasePage;
import io.portline.dashboard.casebook.CasePosition;
import io.portline.dashboard.casebook.CaseState;
import io.portline.dashboard.casebook.CaseStatus;
import io.portline.dashboard.casebook.QueuePage;
import io.portline.dashboard.casebook.QueuePosition;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The case book in PostgreSQL. Every statement that reads names the tenant, but the desk's. */
@Component
public final class JdbcCaseBook implements CaseBook {

    private static final TypeReference<List<CaseEvent.Document>> DOCUMENTS = new TypeReference<>() {};

    private static final String RECORD = """
            WITH entry AS (
                INSERT INTO support_case_event (case_id, version, tenant_id, event_id, occurred_at, activity, actor, from_status,
                    to_status, words, closing_reason, documents)
                VALUES (:id, :version, :tenantId, :eventId, :occurredAt, :activity, :actor, :fromStatus,
                    :status, :words, :closingReason, CAST(:documents AS jsonb))
                ON CONFLICT (case_id, version) DO NOTHING)
            INSERT INTO support_case AS known (case_id, tenant_id, case_number, version, occurred_at, status, category, type,
                country, title, requested_at, requested_zone, assigned, first_answer_due_by, solution_due_by, overdue,
                closing_reason, linked_order_ids, opened_at, closed_at)
            VALUES (:id, :tenantId, :number, :version, :occurredAt, :status, :category, :type,
                :country, :title, :requestedAt, :requestedZone, :assigned, :firstAnswerDueBy, :solutionDueBy, :overdue,
                :closingReason, :linkedOrderIds, :openedAt, :closedAt)
            ON CONFLICT (case_id) DO UPDATE SET
                version = excluded.version, changed_xid = pg_current_xact_id(), occurred_at = excluded.occurred_at,
                status = excluded.status, category = excluded.category, type = excluded.type, country = excluded.country,
                title = excluded.title, requested_at = excluded.requested_at, requested_zone = excluded.requested_zone,
                assigned = excluded.assigned, first_answer_due_by = excluded.first_answer_due_by,
                solution_due_by = excluded.solution_due_by, overdue = excluded.overdue,
                closing_reason = excluded.closing_reason, linked_order_ids = excluded.linked_order_ids,
                opened_at = excluded.opened_at, closed_at = excluded.closed_at
            WHERE known.version < excluded.version
            """;

    /** As the index has it. */
    private static final String DUE = "coalesce(first_answer_due_by, solution_due_by, 'infinity'::timestamptz)";

    private final JdbcClient jdbc;
    private final JsonMapper json;

    public JdbcCaseBook(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    @Override
    public void record(CaseState after, CaseEvent event) {
        Map<String, @Nullable Object> values = new HashMap<>();
        values.put("id", after.id());
        values.put("tenantId", after.tenantId());
        values.put("number", after.number());
        values.put("version", after.version());
        values.put("occurredAt", utc(after.occurredAt()));
        values.put("status", after.status().name());
        values.put("category", after.category());
        values.put("type", after.type());
        values.put("country", after.country());
        values.put("title", after.title());
        values.put(
                "requestedAt",
                after.requested() == null ? null : utc(after.requested().toInstant()));
        values.put(
                "requestedZone",
                after.requested() == null ? null : after.requested().getZone().getId());
        values.put("assigned", after.assigned());
        values.put("firstAnswerDueBy", utcOrNull(after.firstAnswerDueBy()));
        values.put("solutionDueBy", utcOrNull(after.solutionDueBy()));
        values.put("overdue", after.overdue());
        values.put("closingReason", after.closingReason());
        values.put("linkedOrderIds", after.linkedOrderIds().toArray(UUID[]::new));
        values.put("openedAt", utc(after.openedAt()));
        values.put("closedAt", utcOrNull(after.closedAt()));
        values.put("eventId", event.eventId());
        values.put("activity", event.activity());
        values.put("actor", event.actor());
        values.put("fromStatus", event.from() == null ? null : event.from().name());
        values.put("words", event.words());
        values.put("documents", json.writeValueAsString(event.documents()));
        jdbc.sql(RECORD).params(values).update();
    }

    @Override
    public CasePage page(
            String tenantId,
            Openness openness,
            @Nullable String text,
            @Nullable Collection<UUID> among,
            @Nullable CasePosition after,
            int limit) {
        Map<String, Object> parameters = new HashMap<>();
        StringBuilder sql = new StringBuilder("SELECT * FROM support_case WHERE tenant_id = :tenantId");
        parameters.put("tenantId", tenantId);
        sql.append(
                switch (openness) {
                    case OPEN -> " AND status NOT IN ('RESOLVED', 'CANCELLED')";
                    case CLOSED -> " AND status IN ('RESOLVED', 'CANCELLED')";
                    case ALL -> "";
                });
        if (text != null) {
            sql.append(" AND (title ILIKE :like OR case_number ILIKE :like)");
            parameters.put("like", like(text));
        }
        if (among != null) {
            sql.append(" AND case_id = ANY (:among)");
            parameters.put("among", among.toArray(UUID[]::new));
        }
        if (after != null) {
            sql.append(" AND (opened_at, case_id) < (:openedAt, :afterId)");
            parameters.put("openedAt", utc(after.openedAt()));
            parameters.put("afterId", after.id());
        }
        sql.append(" ORDER BY opened_at DESC, case_id DESC LIMIT :limit");
        parameters.put("limit", limit + 1);
        List<CaseState> found = jdbc.sql(sql.toString())
                .params(parameters)
                .query((rs, row) -> state(rs))
                .list();
        if (found.size() <= limit) {
            return new CasePage(found, null);
        }
        CaseState last = found.get(limit - 1);
        return new CasePage(found.subList(0, limit), new CasePosition(last.openedAt(), last.id()));
    }

    @Override
    public QueuePage queue(@Nullable String text, @Nullable String country, @Nullable QueuePosition after, int limit) {
        Map<String, Object> parameters = new HashMap<>();
        StringBuilder sql = new StringBuilder(
                "SELECT * FROM support_case WHERE status IN ('NEW', 'IN_PROGRESS', 'WAITING_FOR_CUSTOMER')");
        if (text != null) {
            sql.append(" AND (title ILIKE :like OR case_number ILIKE :like OR tenant_id ILIKE :like)");
            parameters.put("like", like(text));
        }
        if (country != null) {
            sql.append(" AND country = :country");
            parameters.put("country", country);
        }
        if (after != null) {
            sql.append(" AND (" + DUE + ", case_id) > (:dueBy, :afterId)");
            // The driver's word for PostgreSQL's infinity.
            parameters.put("dueBy", after.dueBy() == null ? OffsetDateTime.MAX : utc(after.dueBy()));
            parameters.put("afterId", after.id());
        }
        sql.append(" ORDER BY " + DUE + ", case_id LIMIT :limit");
        parameters.put("limit", limit + 1);
        List<CaseState> found = jdbc.sql(sql.toString())
                .params(parameters)
                .query((rs, row) -> state(rs))
                .list();
        if (found.size() <= limit) {
            return new QueuePage(found, null);
        }
        CaseState last = found.get(limit - 1);
        return new QueuePage(found.subList(0, limit), new QueuePosition(last.dueBy(), last.id()));
    }

    private static String like(String text) {
        return "%" + text.replaceAll("([\\\\%_])", "\\\\$1") + "%";
    }

    @Override
    public Optional<CaseState> find(String tenantId, UUID id) {
        return jdbc.sql("SELECT * FROM support_case WHERE tenant_id = :tenantId AND case_id = :id")
                .param("tenantId", tenantId)
                .param("id", id)
                .query((rs, row) -> state(rs))
                .optional();
    }

    @Override
    public Optional<CaseState> findOfAnyTenant(UUID id) {
        return jdbc.sql("SELECT * FROM support_case WHERE case_id = :id")
                .param("id", id)
                .query((rs, row) -> state(rs))
                .optional();
    }

    @Override
    public List<CaseEvent> timeline(String tenantId, UUID id) {
        return jdbc.sql(
                        "SELECT * FROM support_case_event WHERE case_id = :id AND tenant_id = :tenantId ORDER BY version")
                .param("tenantId", tenantId)
                .param("id", id)
                .query((rs, row) -> event(rs))
                .list();
    }

    private static CaseState state(ResultSet rs) throws SQLException {
        Instant requested = instantOrNull(rs, "requested_at");
        return new CaseState(
                rs.getObject("case_id", UUID.class),
                rs.getString("tenant_id"),
                rs.getString("case_number"),
                rs.getLong("version"),
                instant(rs, "occurred_at"),
                CaseStatus.valueOf(rs.getString("status")),
                rs.getString("category"),
                rs.getString("type"),
                rs.getString("country"),
                rs.getString("title"),
                requested == null ? null : zoned(requested, rs),
                rs.getBoolean("assigned"),
                instantOrNull(rs, "first_answer_due_by"),
                instantOrNull(rs, "solution_due_by"),
                rs.getBoolean("overdue"),
                rs.getString("closing_reason"),
                List.of((UUID[]) rs.getArray("linked_order_ids").getArray()),
                instant(rs, "opened_at"),
                instantOrNull(rs, "closed_at"));
    }

    private CaseEvent event(ResultSet rs) throws SQLException {
        String from = rs.getString("from_status");
        return new CaseEvent(
                rs.getObject("event_id", UUID.class),
                rs.getLong("version"),
                instant(rs, "occurred_at"),
                rs.getString("activity"),
                rs.getString("actor"),
                from == null ? null : CaseStatus.valueOf(from),
                CaseStatus.valueOf(rs.getString("to_status")),
                rs.getString("words"),
                rs.getString("closing_reason"),
                json.readValue(rs.getString("documents"), DOCUMENTS));
    }

    private static ZonedDateTime zoned(Instant instant, ResultSet rs) throws SQLException {
        return instant.atZone(ZoneId.of(rs.getString("requested_zone")));
    }

    private static Instant instant(ResultSet rs, String column) throws SQLException {
        return rs.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static @Nullable Instant instantOrNull(ResultSet rs, String column) throws SQLException {
        OffsetDateTime value = rs.getObject(column, OffsetDateTime.class);
        return value == null ? null : value.toInstant();
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private static @Nullable OffsetDateTime utcOrNull(@Nullable Instant instant) {
        return instant == null ? null : utc(instant);
    }
}
