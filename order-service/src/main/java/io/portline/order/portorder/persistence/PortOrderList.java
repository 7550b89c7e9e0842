package io.portline.order.portorder.persistence;

import io.portline.order.portorder.PortOrder;
import io.portline.order.portorder.PortOrderFilter;
import io.portline.order.portorder.PortOrderQuery;
import io.portline.order.portorder.PortOrderSort;
import io.portline.order.portorder.PortOrderStatus;
import io.portline.order.portorder.Scope;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import static io.portline.order.portorder.PortOrderStatus.TRANSFER_APPROVED;
import static io.portline.order.portorder.PortOrderStatus.TRANSFER_PENDING;

/**
 * The statement that reads a page of orders. It says only what is asked for, so that an index fits; of several statuses each is read off its index
 * up to the limit, and the few rows are merged.
 */
record PortOrderList(String sql, Map<String, @Nullable Object> parameters) {

    static PortOrderList of(PortOrderQuery query) {
        Map<String, @Nullable Object> parameters = new HashMap<>();
        String column = column(query.sort().key());
        String order = " ORDER BY o.%1$s %2$s, o.id %2$s LIMIT :limit"
                .formatted(column, query.sort().descending() ? "DESC" : "ASC");
        String page = PortOrderSql.LIST_COLUMNS
                + scope(query.scope(), parameters)
                + filter(query.filter(), parameters)
                + position(query, column, parameters);
        parameters.put("limit", query.limit());
        List<String> branches = statuses(query.filter().statuses(), query.now(), parameters);
        String sql = branches.size() == 1
                ? page + branches.getFirst() + order
                : branches.stream()
                        .map(branch -> "(" + page + branch + order + ")")
                        .collect(Collectors.joining(" UNION ALL ", "SELECT o.* FROM (", ") o" + order));
        return new PortOrderList(sql, parameters);
    }

    private static String column(PortOrderSort.Key key) {
        return switch (key) {
            case SUBMITTED -> "submitted_at";
            case PORT_DATE -> "port_at";
        };
    }

    private static String scope(Scope scope, Map<String, @Nullable Object> parameters) {
        return switch (scope) {
            case Scope.Tenant tenant -> {
                parameters.put("tenant", tenant.id());
                yield " AND o.tenant_id = :tenant";
            }
            case Scope.LinkedToCases _ -> " AND o.case_id IS NOT NULL";
            case Scope.Everything _ -> "";
        };
    }

    private static String filter(PortOrderFilter filter, Map<String, @Nullable Object> parameters) {
        StringBuilder sql = new StringBuilder();
        if (filter.country() != null) {
            sql.append(" AND o.country = :country");
            parameters.put("country", filter.country());
        }
        if (filter.carrierId() != null) {
            sql.append(" AND o.carrier_id = :carrier");
            parameters.put("carrier", filter.carrierId());
        }
        if (filter.number() != null) {
            // First the few orders that ever held the number, then whether the current attempt does.
            sql.append("""
                     AND o.id = ANY (ARRAY(SELECT n.order_id FROM port_order_number n WHERE n.number = :e164))
                     AND EXISTS (SELECT FROM port_order_number n
                                 WHERE n.order_id = o.id AND n.attempt = o.attempt AND n.number = :e164)
                    """);
            parameters.put("e164", filter.number());
        }
        if (filter.name() != null) {
            sql.append(" AND o.name ILIKE :name");
            parameters.put("name", containing(filter.name()));
        }
        if (filter.text() != null) {
            sql.append(" AND (o.name ILIKE :text OR o.number ILIKE :text)");
            parameters.put("text", containing(filter.text()));
        }
        if (filter.reason() != null) {
            sql.append(" AND o.status = 'ERROR' AND (o.progress -> 'reasons')"
                    + " @> jsonb_build_array(jsonb_build_object('code', CAST(:reason AS text)))");
            parameters.put("reason", filter.reason());
        }
        String date = column(filter.dateOf());
        if (filter.from() != null) {
            sql.append(" AND o.").append(date).append(" >= :from");
            parameters.put("from", filter.from().atOffset(ZoneOffset.UTC));
        }
        if (filter.until() != null) {
            sql.append(" AND o.").append(date).append(" < :until");
            parameters.put("until", filter.until().atOffset(ZoneOffset.UTC));
        }
        return sql.toString();
    }

    private static String containing(String text) {
        return "%" + text.replaceAll("([\\\\%_])", "\\\\$1") + "%";
    }

    private static String position(PortOrderQuery query, String column, Map<String, @Nullable Object> parameters) {
        PortOrderQuery.Position after = query.after();
        if (after == null) {
            return "";
        }
        parameters.put("afterTime", after.at().atOffset(ZoneOffset.UTC));
        parameters.put("afterId", after.id());
        return " AND (o.%s, o.id) %s (:afterTime, :afterId)"
                .formatted(column, query.sort().descending() ? "<" : ">");
    }

    /** One condition for each status, by the effective one: Transfer approved that is locked is Transfer pending. */
    private static List<String> statuses(
            Set<PortOrderStatus> wanted, Instant now, Map<String, @Nullable Object> parameters) {
        if (wanted.isEmpty() || wanted.size() == PortOrderStatus.values().length) {
            return List.of("");
        }
        List<String> branches = new ArrayList<>();
        boolean approved = wanted.contains(TRANSFER_APPROVED);
        boolean pending = wanted.contains(TRANSFER_PENDING);
        for (PortOrderStatus status : wanted) {
            String parameter = "status" + branches.size();
            parameters.put(parameter, status.name());
            branches.add(" AND o.status = :" + parameter
                    + (status == TRANSFER_APPROVED && !pending
                            ? " AND (o.foc_at IS NULL OR o.foc_at >= :locked)"
                            : ""));
        }
        if (pending && !approved) {
            String parameter = "status" + branches.size();
            parameters.put(parameter, TRANSFER_APPROVED.name());
            branches.add(" AND o.status = :" + parameter + " AND o.foc_at < :locked");
        }
        if (approved != pending) {
            parameters.put("locked", now.plus(PortOrder.LOCKED_BEFORE_FOC).atOffset(ZoneOffset.UTC));
        }
        return branches;
    }
}
