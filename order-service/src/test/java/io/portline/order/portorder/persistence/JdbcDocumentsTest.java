package io.portline.order.portorder.persistence;

import io.portline.infrastructure.LocalPostgres;
import io.portline.infrastructure.TestInfrastructure;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

import java.util.List;
import java.util.UUID;

import static org.assertj.core.api.Assertions.assertThat;

class JdbcDocumentsTest {

    /** Every order linked to a case, as a desk that has worked for years has them. */
    @Test
    void findsADeskLetterByItsIndexHoweverManyOrdersAreLinkedToCases() {
        JdbcClient jdbc = newDatabase();
        jdbc.sql("""
                        INSERT INTO port_order (id, number, tenant_id, revision, status_version, request_version, contacts_revision,
                                                timeline_length, status, attempt, name, country, carrier_id, carrier_name, number_count,
                                                requested_local, requested_zone, requested_at, details, progress, contacts, case_id,
                                                deleted, submitted_at, updated_at)
                        SELECT gen_random_uuid(), 'PO-' || n, 'contoso', 1, 1, 1, 1, 1, 'COMPLETED', 1, 'Head office', 'US', 'us-cascadia',
                               'Cascadia Telephone', 1, now(), 'UTC', now(), jsonb_build_object('loaDocumentId', gen_random_uuid()), '{}',
                               '[]', gen_random_uuid(), false, now(), now()
                        FROM generate_series(1, 20000) n
                        """).update();
        UUID letter = jdbc.sql("""
                        INSERT INTO document (id, tenant_id, kind, name, media_type, size_bytes, content, uploaded_by, uploaded_at)
                        SELECT CAST(details ->> 'loaDocumentId' AS uuid), tenant_id, 'LOA', 'loa.pdf', 'application/pdf', 1, 'x', 'ada', now()
                        FROM port_order LIMIT 1
                        RETURNING id
                        """).query(UUID.class).single();
        jdbc.sql("ANALYZE").update();

        List<String> plan = jdbc.sql("EXPLAIN (ANALYZE) " + JdbcDocuments.FIND)
                .param("id", letter)
                .param("tenant", null)
                .param("linkedToCases", true)
                .query(String.class)
                .list();

        assertThat(plan)
                .anyMatch(line -> line.contains("port_order_by_letter") && !line.contains("never executed"))
                .noneMatch(line -> line.contains("Seq Scan on port_order ") && !line.contains("never executed"));
        assertThat(plan).as("the letter is found").first().asString().contains("rows=1");
    }

    private static JdbcClient newDatabase() {
        LocalPostgres.Database database = TestInfrastructure.postgres().newDatabase("order_documents");
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(database.jdbcUrl());
        source.setUser(database.user());
        source.setPassword(database.password());
        Flyway.configure()
                .dataSource(source)
                .locations("classpath:db/order-service")
                .load()
                .migrate();
        return JdbcClient.create(source);
    }
}
