package io.portline.carrier.carrierorder.persistence;

import io.portline.carrier.carrierorder.CarrierSwitches;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;

/** What operators have switched, in PostgreSQL: it holds for every instance and survives restarts. */
@Repository
public class JdbcCarrierSwitches implements CarrierSwitches {

    private static final String REJECTS_ALL = """
            SELECT rejects_all FROM carrier_switch WHERE carrier_id = :carrierId""";

    private static final String ALL = """
            SELECT carrier_id, paused, rejects_all FROM carrier_switch WHERE paused OR rejects_all ORDER BY carrier_id""";

    private static final String PAUSE = """
            INSERT INTO carrier_switch (carrier_id, paused) VALUES (:carrierId, :on)
            ON CONFLICT (carrier_id) DO UPDATE SET paused = excluded.paused""";

    private static final String REJECT_ALL = """
            INSERT INTO carrier_switch (carrier_id, rejects_all) VALUES (:carrierId, :on)
            ON CONFLICT (carrier_id) DO UPDATE SET rejects_all = excluded.rejects_all""";

    private static final String RELEASE = """
            UPDATE carrier_request SET held = false, wake = wake + 1, next_at = :now
            WHERE carrier_id = :carrierId AND held AND open
            RETURNING request_id, wake""";

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Appointments appointments;
    private final Clock businessClock;

    public JdbcCarrierSwitches(
            JdbcClient jdbc, PlatformTransactionManager transactions, Appointments appointments, Clock businessClock) {
        this.jdbc = jdbc;
        this.transaction = new TransactionTemplate(transactions);
        this.appointments = appointments;
        this.businessClock = businessClock;
    }

    @Override
    public boolean rejectsAll(String carrierId) {
        return jdbc.sql(REJECTS_ALL)
                .param("carrierId", carrierId)
                .query(Boolean.class)
                .optional()
                .orElse(false);
    }

    @Override
    public List<Switched> all() {
        return jdbc.sql(ALL)
                .query((row, _) -> new Switched(
                        row.getString("carrier_id"), row.getBoolean("paused"), row.getBoolean("rejects_all")))
                .list();
    }

    @Override
    public void pause(String carrierId) {
        jdbc.sql(PAUSE).param("carrierId", carrierId).param("on", true).update();
    }

    @Override
    public void resume(String carrierId) {
        transaction.executeWithoutResult(_ -> {
            // First the switch: its row is the lock that whoever holds a request back has in share.
            jdbc.sql(PAUSE).param("carrierId", carrierId).param("on", false).update();
            Instant now = businessClock.instant();
            jdbc.sql(RELEASE)
                    .param("carrierId", carrierId)
                    .param("now", now.atOffset(ZoneOffset.UTC))
                    .query((row, _) -> new Released(row.getObject("request_id", UUID.class), row.getInt("wake")))
                    .list()
                    .forEach(released -> appointments.make(released.requestId(), released.wake(), now));
        });
    }

    @Override
    public void rejectAll(String carrierId, boolean on) {
        jdbc.sql(REJECT_ALL).param("carrierId", carrierId).param("on", on).update();
    }

    private record Released(UUID requestId, int wake) {}
}
