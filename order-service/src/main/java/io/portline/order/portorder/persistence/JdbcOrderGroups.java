package io.portline.order.portorder.persistence;

import io.portline.order.portorder.By;
import io.portline.order.portorder.LosingCarrier;
import io.portline.order.portorder.OrderGroup;
import io.portline.order.portorder.OrderGroups;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Groups of orders in PostgreSQL. */
@Component
public final class JdbcOrderGroups implements OrderGroups {

    private static final String ADD = """
            WITH created AS (
              INSERT INTO port_order_group (id, tenant_id, case_id, case_number, created_by, created_by_name, created_at)
              VALUES (:id, :tenant, :caseId, :caseNumber, :by, :byName, :at) RETURNING id)
            INSERT INTO port_order_group_member (group_id, position, order_id, contains_btn)
            SELECT c.id, m.position, m.order_id, m.contains_btn
            FROM created c,
                 unnest(CAST(:orders AS uuid[]), CAST(:btn AS boolean[])) WITH ORDINALITY AS m(order_id, contains_btn, position)
            """;

    private static final String MEMBERS = """
            SELECT o.id, o.number, o.name, o.carrier_id, o.carrier_name, o.number_count, m.contains_btn
            FROM port_order_group_member m JOIN port_order o ON o.id = m.order_id
            WHERE m.group_id = :id ORDER BY m.position
            """;

    private final JdbcClient jdbc;

    public JdbcOrderGroups(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public void add(OrderGroup group) {
        jdbc.sql(ADD)
                .param("id", group.id())
                .param("tenant", group.tenantId())
                .param("caseId", group.caseId())
                .param("caseNumber", group.caseNumber())
                .param("by", group.createdBy().id())
                .param("byName", group.createdBy().name())
                .param("at", group.createdAt().atOffset(ZoneOffset.UTC))
                .param(
                        "orders",
                        group.members().stream().map(OrderGroup.Member::orderId).toArray(UUID[]::new))
                .param(
                        "btn",
                        group.members().stream()
                                .map(OrderGroup.Member::containsBtn)
                                .toArray(Boolean[]::new))
                .update();
    }

    @Override
    public Optional<OrderGroup> find(UUID id) {
        List<OrderGroup.Member> members = jdbc.sql(MEMBERS)
                .param("id", id)
                .query((rs, _) -> new OrderGroup.Member(
                        rs.getObject("id", UUID.class),
                        rs.getString("number"),
                        rs.getString("name"),
                        new LosingCarrier(rs.getString("carrier_id"), rs.getString("carrier_name")),
                        rs.getInt("number_count"),
                        rs.getBoolean("contains_btn")))
                .list();
        return jdbc.sql("SELECT * FROM port_order_group WHERE id = :id")
                .param("id", id)
                .query((rs, _) -> new OrderGroup(
                        rs.getObject("id", UUID.class),
                        rs.getString("tenant_id"),
                        rs.getObject("case_id", UUID.class),
                        rs.getString("case_number"),
                        new By(By.Actor.DESK, rs.getString("created_by"), rs.getString("created_by_name")),
                        rs.getObject("created_at", OffsetDateTime.class).toInstant(),
                        members))
                .optional();
    }
}
