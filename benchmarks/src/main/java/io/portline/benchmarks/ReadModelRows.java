package io.portline.benchmarks;

import io.portline.infrastructure.LocalPostgres;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;

/**
 * Fills the dashboard's read model by SQL, as if so many orders had been submitted over the last ninety days: mostly
 * completed, some on their way, some rejected; three events and a mail each, a case for every hundredth.
 */
final class ReadModelRows {
    private static final int SECONDS_OF_90_DAYS = 90 * 86_400;
    private static final int STEP = 100_000;

    /** What was submitted within the last five days is still on its way. */
    private static final int ON_THEIR_WAY = 55_000;

    private static final String ORDERS = """
            INSERT INTO port_order (order_id, tenant_id, order_number, version, occurred_at, name, country, status, attempt,
                carrier_id, carrier_name, port_type, numbers, ported_numbers, requested_at, requested_zone, foc_at, foc_zone,
                carrier_cancel_pending, reasons, ball, ball_since, answer_due_by, submitted_at, deleted, status_since, furthest)
            SELECT md5('order' || i)::uuid, 'contoso', 'PO-' || lpad(i::text, 6, '0'), 3, at + interval '5 hours',
                (ARRAY['Leeds', 'York', 'Bath', 'Ely', 'Hull', 'Derby', 'Truro', 'Ripon', 'Wells', 'Perth', 'Exeter'])[i %% 11 + 1]
                    || (ARRAY[' office ', ' warehouse ', ' reception ', ' call centre ', ' branch '])[i %% 5 + 1] || i, 'GB', status, 1, 'gb-' || (i %% 12), 'Carrier ' || (i %% 12), 'FULL',
                ARRAY['+44' || (2000000000 + i)], CASE WHEN status = 'COMPLETED' THEN ARRAY['+44' || (2000000000 + i)] ELSE '{}' END,
                at + interval '5 days', 'Europe/London', at + interval '5 days', 'Europe/London', false, '[]',
                CASE status WHEN 'CONTACTING_CARRIER' THEN 'CARRIER' WHEN 'ERROR' THEN 'CUSTOMER' WHEN 'COMPLETED' THEN 'NOBODY' ELSE 'US' END,
                at + interval '5 hours', CASE WHEN status = 'CONTACTING_CARRIER' THEN at + interval '4 days' END, at, false,
                at + interval '5 hours', CASE status WHEN 'COMPLETED' THEN 5 WHEN 'TRANSFER_APPROVED' THEN 3 ELSE 2 END
            FROM (SELECT i, timestamptz '%1$s' - i * interval '%4$s seconds' AS at,
                      CASE WHEN i %% 50 = 1 THEN 'ERROR' WHEN i > %5$s THEN 'COMPLETED' WHEN i %% 3 = 0 THEN 'CONTACTING_CARRIER'
                          ELSE 'TRANSFER_APPROVED' END AS status
                  FROM generate_series(%2$s, %3$s - 1) AS i) AS one
            """;

    private static final String NUMBERS = """
            INSERT INTO port_order_number (tenant_id, number, order_id)
            SELECT 'contoso', '+44' || (2000000000 + i), md5('order' || i)::uuid FROM generate_series(%2$s, %3$s - 1) AS i
            """;

    private static final String EVENTS = """
            INSERT INTO port_order_event (order_id, version, tenant_id, event_id, occurred_at, change, actor, from_status, to_status,
                attempt, reasons, carrier_name, seconds_in_status)
            SELECT md5('order' || i)::uuid, step, 'contoso', gen_random_uuid(),
                timestamptz '%1$s' - i * interval '%4$s seconds' + (step - 1) * interval '150 minutes',
                (ARRAY['SUBMITTED', 'INTAKE_APPROVED', CASE WHEN i %% 50 = 1 THEN 'CARRIER_REJECTED' ELSE 'CARRIER_ACCEPTED' END])[step],
                (ARRAY['ADMIN', 'SYSTEM', 'LOSING_CARRIER'])[step],
                (ARRAY[NULL, 'PROCESSING', 'CONTACTING_CARRIER'])[step],
                (ARRAY['PROCESSING', 'CONTACTING_CARRIER', CASE WHEN i %% 50 = 1 THEN 'ERROR' ELSE 'TRANSFER_APPROVED' END])[step],
                1, CASE WHEN step = 3 AND i %% 50 = 1 THEN '[{"code":"ACCOUNT_NUMBER_MISMATCH"}]' ELSE '[]' END::jsonb,
                'Carrier ' || (i %% 12), CASE WHEN step > 1 THEN 9000 + i %% 600 END
            FROM generate_series(%2$s, %3$s - 1) AS i, generate_series(1, 3) AS step
            """;

    private static final String DELIVERIES = """
            INSERT INTO delivery (delivery_id, tenant_id, subject_id, version, occurred_at, channel, notification, cause_event_id,
                result, attempts)
            SELECT gen_random_uuid(), 'contoso', md5('order' || i)::uuid, 1, timestamptz '%1$s' - i * interval '%4$s seconds',
                CASE WHEN i %% 4 = 0 THEN 'WEBHOOK' ELSE 'EMAIL' END, 'port-order.submitted', gen_random_uuid(),
                CASE WHEN i %% 97 = 0 THEN 'GIVEN_UP' ELSE 'SENT' END, 1
            FROM generate_series(%2$s, %3$s - 1) AS i
            """;

    private static final String CASES = """
            INSERT INTO support_case (case_id, tenant_id, case_number, version, occurred_at, status, category, type, country, title,
                assigned, first_answer_due_by, overdue, linked_order_ids, opened_at)
            SELECT md5('case' || i)::uuid, 'contoso', 'TNS-' || lpad(i::text, 6, '0'), 1, at,
                CASE WHEN i %% 500 = 0 THEN 'NEW' ELSE 'RESOLVED' END, 'NEW_REQUEST', 'PORT_IN', 'GB', 'Case ' || i, false,
                CASE WHEN i %% 500 = 0 THEN at + interval '8 hours' END, false, '{}', at
            FROM (SELECT i, timestamptz '%1$s' - i * interval '%4$s seconds' AS at FROM generate_series(%2$s, %3$s - 1, 100) AS i) AS one
            """;

    private final LocalPostgres.Database database;
    private final Instant now;

    ReadModelRows(LocalPostgres.Database database, Instant now) {
        this.database = database;
        this.now = now;
    }

    /** Adds the orders numbered {@code from} to {@code until}, newest first, and brings the statistics up to date. */
    void fill(int from, int until) throws SQLException {
        try (Connection connection =
                        DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
                Statement statement = connection.createStatement()) {
            for (int first = from; first < until; first += STEP) {
                for (String rows : new String[] {ORDERS, NUMBERS, EVENTS, DELIVERIES, CASES}) {
                    statement.execute(rows.formatted(
                            now,
                            first,
                            Math.min(until, first + STEP),
                            // A million fill the ninety days.
                            SECONDS_OF_90_DAYS / 1_000_000.0,
                            ON_THEIR_WAY));
                }
            }
            statement.execute("VACUUM (ANALYZE)");
        }
    }

    /** The id of an order that is on its way. */
    String someOrder() throws SQLException {
        return one(
                "SELECT order_id FROM port_order WHERE status = 'TRANSFER_APPROVED' ORDER BY submitted_at DESC LIMIT 1");
    }

    /** The name of the order of this number. */
    String nameOf(int order) throws SQLException {
        return one("SELECT name FROM port_order WHERE order_number = 'PO-%06d'".formatted(order));
    }

    private String one(String sql) throws SQLException {
        try (Connection connection =
                        DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
                Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(sql)) {
            found.next();
            return found.getString(1);
        }
    }
}
