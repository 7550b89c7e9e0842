package io.portline.carrier.losingcarrier.persistence;

import io.portline.carrier.GatewayDatabase;
import io.portline.carrier.losingcarrier.MovedNumbers.Moved;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.UUID;

import static org.assertj.core.api.Assertions.assertThat;

class JdbcMovedNumbersTest {

    private static final GatewayDatabase DATABASE = new GatewayDatabase();

    private final JdbcMovedNumbers moved = new JdbcMovedNumbers(DATABASE.jdbc());

    @AfterAll
    static void closeDatabase() {
        DATABASE.close();
    }

    private static void activated(String focAt, String... numbers) {
        DATABASE.jdbc()
                .sql("""
                        INSERT INTO carrier_order (order_id, attempt, carrier_id, status, port, requested_local, requested_zone,
                                                   requested_at, foc_local, foc_zone, foc_at, activated)
                        VALUES (:id, 1, 'us-cascadia', 'ACTIVATED', '{}', '2026-12-01T10:00', 'UTC', '2026-12-01T10:00Z',
                                '2026-12-01T10:00', 'UTC', :focAt::timestamptz, :numbers)""")
                .param("id", UUID.randomUUID())
                .param("focAt", focAt)
                .param("numbers", numbers)
                .update();
    }

    private static void portOut(String status, String changedAt, String... numbers) {
        UUID portOut = UUID.randomUUID();
        DATABASE.jdbc()
                .sql("""
                        INSERT INTO port_out_request (request_id, carrier_id, numbers, requested_local, asked_at, asked_by, status, port_out_id)
                        VALUES (:request, 'us-bluegrass', :numbers, '2026-12-01T10:00', '2026-12-01T10:00Z', 'operator', 'APPROVED', :id)""")
                .param("request", UUID.randomUUID())
                .param("numbers", numbers)
                .param("id", portOut)
                .update();
        DATABASE.jdbc()
                .sql("""
                        INSERT INTO port_out_state (port_out_id, version, port_out_number, status, reason_codes, changed_at)
                        VALUES (:id, 3, 'OUT-000001', :status, '{}', :at::timestamptz)""")
                .param("id", portOut)
                .param("status", status)
                .param("at", changedAt)
                .update();
    }

    @Test
    void findsWhereEachNumberWentLast() {
        activated("2026-12-01T10:00:00Z", "+12065550101", "+12065550102", "+12065550103");
        activated("2026-12-20T10:00:00Z", "+12065550103");
        portOut("COMPLETED", "2026-12-10T10:00:00Z", "+12065550102", "+12065550103");
        portOut("APPROVED", "2026-12-11T10:00:00Z", "+12065550101");

        assertThat(moved.find(List.of("+12065550101", "+12065550102", "+12065550103", "+12065550104")))
                .containsExactlyInAnyOrder(
                        new Moved("+12065550101", ""),
                        new Moved("+12065550102", "us-bluegrass"),
                        // It came back.
                        new Moved("+12065550103", ""));
    }
}
