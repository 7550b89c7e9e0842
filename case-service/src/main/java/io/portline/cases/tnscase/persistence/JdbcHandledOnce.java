package io.portline.cases.tnscase.persistence;

import io.portline.cases.tnscase.HandledOnce;
import io.portline.cases.tnscase.OrderTrouble;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;

/** By primary keys: who comes second waits for the first one's commit and is told so. */
@Repository
class JdbcHandledOnce implements HandledOnce {

    private final JdbcClient jdbc;

    JdbcHandledOnce(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public boolean knownMail(String messageId, UUID caseId) {
        return jdbc.sql("SELECT count(*) FROM handled_mail WHERE message_id = :message AND case_id = :case")
                        .param("message", messageId)
                        .param("case", caseId)
                        .query(Integer.class)
                        .single()
                == 1;
    }

    @Override
    public boolean firstMail(String messageId, UUID caseId, Instant at) {
        return jdbc.sql("""
                                INSERT INTO handled_mail (message_id, case_id, at) VALUES (:message, :case, :at)
                                ON CONFLICT DO NOTHING""")
                        .param("message", messageId)
                        .param("case", caseId)
                        .param("at", at.atOffset(ZoneOffset.UTC))
                        .update()
                == 1;
    }

    @Override
    public boolean firstTrouble(UUID orderId, int attempt, OrderTrouble.Kind kind, Instant at) {
        return jdbc.sql("""
                                INSERT INTO handled_trouble (order_id, attempt, kind, at) VALUES (:order, :attempt, :kind, :at)
                                ON CONFLICT DO NOTHING""")
                        .param("order", orderId)
                        .param("attempt", attempt)
                        .param("kind", kind.name())
                        .param("at", at.atOffset(ZoneOffset.UTC))
                        .update()
                == 1;
    }
}
