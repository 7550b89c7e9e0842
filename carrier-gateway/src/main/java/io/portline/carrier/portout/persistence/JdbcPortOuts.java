package io.portline.carrier.portout.persistence;

import io.portline.carrier.portout.PortOut;
import io.portline.carrier.portout.PortOutOutcome;
import io.portline.carrier.portout.PortOutRequest;
import io.portline.carrier.portout.PortOutStatus;
import io.portline.carrier.portout.PortOuts;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Winning carriers' requests in PostgreSQL. What the topic says of a port-out counts more than what the call answered: it is later. */
@Repository
public class JdbcPortOuts implements PortOuts {

    private static final String BEGIN = """
            INSERT INTO port_out_request (request_id, carrier_id, numbers, requested_local, requested_zone, asked_at, asked_by)
            VALUES (:id, :carrierId, :numbers, :requested, :zone, :askedAt, :askedBy)
            ON CONFLICT (request_id) DO NOTHING""";

    private static final String SELECT = """
            SELECT r.request_id, r.carrier_id, r.numbers, r.requested_local, r.requested_zone, r.asked_at, r.asked_by, r.port_out_id,
                   coalesce(s.port_out_number, r.port_out_number) AS port_out_number,
                   coalesce(s.status, r.status, 'UNANSWERED') AS status,
                   coalesce(s.reason_codes, r.reason_codes) AS reason_codes,
                   CASE WHEN s.port_out_id IS NULL THEN r.completes_at ELSE s.completes_at END AS completes_at,
                   CASE WHEN s.port_out_id IS NULL THEN r.locked_until ELSE s.locked_until END AS locked_until
            FROM port_out_request r LEFT JOIN port_out_state s ON s.port_out_id = r.port_out_id
            """;

    private static final String FIND = SELECT + "WHERE r.request_id = :id";

    private static final String LATEST = SELECT + "ORDER BY r.asked_at DESC, r.request_id DESC LIMIT :count";

    private static final String LATEST_BEFORE = SELECT
            + "WHERE (r.asked_at, r.request_id) < (:askedAt, :id) ORDER BY r.asked_at DESC, r.request_id DESC LIMIT :count";

    // The id may stand for a corrected request meanwhile, which is not meant.
    private static final String FORGET =
            "DELETE FROM port_out_request WHERE request_id = :id AND asked_at = :askedAt AND status IS NULL";

    private static final String ANSWERED = """
            UPDATE port_out_request
            SET status = :status, port_out_id = :portOutId, port_out_number = :number, reason_codes = :reasonCodes,
                completes_at = :completesAt, locked_until = :lockedUntil
            WHERE request_id = :id""";

    private static final String BECAME = """
            INSERT INTO port_out_state (port_out_id, version, port_out_number, status, reason_codes, completes_at, locked_until, changed_at)
            VALUES (:portOutId, :version, :number, :status, :reasonCodes, :completesAt, :lockedUntil, :at)
            ON CONFLICT (port_out_id) DO UPDATE SET
                version = excluded.version, port_out_number = excluded.port_out_number, status = excluded.status,
                reason_codes = excluded.reason_codes, completes_at = excluded.completes_at, locked_until = excluded.locked_until,
                changed_at = excluded.changed_at
            WHERE port_out_state.version < excluded.version""";

    private final JdbcClient jdbc;

    public JdbcPortOuts(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public void begin(PortOutRequest request) {
        ZoneId zone = request.zone();
        jdbc.sql(BEGIN)
                .param("id", request.id())
                .param("carrierId", request.carrierId())
                .param("numbers", request.numbers().toArray(String[]::new))
                .param("requested", request.requested())
                .param("zone", zone == null ? null : zone.getId())
                .param("askedAt", timestamp(request.askedAt()))
                .param("askedBy", request.askedBy())
                .update();
    }

    @Override
    public Optional<PortOut> find(UUID requestId) {
        return jdbc.sql(FIND)
                .param("id", requestId)
                .query((row, _) -> portOut(row))
                .optional();
    }

    @Override
    public void forget(PortOutRequest request) {
        jdbc.sql(FORGET)
                .param("id", request.id())
                .param("askedAt", timestamp(request.askedAt()))
                .update();
    }

    @Override
    public void answered(UUID requestId, PortOutOutcome outcome) {
        jdbc.sql(ANSWERED)
                .param("id", requestId)
                .param("status", outcome.status().name())
                .param("portOutId", outcome.portOutId())
                .param("number", outcome.number())
                .param("reasonCodes", outcome.reasonCodes().toArray(String[]::new))
                .param("completesAt", timestamp(outcome.completesAt()))
                .param("lockedUntil", timestamp(outcome.lockedUntil()))
                .update();
    }

    @Override
    public void became(UUID portOutId, long version, PortOutOutcome outcome, Instant at) {
        jdbc.sql(BECAME)
                .param("portOutId", portOutId)
                .param("version", version)
                .param("number", outcome.number())
                .param("status", outcome.status().name())
                .param("reasonCodes", outcome.reasonCodes().toArray(String[]::new))
                .param("completesAt", timestamp(outcome.completesAt()))
                .param("lockedUntil", timestamp(outcome.lockedUntil()))
                .param("at", timestamp(at))
                .update();
    }

    @Override
    public List<PortOut> list(@Nullable Before before, int count) {
        JdbcClient.StatementSpec statement = before == null
                ? jdbc.sql(LATEST)
                : jdbc.sql(LATEST_BEFORE)
                        .param("askedAt", timestamp(before.askedAt()))
                        .param("id", before.requestId());
        return statement.param("count", count).query((row, _) -> portOut(row)).list();
    }

    private static PortOut portOut(ResultSet row) throws SQLException {
        String zone = row.getString("requested_zone");
        return new PortOut(
                new PortOutRequest(
                        row.getObject("request_id", UUID.class),
                        row.getString("carrier_id"),
                        texts(row, "numbers"),
                        row.getObject("requested_local", LocalDateTime.class),
                        zone == null ? null : ZoneId.of(zone),
                        row.getObject("asked_at", OffsetDateTime.class).toInstant(),
                        row.getString("asked_by")),
                new PortOutOutcome(
                        row.getObject("port_out_id", UUID.class),
                        row.getString("port_out_number"),
                        PortOutStatus.of(row.getString("status")),
                        texts(row, "reason_codes"),
                        instant(row, "completes_at"),
                        instant(row, "locked_until")));
    }

    private static List<String> texts(ResultSet row, String column) throws SQLException {
        return List.of((String[]) row.getArray(column).getArray());
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }

    private static @Nullable OffsetDateTime timestamp(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }
}
