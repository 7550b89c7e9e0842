package io.portline.notification.delivery.persistence;

import io.portline.notification.delivery.Leases;
import org.springframework.jdbc.core.simple.JdbcClient;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Renews leases in a table whose {@code due_at} is their end: only of those that still are as they were, the others are somebody else's. */
public final class LeaseRenewal implements Leases.Renewal {
    private final JdbcClient jdbc;
    private final String sql;

    /** @param id the column of the delivery's id */
    public LeaseRenewal(JdbcClient jdbc, String table, String id) {
        this.jdbc = jdbc;
        this.sql = """
                UPDATE %1$s AS leased SET due_at = :until
                FROM unnest(CAST(:ids AS uuid[]), CAST(:ends AS timestamptz[])) AS held(id, due_at)
                WHERE leased.%2$s = held.id AND leased.due_at = held.due_at
                RETURNING leased.%2$s""".formatted(table, id);
    }

    @Override
    public Set<UUID> renew(Map<UUID, Instant> held, Instant until) {
        List<Map.Entry<UUID, Instant>> entries = List.copyOf(held.entrySet());
        return Set.copyOf(jdbc.sql(sql)
                .param(
                        "ids",
                        entries.stream().map(entry -> entry.getKey().toString()).toArray(String[]::new))
                .param(
                        "ends",
                        entries.stream()
                                .map(entry -> entry.getValue().toString())
                                .toArray(String[]::new))
                .param("until", Timestamp.from(until))
                .query(UUID.class)
                .list());
    }
}
