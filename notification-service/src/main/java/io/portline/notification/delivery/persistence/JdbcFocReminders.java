package io.portline.notification.delivery.persistence;

import io.portline.notification.delivery.Facts;
import io.portline.notification.delivery.FocReminders;
import io.portline.notification.delivery.Subject;
import io.portline.notification.delivery.SubjectKind;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

import java.util.Optional;
import java.util.UUID;

/** Orders with a transfer ahead. */
@Repository
class JdbcFocReminders implements FocReminders.Store {
    private static final String KEEP = """
            INSERT INTO foc_reminder (order_id, order_number, tenant_id, facts, contacts_revision)
            VALUES (:order, :number, :tenant, CAST(:facts AS jsonb), :revision)
            ON CONFLICT (order_id) DO UPDATE SET facts = excluded.facts, contacts_revision = excluded.contacts_revision""";

    private static final String FORGET = "DELETE FROM foc_reminder WHERE order_id = :order";

    private static final String FIND = """
            SELECT order_id, order_number, tenant_id, facts, contacts_revision FROM foc_reminder WHERE order_id = :order""";

    private final JdbcClient jdbc;
    private final JsonMapper json;

    JdbcFocReminders(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    @Override
    public void keep(FocReminders.Ahead ahead) {
        jdbc.sql(KEEP)
                .param("order", ahead.order().id())
                .param("number", ahead.order().number())
                .param("tenant", ahead.order().tenantId())
                .param("facts", json.writeValueAsString(ahead.facts()))
                .param("revision", ahead.contactsRevision())
                .update();
    }

    @Override
    public void forget(UUID orderId) {
        jdbc.sql(FORGET).param("order", orderId).update();
    }

    @Override
    public Optional<FocReminders.Ahead> find(UUID orderId) {
        return jdbc.sql(FIND)
                .param("order", orderId)
                .query((row, _) -> new FocReminders.Ahead(
                        new Subject(
                                SubjectKind.PORT_ORDER,
                                row.getObject("order_id", UUID.class),
                                row.getString("order_number"),
                                row.getString("tenant_id")),
                        json.readValue(row.getString("facts"), Facts.OfPortOrder.class),
                        row.getLong("contacts_revision")))
                .optional();
    }
}
