package io.portline.dashboard.operations.persistence;

import io.portline.dashboard.operations.OrderFigures;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;

/** Figures out of the read model. */
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
    public List<DayCount> upcoming(Instant from, Instant until) {
        return jdbc.sql("""
                        SELECT (foc_at AT TIME ZONE 'UTC')::date AS day, count(*) AS orders FROM port_order
                        WHERE NOT deleted AND status IN ('TRANSFER_APPROVED', 'TRANSFER_PENDING')
                          AND foc_at >= :from AND foc_at < :until
                        GROUP BY day ORDER BY day
                        """)
                .param("from", utc(from))
                .param("until", utc(until))
                .query((rs, row) -> new DayCount(rs.getObject("day", LocalDate.class), rs.getLong("orders")))
                .list();
    }

    @Override
    public List<ReasonCount> rejections(int limit) {
        return jdbc.sql("""
                        SELECT reason ->> 'code' AS code, carrier_name, count(DISTINCT order_id) AS orders
                        FROM port_order CROSS JOIN LATERAL jsonb_array_elements(reasons) AS reason
                        WHERE NOT deleted AND status = 'ERROR'
                        GROUP BY code, carrier_name ORDER BY orders DESC, code, carrier_name LIMIT :limit
                        """)
                .param("limit", limit)
                .query((rs, row) ->
                        new ReasonCount(rs.getString("code"), rs.getString("carrier_name"), rs.getLong("orders")))
                .list();
    }

    @Override
    public List<Overdue> overdue(Instant now, int limit) {
        return jdbc.sql("""
                        SELECT order_number, status, carrier_name, ball, answer_due_by FROM port_order
                        WHERE NOT deleted AND answer_due_by < :now AND ball <> 'NOBODY'
                          AND status IN ('PROCESSING', 'CONTACTING_CARRIER', 'TRANSFER_APPROVED', 'TRANSFER_PENDING', 'CANCELLED')
                        ORDER BY answer_due_by LIMIT :limit
                        """)
                .param("now", utc(now))
                .param("limit", limit)
                .query((rs, row) -> new Overdue(
                        rs.getString("order_number"),
                        rs.getString("status"),
                        rs.getString("carrier_name"),
                        rs.getString("ball"),
                        rs.getObject("answer_due_by", OffsetDateTime.class).toInstant()))
                .list();
    }

    @Override
    public List<ResultCount> deliveries(Instant since) {
        return jdbc.sql("""
                        SELECT channel, result, count(*) AS deliveries FROM delivery WHERE occurred_at >= :since
                        GROUP BY channel, result ORDER BY channel, deliveries DESC
                        """)
                .param("since", utc(since))
                .query((rs, row) ->
                        new ResultCount(rs.getString("channel"), rs.getString("result"), rs.getLong("deliveries")))
                .list();
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
