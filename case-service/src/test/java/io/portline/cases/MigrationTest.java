package io.portline.cases;

import io.portline.cases.tnscase.CaseContact;
import io.portline.cases.tnscase.CaseFixtures;
import io.portline.cases.tnscase.CaseStatus;
import io.portline.cases.tnscase.Party;
import io.portline.cases.tnscase.TimelineEntry;
import io.portline.cases.tnscase.TnsCase;
import io.portline.cases.tnscase.persistence.JdbcCases;
import io.portline.infrastructure.LocalPostgres;
import io.portline.infrastructure.TestInfrastructure;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;

import static org.assertj.core.api.Assertions.assertThat;

/** A database with rows of the first version comes to the newest with nothing lost. */
class MigrationTest {

    private static final UUID OPEN = UUID.fromString("0199b0a0-0000-7000-8000-000000000010");
    private static final UUID CLOSED = UUID.fromString("0199b0a0-0000-7000-8000-000000000011");
    private static final UUID DOCUMENT = UUID.fromString("0199b0a0-0000-7000-8000-000000000012");

    @Test
    void theCasesAndDocumentsOfTheFirstVersionAreReadByTheNewest() throws Exception {
        LocalPostgres.Database database = TestInfrastructure.postgres().newDatabase("case_migration");
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(database.jdbcUrl());
        source.setUser(database.user());
        source.setPassword(database.password());
        JdbcClient jdbc = JdbcClient.create(source);
        flyway(source, "1").migrate();
        // Three pieces, the last one short.
        byte[] content = new LargeDocument().readNBytes(600_000);
        fill(jdbc, content);

        flyway(source, "latest").migrate();

        // Reading needs neither outbox nor events.
        JdbcCases cases =
                new JdbcCases(jdbc, null, null, null, null, JsonMapper.builder().build());
        TnsCase open = cases.find(CaseFixtures.ADA, OPEN).orElseThrow();
        assertThat(open.status()).isEqualTo(CaseStatus.NEW);
        assertThat(open.openedBy()).isInstanceOf(Party.Customer.class);
        assertThat(open.contacts()).extracting(CaseContact::email).containsExactly("ada@contoso.example");
        assertThat(open.contacts())
                .allSatisfy(contact -> assertThat(contact.replyToken()).matches("[0-9a-f]{32}"));
        assertThat(open.progress().clock().runningSince()).contains(open.openedAt());
        assertThat(open.wakeAt()).as("its desk is asked, too").isPresent();
        TnsCase closed = cases.find(CaseFixtures.ADA, CLOSED).orElseThrow();
        assertThat(closed.status()).isEqualTo(CaseStatus.RESOLVED);
        assertThat(closed.wakeAt()).isEmpty();
        assertThat(cases.timeline(CaseFixtures.ADA, OPEN)).singleElement().satisfies(entry -> {
            assertThat(entry.side()).isEqualTo(TimelineEntry.Side.CUSTOMER);
            assertThat(entry.documents()).singleElement().satisfies(document -> {
                assertThat(document.name()).isEqualTo("letter.pdf");
                assertThat(document.quarantined()).isFalse();
            });
        });
        assertThat(jdbc.sql("SELECT content FROM document_piece WHERE document_id = :id ORDER BY position")
                        .param("id", DOCUMENT)
                        .query((row, _) -> row.getBytes("content").length)
                        .list())
                .containsExactly(262_144, 262_144, 75_712);
        assertThat(jdbc.sql(
                                "SELECT encode(sha256(string_agg(content, NULL ORDER BY position)), 'hex') FROM document_piece WHERE document_id = :id")
                        .param("id", DOCUMENT)
                        .query(String.class)
                        .single())
                .isEqualTo(HexFormat.of()
                        .formatHex(MessageDigest.getInstance("SHA-256").digest(content)));
        assertThat(jdbc.sql("SELECT store || ' ' || kept FROM document")
                        .query(String.class)
                        .list())
                .isEqualTo(List.of("POSTGRESQL true"));
    }

    private static Flyway flyway(PGSimpleDataSource source, String target) {
        return Flyway.configure()
                .dataSource(source)
                .locations("classpath:db/case-service")
                .target(target)
                .load();
    }

    private static void fill(JdbcClient jdbc, byte[] content) {
        jdbc.sql("""
                        INSERT INTO document (id, tenant_id, name, media_type, size_bytes, uploaded_by, uploaded_at, content)
                        VALUES (:id, 'contoso', 'letter.pdf', 'application/pdf', :size, 'ada', '2026-11-23T09:00:00Z', :content)
                        """)
                .param("id", DOCUMENT)
                .param("size", content.length)
                .param("content", content)
                .update();
        String insert = """
                INSERT INTO tns_case (id, number, tenant_id, opened_by, opened_by_name, category, country, title, description,
                                      fields, numbers, contacts, status, opened_at, updated_at, closed_at, closing_code,
                                      activity_version, contacts_revision, revision)
                VALUES (:id, :number, 'contoso', 'ada', 'Ada Lovelace', 'GENERAL_INQUIRY', 'FR', 'Mobile numbers', 'Ten of them.',
                        '{}', '{}', '[{"id": "0199b0a0-0000-7000-8000-000000000020", "opener": true, "name": "Ada Lovelace",
                                       "email": "ada@contoso.example", "language": "EN"}]',
                        :status, '2026-11-23T09:00:00Z', '2026-11-23T09:00:00Z', CAST(:closedAt AS timestamptz), :code, 1, 1, 1)
                """;
        jdbc.sql(insert)
                .param("id", OPEN)
                .param("number", 1)
                .param("status", "NEW")
                .param("closedAt", null)
                .param("code", null)
                .update();
        jdbc.sql(insert)
                .param("id", CLOSED)
                .param("number", 2)
                .param("status", "RESOLVED")
                .param("closedAt", "2026-11-23T10:00:00Z")
                .param("code", "SOLVED")
                .update();
        jdbc.sql("""
                        INSERT INTO case_timeline (case_id, sequence, activity, to_status, at, desk, actor, actor_name, document_ids,
                                                   internal)
                        VALUES (:id, 1, 'OPENED', 'NEW', '2026-11-23T09:00:00Z', false, 'ada', 'Ada Lovelace', ARRAY[CAST(:document AS uuid)],
                                false)
                        """).param("id", OPEN).param("document", DOCUMENT).update();
    }
}
