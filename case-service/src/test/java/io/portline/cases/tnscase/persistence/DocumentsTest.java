package io.portline.cases.tnscase.persistence;

import io.portline.cases.LiveHeap;
import io.portline.cases.RunningCases;
import io.portline.cases.tnscase.CaseCommand;
import io.portline.cases.tnscase.CaseDocument;
import io.portline.cases.tnscase.CaseFixtures;
import io.portline.cases.tnscase.Cases;
import io.portline.cases.tnscase.DocumentContent;
import io.portline.cases.tnscase.DocumentStore;
import io.portline.cases.tnscase.DocumentStores;
import io.portline.messaging.id.EventIds;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;

import static io.portline.cases.tnscase.CaseFixtures.ADA;
import static io.portline.cases.tnscase.CaseFixtures.DESK;
import static io.portline.cases.tnscase.CaseFixtures.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Documents in PostgreSQL: kept, found, forgotten. Times are far from those of the service that runs beside. */
class DocumentsTest {

    private static final byte[] WORDS = "A letter.".getBytes(StandardCharsets.US_ASCII);
    private static final Instant BEGINNING = Instant.parse("2001-01-01T00:00:00Z");

    private final RunningCases running = RunningCases.shared();
    private final JdbcClient jdbc = running.bean(JdbcClient.class);
    private final DocumentStore postgres = running.bean(PostgresDocumentStore.class);
    private final Cases cases = running.bean(Cases.class);
    private final EventIds ids = running.bean(EventIds.class);

    @Test
    void postgresqlHoldsNeverMoreThanAPieceOfADocumentInMemory() throws IOException {
        LiveHeap.assertThatALargeDocumentAddsNothing(postgres);
    }

    @Test
    void whatNoCaseNamesInTimeIsForgottenInTwoStepsAndWhatOneNamesStays() throws IOException {
        JdbcCaseDocuments documents = documents(postgres);
        CaseDocument named = document();
        CaseDocument unnamed = document();
        for (CaseDocument document : List.of(named, unnamed)) {
            documents.add(document, ADA, NOW, content());
        }
        UUID caseId = UUID.randomUUID();
        cases.add(number -> CaseFixtures.opening(caseId, number.sequence()));
        cases.change(
                ADA,
                caseId,
                _ -> true,
                current -> current.decide(new CaseCommand.Comment(ADA, "Here.", List.of(named)), NOW));

        assertThat(documents.forget(BEGINNING.plus(Duration.ofDays(6)), 10)).isZero();
        assertThat(documents.find(ADA, unnamed.id())).contains(unnamed);

        assertThat(documents.forget(BEGINNING.plus(Duration.ofDays(7)), 10)).isEqualTo(2);
        assertThat(documents.find(ADA, named.id())).contains(named);
        assertThat(documents.find(ADA, unnamed.id())).as("nobody can name it").isEmpty();
        assertThat(pieces(unnamed)).as("but it is there").isOne();

        assertThat(documents.forget(BEGINNING.plus(Duration.ofDays(8)), 10)).isOne();
        assertThat(pieces(unnamed)).isZero();
        assertThat(rows(unnamed)).isZero();
        assertThat(documents.forget(BEGINNING.plus(Duration.ofDays(9_000)), 10)).isZero();
        try (InputStream bytes = documents.open(named.id())) {
            assertThat(bytes).hasBinaryContent(WORDS);
        }
    }

    @Test
    void whoNamedItWhileItWasBeingWithdrawnKeepsIt() throws IOException {
        JdbcCaseDocuments documents = documents(postgres);
        CaseDocument document = document();
        documents.add(document, ADA, NOW, content());
        documents.forget(BEGINNING.plus(Duration.ofDays(7)), 10);
        UUID caseId = UUID.randomUUID();
        cases.add(number -> CaseFixtures.opening(caseId, number.sequence()));
        cases.change(
                DESK,
                caseId,
                _ -> true,
                current -> current.decide(new CaseCommand.Answer(DESK, "Here.", List.of(document)), NOW));

        documents.forget(BEGINNING.plus(Duration.ofDays(8)), 10);

        assertThat(documents.find(ADA, document.id())).contains(document);
        assertThat(documents.forget(BEGINNING.plus(Duration.ofDays(9_000)), 10)).isZero();
    }

    @Test
    void anUploadThatFailsIsNoDocumentAndItsRestIsForgotten() {
        JdbcCaseDocuments documents = documents(postgres);
        CaseDocument document = document();

        assertThatThrownBy(() -> documents.add(document, ADA, NOW, () -> {
                    throw new IOException("broken off");
                }))
                .isInstanceOf(IOException.class)
                .hasMessage("broken off");

        assertThat(documents.find(ADA, document.id())).isEmpty();
        documents.forget(BEGINNING.plus(Duration.ofDays(1)), 10);
        assertThat(rows(document)).isZero();
    }

    @Test
    void whatIsInAStoreThatIsNotSetUpIsNotForgotten() throws IOException {
        CaseDocument document = document();
        documents(new DocumentStore() {
                    @Override
                    public Kind kind() {
                        return Kind.S3;
                    }

                    @Override
                    public void write(UUID id, String mediaType, long sizeBytes, DocumentContent content) {}

                    @Override
                    public InputStream open(UUID id) {
                        throw new UnsupportedOperationException();
                    }

                    @Override
                    public void delete(UUID id) {
                        throw new UnsupportedOperationException();
                    }
                })
                .add(document, ADA, NOW, content());
        JdbcCaseDocuments documents = documents(postgres);

        documents.forget(BEGINNING.plus(Duration.ofDays(7)), 10);
        documents.forget(BEGINNING.plus(Duration.ofDays(8)), 10);

        assertThat(rows(document)).isOne();
        jdbc.sql("DELETE FROM document WHERE id = :id")
                .param("id", document.id())
                .update();
    }

    @Test
    void aStoreHasToBeSetUpToBeChosen() {
        assertThatThrownBy(() -> new DocumentStores(DocumentStore.Kind.S3, List.of(postgres)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The document store S3 is not set up");
    }

    private JdbcCaseDocuments documents(DocumentStore store) {
        return new JdbcCaseDocuments(
                jdbc, new DocumentStores(store.kind(), List.of(store)), Clock.fixed(BEGINNING, ZoneOffset.UTC));
    }

    private CaseDocument document() {
        return new CaseDocument(ids.next(), "letter.pdf", CaseDocument.PDF, WORDS.length, false);
    }

    private static DocumentContent content() {
        return () -> new ByteArrayInputStream(WORDS);
    }

    private int pieces(CaseDocument document) {
        return count("SELECT count(*) FROM document_piece WHERE document_id = :id", document);
    }

    private int rows(CaseDocument document) {
        return count("SELECT count(*) FROM document WHERE id = :id", document);
    }

    private int count(String sql, CaseDocument document) {
        return jdbc.sql(sql).param("id", document.id()).query(Integer.class).single();
    }
}
