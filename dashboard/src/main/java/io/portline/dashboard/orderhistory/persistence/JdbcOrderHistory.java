package io.portline.dashboard.orderhistory.persistence;

import io.portline.dashboard.orderhistory.BallHolder;
import io.portline.dashboard.orderhistory.OrderChange;
import io.portline.dashboard.orderhistory.OrderEvent;
import io.portline.dashboard.orderhistory.OrderFilter;
import io.portline.dashboard.orderhistory.OrderHistory;
import io.portline.dashboard.orderhistory.OrderPage;
import io.portline.dashboard.orderhistory.OrderPosition;
import io.portline.dashboard.orderhistory.OrderState;
import io.portline.dashboard.orderhistory.OrderStatus;
import io.portline.dashboard.orderhistory.OrderSummary;
import io.portline.dashboard.orderhistory.RejectionReason;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/** The order history in PostgreSQL. Every statement that reads names the tenant, but the desk's one. */
@Component
public final class JdbcOrderHistory implements OrderHistory {

    private static final TypeReference<List<RejectionReason>> REASONS = new TypeReference<>() {};

    private static final String KNOWN =
            "SELECT order_id, version, status, status_since, furthest, numbers FROM port_order WHERE order_id = ANY (:ids)";

    private static final String ENTRY_COLUMNS = """
            order_id, version, tenant_id, event_id, occurred_at, change, actor, from_status, to_status, attempt, reasons,
            foc_at, foc_zone, requested_foc_at, requested_foc_zone, carrier_name, seconds_in_status""";

    private static final String ADD_ENTRIES = """
            INSERT INTO port_order_event (%1$s)
            SELECT %1$s FROM json_populate_recordset(CAST(NULL AS port_order_event), CAST(:entries AS json))
            ON CONFLICT (order_id, version) DO NOTHING""".formatted(ENTRY_COLUMNS);

    private static final List<String> STATE_COLUMNS = List.of(
            "tenant_id",
            "order_number",
            "version",
            "occurred_at",
            "name",
            "country",
            "status",
            "attempt",
            "carrier_id",
            "carrier_name",
            "port_type",
            "numbers",
            "ported_numbers",
            "requested_at",
            "requested_zone",
            "foc_at",
            "foc_zone",
            "requested_foc_at",
            "requested_foc_zone",
            "carrier_cancel_pending",
            "reasons",
            "ball",
            "ball_since",
            "answer_due_by",
            "editable_until",
            "cancellable_until",
            "submitted_at",
            "case_id",
            "linked_order_id",
            "deleted",
            "status_since",
            "furthest");

    private static final String REPLACE_STATES = """
            INSERT INTO port_order AS known (order_id, %1$s)
            SELECT order_id, %1$s FROM json_populate_recordset(CAST(NULL AS port_order), CAST(:states AS json))
            ON CONFLICT (order_id) DO UPDATE SET changed_xid = pg_current_xact_id(), %2$s
            WHERE known.version < excluded.version""".formatted(
                    String.join(", ", STATE_COLUMNS),
                    STATE_COLUMNS.stream()
                            .map(column -> column + " = excluded." + column)
                            .collect(Collectors.joining(", ")));

    private static final String FORGET_NUMBERS = """
            DELETE FROM port_order_number AS n
            USING json_populate_recordset(CAST(NULL AS port_order), CAST(:states AS json)) AS o
            WHERE n.order_id = o.order_id AND n.number <> ALL (o.numbers)""";

    private static final String ADD_NUMBERS = """
            INSERT INTO port_order_number (tenant_id, number, order_id)
            SELECT o.tenant_id, number, o.order_id
            FROM json_populate_recordset(CAST(NULL AS port_order), CAST(:states AS json)) AS o, unnest(o.numbers) AS number
            ON CONFLICT DO NOTHING""";

    private static final String SUMMARY_COLUMNS = """
            SELECT order_id, order_number, version, name, country, status, carrier_name, cardinality(numbers) AS number_count,
                numbers[1] AS first_number, requested_at, requested_zone, foc_at, foc_zone, carrier_cancel_pending, ball,
                answer_due_by, editable_until, cancellable_until, submitted_at
            """;

    private static final String SUMMARY = SUMMARY_COLUMNS + "FROM port_order";

    private static final String NEWEST_FIRST = " ORDER BY submitted_at DESC, order_id DESC LIMIT ";

    /** Few carriers, so that their names are looked through, each once. */
    private static final String KNOWN_CARRIERS = """
            WITH RECURSIVE carrier (name) AS (
                SELECT min(carrier_name) FROM port_order WHERE tenant_id = :tenantId AND NOT deleted
                UNION ALL
                SELECT (SELECT min(carrier_name) FROM port_order
                        WHERE tenant_id = :tenantId AND NOT deleted AND carrier_name > carrier.name)
                FROM carrier WHERE carrier.name IS NOT NULL),
            """;

    private static final int SHORTEST_INDEXED = 3;
    private static final int LOOKED_THROUGH = 5_000;

    private final JdbcClient jdbc;
    private final JsonMapper json;

    public JdbcOrderHistory(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** One statement to read what is known and three or four to write, however many changes there are. */
    @Override
    public void record(List<OrderChange> changes) {
        Map<UUID, Standing> known = known(changes);
        Map<UUID, Standing> standings = new HashMap<>(known);
        List<Map<String, @Nullable Object>> entries = new ArrayList<>(changes.size());
        Map<UUID, Map<String, @Nullable Object>> states = new LinkedHashMap<>();
        for (OrderChange change : changes) {
            OrderState after = change.after();
            Standing before = standings.get(after.id());
            entries.add(entry(change, before == null ? null : before.secondsUntil(change)));
            if (before == null || before.version() < after.version()) {
                Standing now = Standing.of(after, before);
                standings.put(after.id(), now);
                states.put(after.id(), state(after, now));
            }
        }
        write(ADD_ENTRIES, "entries", entries);
        write(REPLACE_STATES, "states", states.values());
        replaceNumbers(states, standings, known);
    }

    /** Only where they differ from what is known: most events leave them alone. */
    private void replaceNumbers(
            Map<UUID, Map<String, @Nullable Object>> states, Map<UUID, Standing> standings, Map<UUID, Standing> known) {
        List<Map<String, @Nullable Object>> others = new ArrayList<>();
        boolean someHadNumbers = false;
        for (Map.Entry<UUID, Map<String, @Nullable Object>> state : states.entrySet()) {
            Standing before = known.get(state.getKey());
            Standing now = standings.get(state.getKey());
            if (before == null || now == null || !before.numbers().equals(now.numbers())) {
                others.add(state.getValue());
                someHadNumbers |= before != null;
            }
        }
        if (someHadNumbers) {
            write(FORGET_NUMBERS, "states", others);
        }
        write(ADD_NUMBERS, "states", others);
    }

    private Map<UUID, Standing> known(List<OrderChange> changes) {
        Map<UUID, Standing> known = new HashMap<>();
        jdbc.sql(KNOWN)
                .param(
                        "ids",
                        changes.stream()
                                .map(change -> change.after().id())
                                .distinct()
                                .toArray(UUID[]::new))
                .query(rs -> {
                    known.put(
                            rs.getObject("order_id", UUID.class),
                            new Standing(
                                    rs.getLong("version"),
                                    OrderStatus.valueOf(rs.getString("status")),
                                    instant(rs, "status_since"),
                                    rs.getInt("furthest"),
                                    strings(rs.getArray("numbers"))));
                });
        return known;
    }

    private void write(String sql, String name, Collection<Map<String, @Nullable Object>> rows) {
        if (!rows.isEmpty()) {
            jdbc.sql(sql).param(name, json.writeValueAsString(rows)).update();
        }
    }

    @Override
    public OrderPage page(String tenantId, OrderFilter filter, @Nullable OrderPosition after, int limit) {
        Map<String, Object> parameters = new HashMap<>();
        StringBuilder where = new StringBuilder(" WHERE tenant_id = :tenantId AND NOT deleted");
        parameters.put("tenantId", tenantId);
        parameters.put("limit", limit + 1);
        if (after != null) {
            where.append(" AND (submitted_at, order_id) < (:submittedAt, :afterId)");
            parameters.put("submittedAt", utc(after.submittedAt()));
            parameters.put("afterId", after.id());
        }
        List<OrderSummary> found;
        String words = filter.text();
        if (words != null && !isOrderNumber(words) && !isTelephoneNumber(words)) {
            restrict(new OrderFilter(filter.status(), filter.country(), null), where, parameters);
            found = named(words, where, parameters, limit);
        } else {
            restrict(filter, where, parameters);
            found = summaries(SUMMARY + where + NEWEST_FIRST + ":limit", parameters);
        }
        if (found.size() <= limit) {
            return new OrderPage(found, null);
        }
        OrderSummary last = found.get(limit - 1);
        return new OrderPage(found.subList(0, limit), new OrderPosition(last.submittedAt(), last.id()));
    }

    /**
     * Words in the name of an order or its carrier. What is frequent is found among the newest orders; what is rare, by
     * an index over names. Two steps rather than one, because which of them it is the database cannot know beforehand,
     * and the wrong guess looks through everything.
     */
    private List<OrderSummary> named(String words, StringBuilder where, Map<String, Object> parameters, int limit) {
        parameters.put("like", "%" + words.replaceAll("([\\\\%_])", "\\\\$1") + "%");
        parameters.put("orderNumber", words.matches("\\d{1,5}") ? "PO-" + "0".repeat(6 - words.length()) + words : "");
        List<OrderSummary> newest = summaries(
                SUMMARY_COLUMNS + "FROM (SELECT * FROM port_order" + where + NEWEST_FIRST + LOOKED_THROUGH
                        + ") AS newest WHERE name ILIKE :like OR carrier_name ILIKE :like OR order_number = :orderNumber"
                        + NEWEST_FIRST + ":limit",
                parameters);
        if (newest.size() > limit) {
            return newest;
        }
        // The index knows three characters and more.
        String byName = words.codePointCount(0, words.length()) < SHORTEST_INDEXED ? "" : """
                        SELECT order_id FROM port_order WHERE tenant_id = :tenantId AND NOT deleted AND name ILIKE :like
                        UNION
                        SELECT order_id FROM port_order WHERE tenant_id = :tenantId AND NOT deleted
                          AND carrier_name = ANY (ARRAY(SELECT name FROM carrier WHERE name ILIKE :like))
                        UNION
                        """;
        return summaries(
                KNOWN_CARRIERS + "found AS MATERIALIZED (" + byName + """
                        SELECT order_id FROM port_order WHERE tenant_id = :tenantId AND order_number = :orderNumber
                        UNION
                        """
                        + "SELECT order_id FROM unnest(CAST(:newest AS uuid[])) AS order_id) " + SUMMARY + where
                        + " AND order_id IN (SELECT order_id FROM found)" + NEWEST_FIRST + ":limit",
                with(parameters, newest.stream().map(OrderSummary::id).toArray(UUID[]::new)));
    }

    private static Map<String, Object> with(Map<String, Object> parameters, UUID[] newest) {
        Map<String, Object> all = new HashMap<>(parameters);
        all.put("newest", newest);
        return all;
    }

    private List<OrderSummary> summaries(String sql, Map<String, Object> parameters) {
        return jdbc.sql(sql).params(parameters).query((rs, row) -> summary(rs)).list();
    }

    @Override
    public List<OrderSummary> summaries(String tenantId, Collection<UUID> ids) {
        return jdbc.sql(SUMMARY + """
                         WHERE tenant_id = :tenantId AND NOT deleted AND order_id = ANY (:ids)
                        ORDER BY submitted_at DESC, order_id DESC
                        """)
                .param("tenantId", tenantId)
                .param("ids", ids.toArray(UUID[]::new))
                .query((rs, row) -> summary(rs))
                .list();
    }

    @Override
    public List<UUID> matching(String tenantId, OrderFilter filter, Collection<UUID> ids) {
        Map<String, Object> parameters = new HashMap<>();
        StringBuilder sql = new StringBuilder(
                "SELECT order_id FROM port_order WHERE tenant_id = :tenantId AND NOT deleted AND order_id = ANY (:ids)");
        parameters.put("tenantId", tenantId);
        parameters.put("ids", ids.toArray(UUID[]::new));
        restrict(filter, sql, parameters);
        return jdbc.sql(sql.toString())
                .params(parameters)
                .query((rs, row) -> rs.getObject("order_id", UUID.class))
                .list();
    }

    @Override
    public Optional<OrderState> find(String tenantId, UUID id) {
        return jdbc.sql("SELECT * FROM port_order WHERE tenant_id = :tenantId AND order_id = :id AND NOT deleted")
                .param("tenantId", tenantId)
                .param("id", id)
                .query((rs, row) -> state(rs))
                .optional();
    }

    @Override
    public Optional<OrderState> findLinkedWithCase(UUID id) {
        return jdbc.sql("""
                        SELECT * FROM port_order AS o
                        WHERE order_id = :id AND NOT deleted
                          AND (case_id IS NOT NULL
                               OR EXISTS (SELECT FROM support_case AS c
                                          WHERE c.tenant_id = o.tenant_id AND c.linked_order_ids @> ARRAY[o.order_id]))
                        """).param("id", id).query((rs, row) -> state(rs)).optional();
    }

    @Override
    public List<OrderEvent> timeline(String tenantId, UUID id) {
        return jdbc.sql(
                        "SELECT * FROM port_order_event WHERE order_id = :id AND tenant_id = :tenantId ORDER BY version")
                .param("tenantId", tenantId)
                .param("id", id)
                .query((rs, row) -> event(rs))
                .list();
    }

    private static void restrict(OrderFilter filter, StringBuilder sql, Map<String, Object> parameters) {
        if (filter.status() != null) {
            sql.append(" AND status = :status");
            parameters.put("status", filter.status().name());
        }
        if (filter.country() != null) {
            sql.append(" AND country = :country");
            parameters.put("country", filter.country());
        }
        String text = filter.text();
        if (text == null) {
            return;
        }
        if (isOrderNumber(text)) {
            sql.append(" AND order_number = :orderNumber");
            parameters.put("orderNumber", text.toUpperCase(Locale.ROOT));
        } else if (isTelephoneNumber(text)) {
            // As written, or in national form: without the leading zero, behind any country's code. Read from its end,
            // so that an index finds it, and as a range, for of LIKE a prepared statement does not know that it is one.
            sql.append("""
                     AND order_id = ANY (ARRAY(SELECT n.order_id FROM port_order_number AS n
                                               WHERE n.tenant_id = :tenantId AND reverse(n.number) ~>=~ :fromTheEnd
                                                 AND reverse(n.number) ~<~ :afterAllThat))
                    """);
            String digits = digits(text);
            String wanted = text.startsWith("+") ? "+" + digits : digits.replaceFirst("^0{1,2}", "");
            String fromTheEnd = new StringBuilder(wanted).reverse().toString();
            parameters.put("fromTheEnd", fromTheEnd);
            // A colon comes after all that numbers consist of.
            parameters.put("afterAllThat", fromTheEnd + ":");
        } else {
            sql.append(" AND (name ILIKE :like OR carrier_name ILIKE :like OR order_number ILIKE :like)");
            parameters.put("like", "%" + text.replaceAll("([\\\\%_])", "\\\\$1") + "%");
        }
    }

    private static boolean isOrderNumber(String text) {
        return text.toUpperCase(Locale.ROOT).matches("PO-\\d+");
    }

    private static boolean isTelephoneNumber(String text) {
        return digits(text).length() >= 6 && text.matches("[+0-9 ()./-]+");
    }

    private static String digits(String text) {
        return text.replaceAll("[^0-9]", "");
    }

    /** Rows go to the database as JSON, by the names of its columns. */
    private static Map<String, @Nullable Object> state(OrderState after, Standing standing) {
        Map<String, @Nullable Object> row = new HashMap<>();
        row.put("order_id", after.id());
        row.put("tenant_id", after.tenantId());
        row.put("order_number", after.number());
        row.put("version", after.version());
        row.put("occurred_at", text(after.occurredAt()));
        row.put("name", after.name());
        row.put("country", after.country());
        row.put("status", after.status().name());
        row.put("attempt", after.attempt());
        row.put("carrier_id", after.carrierId());
        row.put("carrier_name", after.carrierName());
        row.put("port_type", after.portType());
        row.put("numbers", after.numbers());
        row.put("ported_numbers", after.portedNumbers());
        put(row, "requested", after.requested());
        put(row, "foc", after.foc());
        put(row, "requested_foc", after.requestedFoc());
        row.put("carrier_cancel_pending", after.carrierCancelPending());
        row.put("reasons", after.reasons());
        row.put("ball", after.ball().name());
        row.put("ball_since", text(after.ballSince()));
        row.put("answer_due_by", text(after.answerDueBy()));
        row.put("editable_until", text(after.editableUntil()));
        row.put("cancellable_until", text(after.cancellableUntil()));
        row.put("submitted_at", text(after.submittedAt()));
        row.put("case_id", after.caseId());
        row.put("linked_order_id", after.linkedOrderId());
        row.put("deleted", after.deleted());
        row.put("status_since", text(standing.statusSince()));
        row.put("furthest", standing.furthest());
        return row;
    }

    private static Map<String, @Nullable Object> entry(OrderChange change, @Nullable Long secondsInStatus) {
        OrderEvent event = change.event();
        Map<String, @Nullable Object> row = new HashMap<>();
        row.put("order_id", change.after().id());
        row.put("version", event.version());
        row.put("tenant_id", change.after().tenantId());
        row.put("event_id", event.eventId());
        row.put("occurred_at", text(event.occurredAt()));
        row.put("change", event.change());
        row.put("actor", event.actor());
        row.put("from_status", event.from() == null ? null : event.from().name());
        row.put("to_status", event.to().name());
        row.put("attempt", event.attempt());
        row.put("reasons", event.reasons());
        put(row, "foc", event.foc());
        put(row, "requested_foc", event.requestedFoc());
        row.put("carrier_name", change.after().carrierName());
        row.put("seconds_in_status", secondsInStatus);
        return row;
    }

    private static void put(Map<String, @Nullable Object> row, String name, @Nullable ZonedDateTime moment) {
        row.put(name + "_at", moment == null ? null : text(moment.toInstant()));
        row.put(name + "_zone", moment == null ? null : moment.getZone().getId());
    }

    private static @Nullable String text(@Nullable Instant instant) {
        return instant == null ? null : instant.toString();
    }

    /**
     * What of an order's past its next event needs.
     *
     * @param furthest the last station of the way that it reached
     */
    private record Standing(long version, OrderStatus status, Instant statusSince, int furthest, List<String> numbers) {

        static Standing of(OrderState after, @Nullable Standing before) {
            return new Standing(
                    after.version(),
                    after.status(),
                    before != null && before.status == after.status() ? before.statusSince : after.occurredAt(),
                    Math.max(before == null ? 0 : before.furthest, station(after.status())),
                    after.numbers());
        }

        /** How long the order was in the status that the change ended; null if it ended none, or came late. */
        @Nullable
        Long secondsUntil(OrderChange change) {
            OrderEvent event = change.event();
            if (version >= event.version() || status != event.from() || status == event.to()) {
                return null;
            }
            return Math.max(0, Duration.between(statusSince, event.occurredAt()).toSeconds());
        }
    }

    /** How far along the way a status is; 0 for those beside it. */
    private static int station(OrderStatus status) {
        return switch (status) {
            case PROCESSING -> 1;
            case CONTACTING_CARRIER -> 2;
            case TRANSFER_APPROVED -> 3;
            case TRANSFER_PENDING -> 4;
            case COMPLETED -> 5;
            case ERROR, CANCELLED, UNKNOWN -> 0;
        };
    }

    private static OrderSummary summary(ResultSet rs) throws SQLException {
        return new OrderSummary(
                rs.getObject("order_id", UUID.class),
                rs.getString("order_number"),
                rs.getLong("version"),
                rs.getString("name"),
                rs.getString("country"),
                OrderStatus.valueOf(rs.getString("status")),
                rs.getString("carrier_name"),
                rs.getInt("number_count"),
                rs.getString("first_number"),
                moment(rs, "requested"),
                momentOrNull(rs, "foc"),
                rs.getBoolean("carrier_cancel_pending"),
                BallHolder.valueOf(rs.getString("ball")),
                instantOrNull(rs, "answer_due_by"),
                instantOrNull(rs, "editable_until"),
                instantOrNull(rs, "cancellable_until"),
                instant(rs, "submitted_at"));
    }

    private OrderState state(ResultSet rs) throws SQLException {
        return new OrderState(
                rs.getObject("order_id", UUID.class),
                rs.getString("tenant_id"),
                rs.getString("order_number"),
                rs.getLong("version"),
                instant(rs, "occurred_at"),
                rs.getString("name"),
                rs.getString("country"),
                OrderStatus.valueOf(rs.getString("status")),
                rs.getInt("attempt"),
                rs.getString("carrier_id"),
                rs.getString("carrier_name"),
                rs.getString("port_type"),
                strings(rs.getArray("numbers")),
                strings(rs.getArray("ported_numbers")),
                moment(rs, "requested"),
                momentOrNull(rs, "foc"),
                momentOrNull(rs, "requested_foc"),
                rs.getBoolean("carrier_cancel_pending"),
                json.readValue(rs.getString("reasons"), REASONS),
                BallHolder.valueOf(rs.getString("ball")),
                instant(rs, "ball_since"),
                instantOrNull(rs, "answer_due_by"),
                instantOrNull(rs, "editable_until"),
                instantOrNull(rs, "cancellable_until"),
                instant(rs, "submitted_at"),
                rs.getObject("case_id", UUID.class),
                rs.getObject("linked_order_id", UUID.class),
                rs.getBoolean("deleted"));
    }

    private OrderEvent event(ResultSet rs) throws SQLException {
        String from = rs.getString("from_status");
        return new OrderEvent(
                rs.getObject("event_id", UUID.class),
                rs.getLong("version"),
                instant(rs, "occurred_at"),
                rs.getString("change"),
                rs.getString("actor"),
                from == null ? null : OrderStatus.valueOf(from),
                OrderStatus.valueOf(rs.getString("to_status")),
                rs.getInt("attempt"),
                json.readValue(rs.getString("reasons"), REASONS),
                momentOrNull(rs, "foc"),
                momentOrNull(rs, "requested_foc"));
    }

    private static List<String> strings(Array array) throws SQLException {
        return List.of((String[]) array.getArray());
    }

    private static ZonedDateTime moment(ResultSet rs, String name) throws SQLException {
        return instant(rs, name + "_at").atZone(ZoneId.of(rs.getString(name + "_zone")));
    }

    private static @Nullable ZonedDateTime momentOrNull(ResultSet rs, String name) throws SQLException {
        return rs.getString(name + "_zone") == null ? null : moment(rs, name);
    }

    private static Instant instant(ResultSet rs, String column) throws SQLException {
        return rs.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static @Nullable Instant instantOrNull(ResultSet rs, String column) throws SQLException {
        OffsetDateTime value = rs.getObject(column, OffsetDateTime.class);
        return value == null ? null : value.toInstant();
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
