package io.portline.order.portorder.persistence;

import io.portline.infrastructure.LocalPostgres;
import io.portline.infrastructure.TestInfrastructure;
import io.portline.order.portorder.Orders;
import io.portline.order.portorder.PortOrder;
import io.portline.order.portorder.Scope;
import io.portline.order.portorder.Stored;
import io.portline.order.portorder.TimelineEntry;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.time.ZoneOffset;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/** A database with rows of the first version comes to the newest with nothing lost. */
class MigrationTest {

    private final PortOrderJson json = new PortOrderJson();

    @Test
    void theOrdersOfTheFirstVersionAreReadByTheNewestAndWhatWasPortedIsInTheInventory() {
        LocalPostgres.Database database = TestInfrastructure.postgres().newDatabase("order_migration");
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(database.jdbcUrl());
        source.setUser(database.user());
        source.setPassword(database.password());
        JdbcClient jdbc = JdbcClient.create(source);
        flyway(source, "1").migrate();
        PortOrder order = Orders.completed();
        fill(jdbc, order);

        flyway(source, "latest").migrate();

        // Reading needs neither outbox nor events.
        JdbcPortOrders orders = new JdbcPortOrders(jdbc, null, null, null, null, null);
        Stored stored = orders.find(order.id(), new Scope.Tenant("contoso")).orElseThrow();
        assertThat(stored.revision()).isEqualTo(7);
        assertThat(stored.order())
                .usingRecursiveComparison()
                .ignoringFields("statusSince", "activation.lastTriedAt")
                .isEqualTo(order);
        assertThat(stored.order().statusSince()).as("not kept then").isEqualTo(order.updatedAt());
        assertThat(stored.order().activation().lastTriedAt())
                .as("not kept then")
                .isNull();
        assertThat(orders.timeline(order.id())).singleElement().satisfies(entry -> {
            assertThat(entry.note()).isEqualTo("All numbers");
            assertThat(entry.differences()).isEmpty();
        });
        assertThat(orders.timeline(order.id())).extracting(TimelineEntry::at).containsExactly(order.updatedAt());
        assertThat(jdbc.sql("SELECT number || ' ' || tenant_id || ' ' || type FROM inventory_number ORDER BY number")
                        .query(String.class)
                        .list())
                .isEqualTo(List.of(
                        Orders.FIRST + " contoso USER",
                        Orders.SECOND + " contoso USER",
                        Orders.THIRD + " contoso USER"));
    }

    private static Flyway flyway(PGSimpleDataSource source, String target) {
        return Flyway.configure()
                .dataSource(source)
                .locations("classpath:db/order-service")
                .target(target)
                .load();
    }

    private void fill(JdbcClient jdbc, PortOrder order) {
        ObjectNode progress =
                (ObjectNode) JsonMapper.builder().build().readTree(json.write(PortOrderJson.Progress.of(order)));
        progress.remove("statusSince");
        ((ObjectNode) progress.get("activation")).remove("lastTriedAt");
        jdbc.sql("""
                        INSERT INTO port_order (id, number, tenant_id, revision, status_version, request_version, contacts_revision,
                                                timeline_length, status, attempt, name, country, carrier_id, carrier_name, number_count,
                                                requested_local, requested_zone, requested_at, foc_local, foc_zone, foc_at,
                                                details, progress, contacts, deleted, submitted_at, updated_at)
                        VALUES (:id, :number, :tenant, 7, 5, 2, :contactsRevision, 1, :status, :attempt, :name, :country, :carrierId,
                                :carrierName, 3, :requestedLocal, :requestedZone, :requestedAt, :focLocal, :focZone, :focAt,
                                CAST(:details AS jsonb), CAST(:progress AS jsonb), CAST(:contacts AS jsonb), false, :submittedAt, :updatedAt)
                        """)
                .param("id", order.id())
                .param("number", order.number())
                .param("tenant", order.tenantId())
                .param("contactsRevision", order.contactsRevision())
                .param("status", order.status().name())
                .param("attempt", order.attempt())
                .param("name", order.details().name())
                .param("country", order.details().country())
                .param("carrierId", order.details().carrier().id())
                .param("carrierName", order.details().carrier().name())
                .param("requestedLocal", order.details().requested().local())
                .param("requestedZone", order.details().requested().zone().getId())
                .param("requestedAt", order.details().requested().instant().atOffset(ZoneOffset.UTC))
                .param("focLocal", order.foc().local())
                .param("focZone", order.foc().zone().getId())
                .param("focAt", order.foc().instant().atOffset(ZoneOffset.UTC))
                .param("details", json.write(order.details()))
                .param("progress", progress.toString())
                .param("contacts", json.write(order.contacts()))
                .param("submittedAt", Orders.SUBMITTED.atOffset(ZoneOffset.UTC))
                .param("updatedAt", order.updatedAt().atOffset(ZoneOffset.UTC))
                .update();
        jdbc.sql("""
                        INSERT INTO port_order_number (order_id, attempt, number, active, ported)
                        SELECT :id, 1, number, false, true FROM unnest(CAST(:numbers AS text[])) AS number
                        """)
                .param("id", order.id())
                .param("numbers", order.details().numbers().toArray(String[]::new))
                .update();
        jdbc.sql("""
                        INSERT INTO port_order_timeline (order_id, sequence, change, from_status, to_status, at, actor, attempt, reasons, note)
                        VALUES (:id, 1, 'COMPLETED', 'TRANSFER_PENDING', 'COMPLETED', :at, 'SYSTEM', 1, '[]', 'All numbers')
                        """)
                .param("id", order.id())
                .param("at", order.updatedAt().atOffset(ZoneOffset.UTC))
                .update();
    }
}
