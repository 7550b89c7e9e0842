package io.portline.local.chaos;

import io.portline.schemas.Topic;
import io.portline.schemas.Topics;
import org.jspecify.annotations.Nullable;

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
import java.util.TreeSet;
import java.util.UUID;

/** Compares what the services' databases say with the topics, with each other, with the mails and with what was promised to the client. */
final class StateAudit {
    private static final List<String> DATABASES =
            List.of("order_service", "carrier_gateway", "notification_service", "case_service", "dashboard");

    private static final String CONTACTS_OF_ORDERS_AND_PORT_OUTS = """
            SELECT id, contacts_revision FROM port_order
            UNION ALL SELECT id, contacts_revision FROM port_out WHERE contacts_revision > 0""";

    private static final String CONTACTS_OF_CASES = "SELECT id, contacts_revision FROM tns_case";

    /** The entries of the owner's timelines that are published, with the versions that they have in the topic. */
    private static final String PUBLISHED_OF_ORDERS = """
            SELECT order_id, row_number() OVER (PARTITION BY order_id ORDER BY sequence) AS version, change, from_status, to_status
            FROM port_order_timeline
            WHERE change NOT IN ('ACTIVATION_ASKED', 'ACTIVATION_INCOMPLETE', 'DOCUMENT_ADDED', 'COMMENTED', 'REPLY_KEPT')""";

    private static final String PUBLISHED_OF_CASES = """
            SELECT case_id, row_number() OVER (PARTITION BY case_id ORDER BY sequence) AS version,
                   CASE activity WHEN 'UNASSIGNED' THEN 'ASSIGNED' WHEN 'DOCUMENT_RELEASED' THEN 'DOCUMENT_ADDED' ELSE activity END
                       AS activity,
                   from_status, to_status
            FROM case_timeline WHERE NOT internal""";

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

    /** What the client knows of what the run did. */
    record Told(
            Set<String> promisedOrders,
            Set<String> promisedCases,
            Set<String> promisedPortOuts,
            Map<String, String> endings) {}

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
        open.values().removeIf(count -> count == 0);
        return open;
    }

    static Findings compare(
            Databases databases, TopicAudit topics, MailWatch mails, Interruptions interruptions, Told told)
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
        audit.versions(
                Topics.PORTING_CONTACTS, audit.versionsOf("order_service", CONTACTS_OF_ORDERS_AND_PORT_OUTS), topics);
        audit.versions(Topics.SUPPORT_CONTACTS, audit.versionsOf("case_service", CONTACTS_OF_CASES), topics);
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
        audit.readModels();
        audit.inventory(told.promisedPortOuts());
        audit.promises("order", told.promisedOrders(), orders.keySet());
        audit.promises("case", told.promisedCases(), cases.keySet());
        audit.promises("port-out", told.promisedPortOuts(), portOuts.keySet());
        audit.mails(mails, topics);
        audit.findings.add(mails.doubled(interruptions));
        audit.nothingGivenUp();
        audit.ends(told.endings());
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
    private void inventory(Set<String> promisedPortOuts) throws SQLException {
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
        long left = number(
                "order_service",
                "SELECT count(*) FROM port_out_number n JOIN port_out p ON p.id = n.port_out_id WHERE p.status = 'COMPLETED'");
        findings.count("numbers that left again", left);
        if (left == 0 && !promisedPortOuts.isEmpty()) {
            findings.breach("%d port-outs were promised, and no number has left".formatted(promisedPortOuts.size()));
        }
    }

    private void readModels() throws SQLException {
        copied(
                "orders",
                "order_service",
                "SELECT id, concat_ws(' ', status_version, status, attempt, deleted) FROM port_order",
                "dashboard",
                "SELECT order_id, concat_ws(' ', version, status, attempt, deleted) FROM port_order");
        copied(
                "events of orders",
                "order_service",
                "SELECT concat(order_id, ' ', version), concat_ws(' ', change, from_status, to_status) FROM (%s) AS published"
                        .formatted(PUBLISHED_OF_ORDERS),
                "dashboard",
                "SELECT concat(order_id, ' ', version), concat_ws(' ', change, from_status, to_status) FROM port_order_event");
        copied(
                "cases",
                "case_service",
                "SELECT id, concat_ws(' ', activity_version, status) FROM tns_case",
                "dashboard",
                "SELECT case_id, concat_ws(' ', version, status) FROM support_case");
        copied(
                "events of cases",
                "case_service",
                "SELECT concat(case_id, ' ', version), concat_ws(' ', activity, from_status, to_status) FROM (%s) AS published"
                        .formatted(PUBLISHED_OF_CASES),
                "dashboard",
                "SELECT concat(case_id, ' ', version), concat_ws(' ', activity, from_status, to_status) FROM support_case_event");
        copied(
                "port-outs",
                "order_service",
                "SELECT id, concat_ws(' ', status_version, status) FROM port_out",
                "dashboard",
                "SELECT port_out_id, concat_ws(' ', version, status) FROM port_out");
        copied(
                "port-outs",
                "order_service",
                "SELECT id, concat_ws(' ', status_version, status) FROM port_out",
                "carrier_gateway",
                "SELECT port_out_id, concat_ws(' ', version, status) FROM port_out_state");
        copied(
                "events of port-outs",
                "order_service",
                "SELECT concat(port_out_id, ' ', sequence), concat_ws(' ', from_status, to_status) FROM port_out_timeline",
                "dashboard",
                "SELECT concat(port_out_id, ' ', version), concat_ws(' ', from_status, to_status) FROM port_out_event");
        copied(
                "deliveries",
                "notification_service",
                "SELECT id, concat_ws(' ', status, attempts, message_id) FROM delivery WHERE status <> 'WAITING'",
                "dashboard",
                "SELECT delivery_id, concat_ws(' ', result, attempts, message_id) FROM delivery");
        Map<String, String> contacts = texts("order_service", CONTACTS_OF_ORDERS_AND_PORT_OUTS);
        contacts.putAll(texts("case_service", CONTACTS_OF_CASES));
        copied(
                "revisions of contacts",
                contacts,
                "notification_service",
                "SELECT subject_id, revision FROM subject_contacts");
    }

    private void copied(String what, String owner, String ownSql, String reader, String copySql) throws SQLException {
        copied(what, texts(owner, ownSql), reader, copySql);
    }

    /** What a service keeps of another one's is what that one has: no less, no more, and as it is there. */
    private void copied(String what, Map<String, String> own, String reader, String copySql) throws SQLException {
        Map<String, String> copy = texts(reader, copySql);
        findings.add(differences("%s's %s".formatted(reader, what), own, copy));
        findings.count("rows of read models compared", own.size());
    }

    static Findings differences(String what, Map<String, String> own, Map<String, String> copy) {
        Findings findings = new Findings();
        own.forEach((key, state) -> {
            if (!state.equals(copy.get(key))) {
                findings.breach("%s: %s is '%s', and '%s' at its owner".formatted(what, key, copy.get(key), state));
            }
        });
        copy.keySet().stream()
                .filter(key -> !own.containsKey(key))
                .forEach(key -> findings.breach("%s: %s is not at its owner".formatted(what, key)));
        return findings;
    }

    private void promises(String what, Set<String> promised, Set<String> there) {
        promised.stream()
                .filter(id -> !there.contains(id))
                .forEach(id -> findings.breach("%s %s was answered with 201 and is not there".formatted(what, id)));
    }

    /** Each event of which there are mails tells every contact that its owner has, and nobody else; no mail tells of anything else. */
    private void mails(MailWatch mails, TopicAudit topics) throws SQLException {
        mails.look();
        Map<UUID, Set<String>> expected = new HashMap<>();
        expect(expected, topics, Topics.PORT_ORDER_STATUS, "order_service", """
                SELECT e.order_id, e.version, o.contacts FROM (%s) AS e JOIN port_order o ON o.id = e.order_id
                WHERE e.change NOT IN ('FOC_CHANGE_REQUESTED', 'CARRIER_OVERDUE', 'CANCEL_CONFIRMED', 'CANCEL_REFUSED',
                                       'ACTIVATION_RETRIED', 'CONTACTS_CHANGED', 'CASE_LINKED', 'DELETED')
                """.formatted(PUBLISHED_OF_ORDERS));
        expect(expected, topics, Topics.CASE_ACTIVITY, "case_service", """
                SELECT e.case_id, e.version, c.contacts FROM (%s) AS e JOIN tns_case c ON c.id = e.case_id
                WHERE e.activity NOT IN ('DUE', 'OVERDUE', 'RATED', 'CONTACTS_CHANGED')
                """.formatted(PUBLISHED_OF_CASES));
        // Of requests under a lock nobody is told; there are none in a run, whose carriers know the PIN.
        expect(expected, topics, Topics.PORT_OUT_STATUS, "order_service", """
                SELECT t.port_out_id, t.sequence, p.contacts FROM port_out_timeline t JOIN port_out p ON p.id = t.port_out_id
                WHERE p.locked_until IS NULL""");
        findings.add(told(expected, mails));
        rows("notification_service", "SELECT id, status, message_id FROM delivery", row -> {
            String status = row.getString(2);
            String messageId = row.getString(3);
            if (!"SENT".equals(status)) {
                findings.breach("delivery %s ended as %s".formatted(row.getString(1), status));
            } else if (messageId == null || !mails.has(messageId)) {
                findings.breach("delivery %s is marked sent, and the mail did not arrive".formatted(row.getString(1)));
            }
        });
    }

    /** @param sql key, version, and the contacts as JSON, of each event that people are told of */
    private void expect(Map<UUID, Set<String>> expected, TopicAudit topics, Topic<?> topic, String database, String sql)
            throws SQLException {
        rows(database, """
                SELECT told.key, told.version,
                       (SELECT string_agg(lower(contact ->> 'email'), ' ') FROM jsonb_array_elements(told.contacts) AS contact)
                FROM (%s) AS told (key, version, contacts)""".formatted(sql), row -> {
            String addresses = row.getString(3);
            // Without an event in the topic it is a breach already.
            topics.event(topic, row.getString(1), row.getLong(2))
                    .ifPresent(event -> expected.put(
                            event, addresses == null ? Set.of() : new TreeSet<>(List.of(addresses.split(" ")))));
        });
    }

    static Findings told(Map<UUID, Set<String>> expected, MailWatch mails) {
        Findings findings = new Findings();
        expected.forEach((event, contacts) -> {
            if (!mails.toldOf(event).equals(contacts)) {
                findings.breach(
                        "event %s was told to %s instead of %s".formatted(event, mails.toldOf(event), contacts));
            }
        });
        mails.events().stream()
                .filter(event -> !expected.containsKey(event))
                .forEach(event ->
                        findings.breach("%s were told of event %s, of which nobody is told or which there is not"
                                .formatted(mails.toldOf(event), event)));
        findings.count("events whose mails were looked for", expected.size());
        return findings;
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

    private void ends(Map<String, String> endings) throws SQLException {
        Map<String, Long> byStatus = new TreeMap<>();
        rows(
                "order_service",
                "SELECT status, count(*) FROM port_order GROUP BY status",
                row -> byStatus.put(row.getString(1), row.getLong(2)));
        byStatus.forEach((status, count) -> findings.count("orders that ended in " + status, count));
        rows(
                "order_service",
                "SELECT id, number, status, progress -> 'reasons' FROM port_order",
                row -> findings.add(ending(
                        endings.get(row.getString(1)),
                        row.getString(2),
                        row.getString(3),
                        String.valueOf(row.getString(4)))));
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

    /**
     * A carrier's commitment lasts ten days of business time: it may run out while what is needed stands still, and then that is the reason.
     *
     * @param expected in which status it must end; null if that depends on who was quicker
     */
    static Findings ending(@Nullable String expected, String order, String status, String reasons) {
        Findings findings = new Findings();
        if (expected != null && status.equals(expected)) {
            findings.count("orders that ended as their story must", 1);
        } else if (expected != null && "ERROR".equals(status) && reasons.contains("\"FOC_EXPIRED\"")) {
            findings.count("orders whose date passed during an outage", 1);
        } else if (expected != null) {
            findings.breach("order %s ended in %s instead of %s: %s".formatted(order, status, expected, reasons));
        }
        return findings;
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
