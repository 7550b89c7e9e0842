package io.portline.dashboard.operations.persistence;

import io.portline.dashboard.operations.OrderFigures;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;

/** Figures out of the read model. What covers a range of time is read from an index over changes of status. */
@Component
public final class JdbcOrderFigures implements OrderFigures {

    private final JdbcClient jdbc;

    public JdbcOrderFigures(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public List<StatusCount> byStatus() {
        return jdbc.sql("SELECT status, count(*) AS orders FROM port_order WHERE NOT deleted GROUP BY status")
                .query((rs, row) -> new StatusCount(rs.getString("status"), rs.getLong("orders")))
                .list();
    }

    @Override
    public List<Moves> moves(Instant from, Duration span) {
        return jdbc.sql("""
                        SELECT date_bin(make_interval(secs => :span), occurred_at, CAST(:from AS timestamptz)) AS span,
                            from_status, CASE WHEN change = 'DELETED' THEN NULL ELSE to_status END AS to_status,
                            count(*) AS orders
                        FROM port_order_event
                        WHERE occurred_at >= :from AND (from_status IS DISTINCT FROM to_status OR change = 'DELETED')
                        GROUP BY 1, 2, 3
                        """)
                .param("from", utc(from))
                .param("span", (double) span.toSeconds())
                .query((rs, row) -> new Moves(
                        instant(rs, "span"),
                        rs.getString("from_status"),
                        rs.getString("to_status"),
                        rs.getLong("orders")))
                .list();
    }

    @Override
    public List<Reached> reached(Instant from, Instant until) {
        return jdbc.sql("""
                        SELECT furthest, count(*) AS orders FROM port_order
                        WHERE NOT deleted AND submitted_at >= :from AND submitted_at < :until
                        GROUP BY furthest
                        """)
                .param("from", utc(from))
                .param("until", utc(until))
                .query((rs, row) -> new Reached(rs.getInt("furthest"), rs.getLong("orders")))
                .list();
    }

    @Override
    public List<Stay> stays(Instant from, Instant until, int limit) {
        return jdbc.sql("""
                        SELECT from_status, carrier_name, count(*) AS orders,
                            percentile_disc(0.5) WITHIN GROUP (ORDER BY seconds_in_status) AS median,
                            percentile_disc(0.95) WITHIN GROUP (ORDER BY seconds_in_status) AS p95
                        FROM port_order_event
                        WHERE occurred_at >= :from AND occurred_at < :until AND seconds_in_status IS NOT NULL
                          AND (from_status IS DISTINCT FROM to_status OR change = 'DELETED')
                          AND from_status IN ('PROCESSING', 'CONTACTING_CARRIER', 'TRANSFER_APPROVED', 'TRANSFER_PENDING', 'ERROR')
                        GROUP BY from_status, carrier_name
                        ORDER BY array_position(ARRAY['CONTACTING_CARRIER', 'TRANSFER_APPROVED', 'ERROR', 'PROCESSING',
                            'TRANSFER_PENDING'], from_status), p95 DESC, carrier_name
                        LIMIT :limit
                        """)
                .param("from", utc(from))
                .param("until", utc(until))
                .param("limit", limit)
                .query((rs, row) -> new Stay(
                        rs.getString("from_status"),
                        rs.getString("carrier_name"),
                        rs.getLong("orders"),
                        Duration.ofSeconds(rs.getLong("median")),
                        Duration.ofSeconds(rs.getLong("p95"))))
                .list();
    }

    @Override
    public List<DayCount> upcoming(Instant from, Instant until) {
        return jdbc.sql("""
                        SELECT (foc_at AT TIME ZONE 'UTC')::date AS day, count(*) AS orders,
                            coalesce(sum(cardinality(numbers)), 0) AS numbers
                        FROM port_order
                        WHERE NOT deleted AND status IN ('TRANSFER_APPROVED', 'TRANSFER_PENDING')
                          AND foc_at >= :from AND foc_at < :until
                        GROUP BY day ORDER BY day
                        """)
                .param("from", utc(from))
                .param("until", utc(until))
                .query((rs, row) ->
                        new DayCount(rs.getObject("day", LocalDate.class), rs.getLong("orders"), rs.getLong("numbers")))
                .list();
    }

    @Override
    public List<ReasonCount> rejections(Instant from, Instant until, int limit) {
        return jdbc.sql("""
                        SELECT reason ->> 'code' AS code, carrier_name, count(DISTINCT order_id) AS orders
                        FROM port_order_event CROSS JOIN LATERAL jsonb_array_elements(reasons) AS reason
                        WHERE occurred_at >= :from AND occurred_at < :until AND to_status = 'ERROR'
                          AND from_status IS DISTINCT FROM to_status
                        GROUP BY code, carrier_name ORDER BY orders DESC, code, carrier_name LIMIT :limit
                        """)
                .param("from", utc(from))
                .param("until", utc(until))
                .param("limit", limit)
                .query((rs, row) ->
                        new ReasonCount(rs.getString("code"), rs.getString("carrier_name"), rs.getLong("orders")))
                .list();
    }

    @Override
    public List<Stuck> stuck(Instant now, Duration patience, int limit) {
        return jdbc.sql("""
                        (SELECT order_number, status, carrier_name, ball, true AS late, answer_due_by AS since FROM port_order
                         WHERE NOT deleted AND answer_due_by IS NOT NULL AND answer_due_by < :now AND ball <> 'NOBODY'
                           AND status <> 'COMPLETED'
                         ORDER BY answer_due_by LIMIT :limit)
                        UNION ALL
                        (SELECT order_number, status, carrier_name, ball, false, status_since FROM port_order
                         WHERE NOT deleted AND status = 'PROCESSING' AND status_since < :stale
                           AND (answer_due_by IS NULL OR answer_due_by >= :now)
                         ORDER BY status_since LIMIT :limit)
                        UNION ALL
                        (SELECT order_number, status, carrier_name, ball, false, foc_at FROM port_order
                         WHERE NOT deleted AND status IN ('TRANSFER_APPROVED', 'TRANSFER_PENDING') AND foc_at < :stale
                           AND (answer_due_by IS NULL OR answer_due_by >= :now)
                         ORDER BY foc_at LIMIT :limit)
                        ORDER BY since LIMIT :limit
                        """)
                .param("now", utc(now))
                .param("stale", utc(now.minus(patience)))
                .param("limit", limit)
                .query((rs, row) -> new Stuck(
                        rs.getString("order_number"),
                        rs.getString("status"),
                        rs.getString("carrier_name"),
                        rs.getString("ball"),
                        rs.getBoolean("late"),
                        instant(rs, "since")))
                .list();
    }

    @Override
    public List<CarrierHealth> carriers(Instant from, Instant until, Instant now) {
        return jdbc.sql("""
                        WITH waiting AS (
                            SELECT carrier_id, max(carrier_name) AS carrier_name, count(*) AS waiting,
                                count(*) FILTER (WHERE answer_due_by < :now) AS overdue
                            FROM port_order
                            WHERE NOT deleted AND ball = 'CARRIER'
                              AND status IN ('CONTACTING_CARRIER', 'TRANSFER_APPROVED', 'TRANSFER_PENDING', 'CANCELLED')
                            GROUP BY carrier_id),
                        answered AS (
                            SELECT carrier_name, count(*) FILTER (WHERE to_status = 'TRANSFER_APPROVED') AS accepted,
                                count(*) FILTER (WHERE to_status = 'ERROR') AS rejected,
                                percentile_disc(0.5) WITHIN GROUP (ORDER BY seconds_in_status) AS median
                            FROM port_order_event
                            WHERE occurred_at >= :from AND occurred_at < :until AND from_status = 'CONTACTING_CARRIER'
                              AND from_status IS DISTINCT FROM to_status AND to_status IN ('TRANSFER_APPROVED', 'ERROR')
                            GROUP BY carrier_name)
                        SELECT coalesce(w.carrier_id, '') AS carrier_id, coalesce(w.carrier_name, a.carrier_name) AS carrier_name,
                            coalesce(w.waiting, 0) AS waiting, coalesce(w.overdue, 0) AS overdue,
                            coalesce(a.accepted, 0) AS accepted, coalesce(a.rejected, 0) AS rejected, a.median
                        FROM waiting AS w FULL JOIN answered AS a ON a.carrier_name = w.carrier_name
                        ORDER BY 2
                        """)
                .param("from", utc(from))
                .param("until", utc(until))
                .param("now", utc(now))
                .query((rs, row) -> {
                    long median = rs.getLong("median");
                    boolean none = rs.wasNull();
                    return new CarrierHealth(
                            rs.getString("carrier_id"),
                            rs.getString("carrier_name"),
                            rs.getLong("waiting"),
                            rs.getLong("overdue"),
                            rs.getLong("accepted"),
                            rs.getLong("rejected"),
                            none ? null : Duration.ofSeconds(median));
                })
                .list();
    }

    @Override
    public List<Outcomes> deliveries(Instant from, Instant until, Duration span) {
        return jdbc.sql("""
                        SELECT date_bin(make_interval(secs => :span), occurred_at, CAST(:from AS timestamptz)) AS span,
                            channel, result, count(*) AS deliveries
                        FROM delivery
                        WHERE occurred_at >= :from AND occurred_at < :until
                        GROUP BY 1, 2, 3
                        """)
                .param("from", utc(from))
                .param("until", utc(until))
                .param("span", (double) span.toSeconds())
                .query((rs, row) -> new Outcomes(
                        instant(rs, "span"), rs.getString("channel"), rs.getString("result"), rs.getLong("deliveries")))
                .list();
    }

    private static Instant instant(ResultSet rs, String column) throws SQLException {
        return rs.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
