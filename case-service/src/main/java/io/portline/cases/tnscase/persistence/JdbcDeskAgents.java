package io.portline.cases.tnscase.persistence;

import io.portline.cases.tnscase.DeskAgents;
import io.portline.cases.tnscase.Party;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/** The desk's agents, as they were seen at work. */
@Repository
class JdbcDeskAgents implements DeskAgents {

    private final JdbcClient jdbc;

    JdbcDeskAgents(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public void seen(Party.Desk agent, Instant at) {
        jdbc.sql("""
                        INSERT INTO desk_agent (subject, name, seen_at) VALUES (:subject, :name, :at)
                        ON CONFLICT (subject) DO UPDATE SET name = excluded.name, seen_at = excluded.seen_at""")
                .param("subject", agent.subject())
                .param("name", agent.name())
                .param("at", at.atOffset(ZoneOffset.UTC))
                .update();
    }

    @Override
    public Optional<Party.Desk> find(String subject) {
        return jdbc.sql("SELECT subject, name FROM desk_agent WHERE subject = :subject")
                .param("subject", subject)
                .query((row, _) -> new Party.Desk(row.getString("subject"), row.getString("name")))
                .optional();
    }

    @Override
    public List<Party.Desk> all() {
        return jdbc.sql("SELECT subject, name FROM desk_agent ORDER BY name, subject")
                .query((row, _) -> new Party.Desk(row.getString("subject"), row.getString("name")))
                .list();
    }
}
