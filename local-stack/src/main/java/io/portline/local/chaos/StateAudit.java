package io.portline.local.chaos;

import io.portline.schemas.Topic;
import io.portline.schemas.Topics;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/** Compares what the services' databases say with the topics, with each other, with the mails and with what was promised to the client. */
final class StateAudit {
    private static final List<String> DATABASES =
            List.of("order_service", "carrier_gateway", "notification_service", "case_service", "dashboard");

    private final Databases databases;
    private final Findings findings = new Findings();

    /** Opens a connection to the database of a name. */
    @FunctionalInterface
    interface Databases {
        Connection connect(String database) throws SQLException;
    }

    private StateAudit(Databases databases) {
        this.databases = databases;
    }

    /** What is still on its way: rows to publish, orders under way, mails to send; zero everywhere when all has come to rest. */
    static Map<String, Long> unsettled(Databases databases) throws SQLException {
        StateAudit audit = new StateAudit(databases);
        Map<String, Long> open = new LinkedHashMap<>();
        for (String database : DATABASES) {
            open.put("unsent events of " + database, audit.number(database, "SELECT count(*) FROM outbox"));
        }
        open.put("orders under way", audit.number("order_service", """
                        SELECT count(*) FROM port_order
                        WHERE NOT deleted AND status NOT IN ('COMPLETED', 'CANCELLED', 'ERROR')"""));
        open.put(
                "port-outs under way",
                audit.number(
                        "order_service", "SELECT count(*) FROM port_out WHERE status IN ('REQUESTED', 'APPROVED')"));
        open.put(
                "mails to send",
                audit.number("notification_service", "SELECT count(*) FROM delivery WHERE status = 'WAITING'"));
        open.put("orders that the dashboard does not have yet", audit.behind("port_order", "order_id", audit.orders()));
        open.put("cases that the dashboard does not have yet", audit.behind("support_case", "case_id", audit.cases()));
        open.put(
                "port-outs that the dashboard does not have yet",
                audit.behind("port_out", "port_out_id", audit.portOuts()));
        open.values().removeIf(count -> count == 0);
        return open;
    }

    static Findings compare(
            Databases databases,
            TopicAudit topics,
            MailWatch mails,
            Set<String> promisedOrders,
            Set<String> promisedCases,
            Set<String> promisedPortOuts)
            throws SQLException {
        StateAudit audit = new StateAudit(databases);
        Map<String, Long> orders = audit.orders();
        Map<String, Long> cases = audit.cases();
        Map<String, Long> portOuts = audit.portOuts();
        audit.versions(Topics.PORT_OUT_STATUS, portOuts, topics);
        audit.versions(Topics.PORT_ORDER_STATUS, orders, topics);
        audit.versions(Topics.CASE_ACTIVITY, cases, topics);
        audit.versions(
                Topics.CARRIER_REQUEST,
                audit.versionsOf(
                        "order_service", "SELECT id, request_version FROM port_order WHERE request_version > 0"),
                topics);
        audit.versions(Topics.PORTING_CONTACTS, audit.versionsOf("order_service", """
                        SELECT id, contacts_revision FROM port_order
                        UNION ALL SELECT id, contacts_revision FROM port_out WHERE contacts_revision > 0"""), topics);
        audit.versions(
                Topics.CARRIER_REPLY,
                audit.versionsOf(
                        "carrier_gateway", "SELECT order_id, version FROM carrier_reply_version WHERE version > 0"),
                topics);
        audit.versions(
                Topics.DELIVERY,
                audit.versionsOf(
                        "notification_service", "SELECT subject_id, version FROM subject_outcomes WHERE version > 0"),
                topics);
        audit.timelines();
        audit.readModels(orders, cases, portOuts);
        audit.inventory();
        audit.promises("order", promisedOrders, orders.keySet());
        audit.promises("case", promisedCases, cases.keySet());
        audit.promises("port-out", promisedPortOuts, portOuts.keySet());
        audit.mails(mails);
        audit.nothingGivenUp();
        audit.ends();
        return audit.findings;
    }

    private Map<String, Long> orders() throws SQLException {
        return versionsOf("order_service", "SELECT id, status_version FROM port_order");
    }

    private Map<String, Long> cases() throws SQLException {
        return versionsOf("case_service", "SELECT id, activity_version FROM tns_case");
    }

    private Map<String, Long> portOuts() throws SQLException {
        return versionsOf("order_service", "SELECT id, status_version FROM port_out");
    }

    private void versions(Topic<?> topic, Map<String, Long> state, TopicAudit topics) {
        Map<String, Long> published = topics.lastVersions(topic);
        state.forEach((key, version) -> {
            long last = published.getOrDefault(key, 0L);
            if (last != version) {
                findings.breach("%s %s: version %d was committed, %d is the last in the topic"
                        .formatted(topic.name(), key, version, last));
            }
        });
        published.keySet().stream()
                .filter(key -> !state.containsKey(key))
                .filter(key -> !topic.equals(Topics.PORTING_CONTACTS))
                .forEach(key ->
                        findings.breach("%s %s: published, and not in the database".formatted(topic.name(), key)));
        findings.count("keys compared with their topic", state.size());
    }

    private void timelines() throws SQLException {
        rows(
                "order_service",
                """
                SELECT o.id, o.timeline_length, count(t.sequence), max(t.sequence)
                FROM port_order o LEFT JOIN port_order_timeline t ON t.order_id = o.id
                GROUP BY o.id HAVING o.timeline_length <> count(t.sequence) OR o.timeline_length <> max(t.sequence)""",
                row -> findings.breach("timeline of order %s: length %d, entries %d, last %d"
                        .formatted(row.getString(1), row.getLong(2), row.getLong(3), row.getLong(4))));
    }

    /** What was ported to us and has not left again is in the inventory, and nothing else is. */
    private void inventory() throws SQLException {
        rows(
                "order_service",
                """
                WITH left_again AS (
                    SELECT n.number FROM port_out_number n JOIN port_out p ON p.id = n.port_out_id WHERE p.status = 'COMPLETED'
                ), expected AS (
                    SELECT number FROM port_order_number WHERE ported EXCEPT SELECT number FROM left_again
                )
                SELECT coalesce(e.number, i.number), i.number IS NULL
                FROM expected e FULL JOIN inventory_number i ON i.number = e.number
                WHERE e.number IS NULL OR i.number IS NULL""",
                row -> findings.breach("number %s is %s the inventory, wrongly"
                        .formatted(row.getString(1), row.getBoolean(2) ? "missing from" : "in")));
        findings.count(
                "numbers that left again",
                number(
                        "order_service",
                        "SELECT count(*) FROM port_out_number n JOIN port_out p ON p.id = n.port_out_id WHERE p.status = 'COMPLETED'"));
    }

    private void readModels(Map<String, Long> orders, Map<String, Long> cases, Map<String, Long> portOuts)
            throws SQLException {
        sameRows(
                "orders",
                "SELECT id, concat_ws(' ', status_version, status, attempt, deleted) FROM port_order",
                "order_service",
                "SELECT order_id, concat_ws(' ', version, status, attempt, deleted) FROM port_order");
        sameRows(
                "cases",
                "SELECT id, concat_ws(' ', activity_version, status) FROM tns_case",
                "case_service",
                "SELECT case_id, concat_ws(' ', version, status) FROM support_case");
        sameRows(
                "port-outs",
                "SELECT id, concat_ws(' ', status_version, status) FROM port_out",
                "order_service",
                "SELECT port_out_id, concat_ws(' ', version, status) FROM port_out");
        findings.count("rows of read models compared", orders.size() + cases.size() + portOuts.size());
    }

    private void sameRows(String what, String ownSql, String database, String modelSql) throws SQLException {
        Map<String, String> own = texts(database, ownSql);
        Map<String, String> model = texts("dashboard", modelSql);
        own.forEach((key, state) -> {
            if (!state.equals(model.get(key))) {
                findings.breach("dashboard's %s: %s is '%s', and '%s' at its service"
                        .formatted(what, key, model.get(key), state));
            }
        });
    }

    private void promises(String what, Set<String> promised, Set<String> there) {
        promised.stream()
                .filter(id -> !there.contains(id))
                .forEach(id -> findings.breach("%s %s was answered with 201 and is not there".formatted(what, id)));
    }

    /** Every change of an order's status tells each of its contacts once. */
    private void mails(MailWatch mails) throws SQLException {
        mails.look();
        Map<UUID, Integer> expected = new HashMap<>();
        rows("dashboard", """
                SELECT event_id FROM port_order_event
                WHERE from_status IS DISTINCT FROM to_status""", row -> expected.put(row.getObject(1, UUID.class), 2));
        expected.forEach((event, contacts) -> {
            if (mails.toldOf(event) != contacts) {
                findings.breach(
                        "event %s was told to %d of %d contacts".formatted(event, mails.toldOf(event), contacts));
            }
        });
        rows("notification_service", "SELECT id, status, message_id FROM delivery", row -> {
            String status = row.getString(2);
            String messageId = row.getString(3);
            if (!"SENT".equals(status)) {
                findings.breach("delivery %s ended as %s".formatted(row.getString(1), status));
            } else if (messageId == null || !mails.has(messageId)) {
                findings.breach("delivery %s is marked sent, and the mail did not arrive".formatted(row.getString(1)));
            }
        });
        findings.count("status changes whose mails were looked for", expected.size());
        findings.count("mails that arrived", mails.mails());
        findings.count("mails that came twice", mails.repeated());
    }

    private void nothingGivenUp() throws SQLException {
        for (String database : DATABASES) {
            rows(
                    database,
                    "SELECT consumer, topic, message_key, cause, message FROM dead_letter WHERE state = 'OPEN'",
                    row -> findings.breach("%s gave up on %s %s: %s %s"
                            .formatted(
                                    row.getString(1),
                                    row.getString(2),
                                    row.getString(3),
                                    row.getString(4),
                                    row.getString(5))));
            rows(
                    database,
                    "SELECT topic, message_key, reason FROM held_key",
                    row -> findings.breach("%s cannot send %s %s: %s"
                            .formatted(database, row.getString(1), row.getString(2), row.getString(3))));
        }
    }

    private void ends() throws SQLException {
        Map<String, Long> byStatus = new TreeMap<>();
        rows(
                "order_service",
                "SELECT status, count(*) FROM port_order GROUP BY status",
                row -> byStatus.put(row.getString(1), row.getLong(2)));
        byStatus.forEach((status, count) -> findings.count("orders that ended in " + status, count));
        rows(
                "order_service",
                """
                SELECT number, status FROM port_order
                WHERE NOT deleted AND status NOT IN ('COMPLETED', 'CANCELLED', 'ERROR')""",
                row -> findings.breach("order %s is stuck in %s".formatted(row.getString(1), row.getString(2))));
        rows(
                "order_service",
                "SELECT number, count(*) FROM port_order_number WHERE ported GROUP BY number HAVING count(*) > 1",
                row -> findings.breach("number %s was ported %d times".formatted(row.getString(1), row.getLong(2))));
    }

    private long behind(String table, String key, Map<String, Long> own) throws SQLException {
        Map<String, Long> model = versionsOf("dashboard", "SELECT %s, version FROM %s".formatted(key, table));
        return own.entrySet().stream()
                .filter(entry -> !entry.getValue().equals(model.get(entry.getKey())))
                .count();
    }

    private Map<String, Long> versionsOf(String database, String sql) throws SQLException {
        Map<String, Long> found = new HashMap<>();
        rows(database, sql, row -> found.put(row.getString(1), row.getLong(2)));
        return found;
    }

    private Map<String, String> texts(String database, String sql) throws SQLException {
        Map<String, String> found = new HashMap<>();
        rows(database, sql, row -> found.put(row.getString(1), row.getString(2)));
        return found;
    }

    private long number(String database, String sql) throws SQLException {
        long[] found = new long[1];
        rows(database, sql, row -> found[0] = row.getLong(1));
        return found[0];
    }

    @FunctionalInterface
    private interface RowReader {
        void read(ResultSet row) throws SQLException;
    }

    private void rows(String database, String sql, RowReader reader) throws SQLException {
        try (Connection connection = databases.connect(database);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                reader.read(rows);
            }
        }
    }
}
