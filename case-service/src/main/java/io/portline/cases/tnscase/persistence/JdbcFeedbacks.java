package io.portline.cases.tnscase.persistence;

import io.portline.cases.tnscase.Feedback;
import io.portline.cases.tnscase.Feedbacks;
import io.portline.cases.tnscase.Party;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** General feedback in PostgreSQL; its ids are UUIDv7 and so in the order of arrival. */
@Repository
class JdbcFeedbacks implements Feedbacks {

    private final JdbcClient jdbc;

    JdbcFeedbacks(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public void add(Feedback feedback) {
        jdbc.sql("""
                        INSERT INTO feedback (id, tenant_id, given_by, by_name, stars, words, at)
                        VALUES (:id, :tenant, :by, :name, :stars, :words, :at)""")
                .param("id", feedback.id())
                .param("tenant", feedback.by().tenantId())
                .param("by", feedback.by().subject())
                .param("name", feedback.by().name())
                .param("stars", feedback.stars().orElse(null))
                .param("words", feedback.words())
                .param("at", feedback.at().atOffset(ZoneOffset.UTC))
                .update();
    }

    @Override
    public List<Feedback> list(Optional<UUID> before, int limit) {
        return jdbc.sql("""
                        SELECT id, tenant_id, given_by, by_name, stars, words, at FROM feedback
                        WHERE CAST(:before AS uuid) IS NULL OR id < :before
                        ORDER BY id DESC LIMIT :limit""")
                .param("before", before.orElse(null))
                .param("limit", limit)
                .query((row, _) -> new Feedback(
                        row.getObject("id", UUID.class),
                        new Party.Customer(
                                row.getString("given_by"), row.getString("by_name"), row.getString("tenant_id")),
                        Optional.ofNullable(row.getObject("stars", Integer.class)),
                        row.getString("words"),
                        row.getObject("at", OffsetDateTime.class).toInstant()))
                .list();
    }
}
