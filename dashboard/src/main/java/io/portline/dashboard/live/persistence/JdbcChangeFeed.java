package io.portline.dashboard.live.persistence;

import io.portline.dashboard.live.ChangeFeed;
import io.portline.dashboard.live.LiveChange;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import java.util.List;
import java.util.UUID;

/**
 * Reads what changed by the transactions that wrote it. The mark is the oldest transaction that was still under way: all
 * before it are visible, all after it are asked for again, so that one that commits late is never passed over.
 */
@Component
public final class JdbcChangeFeed implements ChangeFeed {

    private final JdbcClient jdbc;

    public JdbcChangeFeed(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public String mark() {
        return jdbc.sql("SELECT pg_snapshot_xmin(pg_current_snapshot())::text")
                .query(String.class)
                .single();
    }

    @Override
    public List<LiveChange> since(String mark, int limit) {
        return jdbc.sql("""
                        SELECT 'ORDER' AS kind, tenant_id, order_id AS id, version FROM port_order
                        WHERE changed_xid >= CAST(:mark AS xid8)
                        UNION ALL
                        SELECT 'CASE', tenant_id, case_id, version FROM support_case
                        WHERE changed_xid >= CAST(:mark AS xid8)
                        UNION ALL
                        SELECT 'DELIVERY', tenant_id, subject_id, version FROM delivery
                        WHERE changed_xid >= CAST(:mark AS xid8)
                        UNION ALL
                        SELECT 'PORT_OUT', tenant_id, port_out_id, version FROM port_out
                        WHERE changed_xid >= CAST(:mark AS xid8)
                        LIMIT :limit
                        """)
                .param("mark", mark)
                .param("limit", limit)
                .query((rs, row) -> new LiveChange(
                        LiveChange.Kind.valueOf(rs.getString("kind")),
                        rs.getString("tenant_id"),
                        rs.getObject("id", UUID.class),
                        rs.getLong("version")))
                .list();
    }
}
