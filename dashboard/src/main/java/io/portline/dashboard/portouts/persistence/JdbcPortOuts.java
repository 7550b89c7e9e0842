package io.portline.dashboard.portouts.persistence;

import io.portline.dashboard.portouts.PortOut;
import io.portline.dashboard.portouts.PortOuts;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Port-outs in PostgreSQL. Every statement that reads names the tenant. */
@Component
public final class JdbcPortOuts implements PortOuts {

    private static final String RECORD = """
            WITH entry AS (
                INSERT INTO port_out_event (port_out_id, version, tenant_id, occurred_at, from_status, to_status, reason_codes)
                VALUES (:id, :version, :tenantId, :occurredAt, :from, :status, :reasonCodes)
                ON CONFLICT (port_out_id, version) DO NOTHING)
            INSERT INTO port_out AS known (port_out_id, tenant_id, port_out_number, version, occurred_at, status, numbers,
                winning_carrier_id, requested_at, requested_zone, completes_at, completes_zone, reason_codes, locked_until,
                first_seen_at)
            VALUES (:id, :tenantId, :number, :version, :occurredAt, :status, :numbers,
                :winningCarrierId, :requestedAt, :requestedZone, :completesAt, :completesZone, :reasonCodes, :lockedUntil,
                :occurredAt)
            ON CONFLICT (port_out_id) DO UPDATE SET
                version = excluded.version, changed_xid = pg_current_xact_id(), occurred_at = excluded.occurred_at,
                status = excluded.status, numbers = excluded.numbers, winning_carrier_id = excluded.winning_carrier_id,
                requested_at = excluded.requested_at, requested_zone = excluded.requested_zone,
                completes_at = excluded.completes_at, completes_zone = excluded.completes_zone,
                reason_codes = excluded.reason_codes, locked_until = excluded.locked_until
            WHERE known.version < excluded.version
            """;

    private final JdbcClient jdbc;

    public JdbcPortOuts(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public void record(PortOut after) {
        ZonedDateTime completes = after.completesAt();
        jdbc.sql(RECORD)
                .param("id", after.id())
                .param("tenantId", after.tenantId())
                .param("number", after.number())
                .param("version", after.version())
                .param("occurredAt", utc(after.occurredAt()))
                .param("from", after.from())
                .param("status", after.status())
                .param("numbers", after.numbers().toArray(String[]::new))
                .param("winningCarrierId", after.winningCarrierId())
                .param("requestedAt", utc(after.requested().toInstant()))
                .param("requestedZone", after.requested().getZone().getId())
                .param("completesAt", completes == null ? null : utc(completes.toInstant()))
                .param(
                        "completesZone",
                        completes == null ? null : completes.getZone().getId())
                .param("reasonCodes", after.reasonCodes().toArray(String[]::new))
                .param("lockedUntil", after.lockedUntil() == null ? null : utc(after.lockedUntil()))
                .update();
    }

    @Override
    public List<PortOut> newest(String tenantId, int limit) {
        return jdbc.sql("""
                        SELECT * FROM port_out WHERE tenant_id = :tenantId
                        ORDER BY first_seen_at DESC, port_out_id DESC LIMIT :limit
                        """)
                .param("tenantId", tenantId)
                .param("limit", limit)
                .query((rs, _) -> portOut(rs))
                .list();
    }

    @Override
    public Optional<PortOut> find(String tenantId, UUID id) {
        return jdbc.sql("SELECT * FROM port_out WHERE tenant_id = :tenantId AND port_out_id = :id")
                .param("tenantId", tenantId)
                .param("id", id)
                .query((rs, _) -> portOut(rs))
                .optional();
    }

    @Override
    public List<Change> timeline(String tenantId, UUID id) {
        return jdbc.sql("""
                        SELECT occurred_at, to_status, reason_codes FROM port_out_event
                        WHERE port_out_id = :id AND tenant_id = :tenantId ORDER BY version
                        """)
                .param("tenantId", tenantId)
                .param("id", id)
                .query((rs, _) ->
                        new Change(instant(rs, "occurred_at"), rs.getString("to_status"), strings(rs, "reason_codes")))
                .list();
    }

    private static PortOut portOut(ResultSet rs) throws SQLException {
        String completesZone = rs.getString("completes_zone");
        OffsetDateTime locked = rs.getObject("locked_until", OffsetDateTime.class);
        return new PortOut(
                rs.getObject("port_out_id", UUID.class),
                rs.getString("tenant_id"),
                rs.getString("port_out_number"),
                rs.getLong("version"),
                instant(rs, "occurred_at"),
                null,
                rs.getString("status"),
                strings(rs, "numbers"),
                rs.getString("winning_carrier_id"),
                instant(rs, "requested_at").atZone(ZoneId.of(rs.getString("requested_zone"))),
                completesZone == null ? null : instant(rs, "completes_at").atZone(ZoneId.of(completesZone)),
                strings(rs, "reason_codes"),
                instantOrNull(locked));
    }

    private static List<String> strings(ResultSet rs, String column) throws SQLException {
        return List.of((String[]) rs.getArray(column).getArray());
    }

    private static Instant instant(ResultSet rs, String column) throws SQLException {
        return rs.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static @Nullable Instant instantOrNull(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
