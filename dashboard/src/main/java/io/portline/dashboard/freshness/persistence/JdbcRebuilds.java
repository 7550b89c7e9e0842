package io.portline.dashboard.freshness.persistence;

import io.portline.dashboard.freshness.Rebuild;
import io.portline.dashboard.freshness.Rebuilds;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/** The rebuild in PostgreSQL: one row, locked by whoever drops the read model. */
@Component
public final class JdbcRebuilds implements Rebuilds {

    /** Model and inbox together: without the inbox's rows all old events would be taken for known ones. */
    private static final String DROP = """
            TRUNCATE port_order, port_order_number, port_order_event, support_case, support_case_event, delivery,
                port_out, port_out_event, inbox
            """;

    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;
    private final Clock realClock;

    public JdbcRebuilds(
            JdbcClient jdbc, PlatformTransactionManager transactions, @Qualifier("realClock") Clock realClock) {
        this.jdbc = jdbc;
        this.transactions = new TransactionTemplate(transactions);
        this.realClock = realClock;
    }

    @Override
    public Rebuild current() {
        return jdbc.sql("SELECT state, requested_by, requested_at, finished_at, goal FROM rebuild")
                .query((rs, _) -> new Rebuild(
                        Rebuild.State.valueOf(rs.getString("state")),
                        rs.getString("requested_by"),
                        instant(rs.getObject("requested_at", OffsetDateTime.class)),
                        instant(rs.getObject("finished_at", OffsetDateTime.class)),
                        rs.getLong("goal")))
                .single();
    }

    @Override
    public boolean request(String by) {
        return jdbc.sql("""
                        UPDATE rebuild SET state = 'REQUESTED', requested_by = :by, requested_at = :now, finished_at = NULL, goal = 0
                        WHERE state IN ('NONE', 'DONE')
                        """).param("by", by).param("now", now()).update() == 1;
    }

    @Override
    public boolean begin(Beginning beforehand) {
        return Boolean.TRUE.equals(transactions.execute(_ -> {
            Optional<String> mine = jdbc.sql(
                            "SELECT state FROM rebuild WHERE state = 'REQUESTED' FOR UPDATE SKIP LOCKED")
                    .query(String.class)
                    .optional();
            if (mine.isEmpty()) {
                return false;
            }
            long goal = beforehand.goal();
            jdbc.sql(DROP).update();
            jdbc.sql("UPDATE rebuild SET state = 'RUNNING', goal = :goal")
                    .param("goal", goal)
                    .update();
            return true;
        }));
    }

    @Override
    public void finished() {
        jdbc.sql("UPDATE rebuild SET state = 'DONE', finished_at = :now WHERE state = 'RUNNING'")
                .param("now", now())
                .update();
    }

    private OffsetDateTime now() {
        return realClock.instant().atOffset(ZoneOffset.UTC);
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }
}
