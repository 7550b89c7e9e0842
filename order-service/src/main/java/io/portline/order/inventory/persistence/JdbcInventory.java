package io.portline.order.inventory.persistence;

import io.portline.order.inventory.Inventory;
import io.portline.order.inventory.InventoryNumber;
import io.portline.order.inventory.InventoryQuery;
import io.portline.order.inventory.NumberHistory;
import io.portline.order.inventory.NumberUse;
import io.portline.order.portorder.Atomically;
import io.portline.order.portorder.LosingCarrier;
import io.portline.order.portorder.PortOrder;
import io.portline.order.portorder.PortOrderStatus;
import io.portline.order.portout.PortOutStatus;
import io.portline.order.portout.WinningCarrier;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The inventory in PostgreSQL. It is written where orders complete and where port-outs do; here it is read. */
@Component
public final class JdbcInventory implements Inventory {

    private static final String NUMBERS = """
            SELECT i.number, i.tenant_id, i.country, i.type, i.assigned, i.since, i.order_id, o.number AS order_number,
                   n.port_out_id
            FROM inventory_number i
            JOIN port_order o ON o.id = i.order_id
            LEFT JOIN port_out_number n ON n.number = i.number AND n.active
            WHERE (CAST(:tenant AS text) IS NULL OR i.tenant_id = :tenant)
            """;

    private static final String ORDERS = """
            SELECT o.id, o.number, o.name,
                   CASE WHEN o.status = 'TRANSFER_APPROVED' AND o.foc_at < :locked THEN 'TRANSFER_PENDING' ELSE o.status END AS status,
                   o.carrier_id, o.carrier_name, o.deleted, o.submitted_at, o.updated_at,
                   bool_or(n.attempt = o.attempt) AS in_current_attempt, bool_or(n.ported) AS ported
            FROM port_order_number n
            JOIN port_order o ON o.id = n.order_id
            WHERE n.number = :number AND (CAST(:tenant AS text) IS NULL OR o.tenant_id = :tenant)
            GROUP BY o.id
            ORDER BY o.submitted_at DESC, o.id DESC
            LIMIT :most
            """;

    private static final String PORT_OUTS = """
            SELECT p.id, p.number, p.status, p.carrier_id, p.carrier_name, p.requested_at, p.created_at
            FROM port_out_number n
            JOIN port_out p ON p.id = n.port_out_id
            WHERE n.number = :number AND (CAST(:tenant AS text) IS NULL OR p.tenant_id = :tenant)
            ORDER BY p.created_at DESC, p.id DESC
            LIMIT :most
            """;

    private static final String CHANGE = """
            UPDATE inventory_number i
            SET type = coalesce(CAST(:type AS text), i.type), assigned = coalesce(CAST(:assigned AS boolean), i.assigned)
            WHERE i.number = :number AND (CAST(:tenant AS text) IS NULL OR i.tenant_id = :tenant)
              AND (CAST(:type AS text) IS NULL OR i.type = :type OR NOT i.assigned)
            """;

    /** Whoever has more than that of one number reads the latest. */
    private static final int MOST_HISTORY = 1000;

    private final JdbcClient jdbc;
    private final Atomically atomically;

    public JdbcInventory(JdbcClient jdbc, Atomically atomically) {
        this.jdbc = jdbc;
        this.atomically = atomically;
    }

    @Override
    public List<InventoryNumber> list(InventoryQuery query) {
        StringBuilder sql = new StringBuilder(NUMBERS);
        Map<String, @Nullable Object> parameters = new HashMap<>();
        parameters.put("tenant", query.tenantId());
        if (query.digits() != null) {
            sql.append(" AND i.number LIKE :digits");
            parameters.put("digits", "%" + query.digits().replaceAll("([\\\\%_])", "\\\\$1") + "%");
        }
        NumberUse use = query.use();
        if (use != null) {
            sql.append(" AND i.type = :type");
            parameters.put("type", use.name());
        }
        if (query.after() != null) {
            sql.append(" AND i.number > :after");
            parameters.put("after", query.after());
        }
        sql.append(" ORDER BY i.number LIMIT :limit");
        parameters.put("limit", query.limit());
        return jdbc.sql(sql.toString())
                .params(parameters)
                .query((row, _) -> readNumber(row))
                .list();
    }

    @Override
    public NumberHistory history(String number, @Nullable String tenantId, Instant now) {
        return new NumberHistory(
                number,
                find(number, tenantId).orElse(null),
                jdbc.sql(ORDERS)
                        .param("number", number)
                        .param("tenant", tenantId)
                        .param("most", MOST_HISTORY)
                        .param("locked", now.plus(PortOrder.LOCKED_BEFORE_FOC).atOffset(ZoneOffset.UTC))
                        .query((row, _) -> new NumberHistory.InOrder(
                                row.getObject("id", UUID.class),
                                row.getString("number"),
                                row.getString("name"),
                                PortOrderStatus.valueOf(row.getString("status")),
                                new LosingCarrier(row.getString("carrier_id"), row.getString("carrier_name")),
                                row.getBoolean("in_current_attempt"),
                                row.getBoolean("ported"),
                                row.getBoolean("deleted"),
                                instant(row, "submitted_at"),
                                instant(row, "updated_at")))
                        .list(),
                jdbc.sql(PORT_OUTS)
                        .param("number", number)
                        .param("tenant", tenantId)
                        .param("most", MOST_HISTORY)
                        .query((row, _) -> new NumberHistory.InPortOut(
                                row.getObject("id", UUID.class),
                                row.getString("number"),
                                PortOutStatus.valueOf(row.getString("status")),
                                new WinningCarrier(row.getString("carrier_id"), row.getString("carrier_name")),
                                instant(row, "requested_at"),
                                instant(row, "created_at")))
                        .list());
    }

    private Optional<InventoryNumber> find(String number, @Nullable String tenantId) {
        return jdbc.sql(NUMBERS + " AND i.number = :number")
                .param("tenant", tenantId)
                .param("number", number)
                .query((row, _) -> readNumber(row))
                .optional();
    }

    @Override
    public List<InventoryNumber> find(String tenantId, List<String> numbers) {
        return jdbc.sql(NUMBERS + " AND i.number = ANY (CAST(:numbers AS text[]))")
                .param("tenant", tenantId)
                .param("numbers", numbers.toArray(String[]::new))
                .query((row, _) -> readNumber(row))
                .list();
    }

    @Override
    public Optional<InventoryNumber> change(
            String number, @Nullable String tenantId, @Nullable NumberUse use, @Nullable Boolean assigned) {
        return atomically.run(() -> {
            int changed = jdbc.sql(CHANGE)
                    .param("number", number)
                    .param("tenant", tenantId)
                    .param("type", use == null ? null : use.name())
                    .param("assigned", assigned)
                    .update();
            Optional<InventoryNumber> after = find(number, tenantId);
            if (changed == 0 && after.isPresent()) {
                throw new AssignedException();
            }
            return after;
        });
    }

    private static InventoryNumber readNumber(ResultSet row) throws SQLException {
        return new InventoryNumber(
                row.getString("number"),
                row.getString("tenant_id"),
                row.getString("country"),
                NumberUse.valueOf(row.getString("type")),
                row.getBoolean("assigned"),
                instant(row, "since"),
                row.getObject("order_id", UUID.class),
                row.getString("order_number"),
                row.getObject("port_out_id", UUID.class));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
