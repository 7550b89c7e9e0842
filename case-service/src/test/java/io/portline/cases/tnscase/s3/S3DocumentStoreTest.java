package io.portline.cases.tnscase.s3;

import com.sun.net.httpserver.HttpServer;
import io.portline.cases.LargeDocument;
import io.portline.cases.LiveHeap;
import io.portline.cases.RunningCases;
import io.portline.cases.tnscase.CaseDocument;
import io.portline.cases.tnscase.CaseDocuments;
import io.portline.cases.tnscase.CaseFixtures;
import io.portline.cases.tnscase.DocumentStore;
import io.portline.cases.tnscase.DocumentStores;
import io.portline.cases.tnscase.persistence.JdbcCaseDocuments;
import io.portline.infrastructure.FreePort;
import io.portline.messaging.id.EventIds;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.DataRetrievalFailureException;
import org.springframework.dao.NonTransientDataAccessResourceException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;
import software.amazon.awssdk.services.s3.S3Client;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class S3DocumentStoreTest {

    private static final String PDF = "application/pdf";
    private static final byte[] WORDS = "A letter.".getBytes(StandardCharsets.US_ASCII);

    @Test
    void givesBackWhatItWasGivenAndForgetsWhatItIsTold() throws IOException {
        try (S3Client client = S3Server.client(S3Server.shared().settings())) {
            DocumentStore store = new S3DocumentStore(client, S3Server.BUCKET, "documents/");
            UUID id = UUID.randomUUID();
            UUID other = UUID.randomUUID();
            store.write(id, PDF, WORDS.length, () -> new ByteArrayInputStream(WORDS));
            store.write(other, PDF, WORDS.length, () -> new ByteArrayInputStream(WORDS));

            try (InputStream content = store.open(id)) {
                assertThat(content).hasBinaryContent(WORDS);
            }
            assertThat(client.headObject(
                                    request -> request.bucket(S3Server.BUCKET).key("documents/" + id))
                            .contentType())
                    .isEqualTo(PDF);

            store.delete(id);

            assertThatThrownBy(() -> store.open(id)).isInstanceOf(DataRetrievalFailureException.class);
            store.delete(id);
            try (InputStream content = store.open(other)) {
                assertThat(content).hasBinaryContent(WORDS);
            }
        }
    }

    @Test
    void theRunningServiceKeepsTheDocumentsOfACaseInTheBucketThatItIsGiven() throws IOException {
        byte[] letter = "%PDF-1.4\n%of a case\n%%EOF\n".getBytes(StandardCharsets.US_ASCII);
        S3Settings bucket = S3Server.shared().settings();
        try (S3Client client = S3Server.client(bucket);
                RunningCases cases = RunningCases.beside(
                        RunningCases.shared(),
                        "--portline.documents.store=s3",
                        "--portline.documents.s3.endpoint=" + bucket.endpoint(),
                        "--portline.documents.s3.bucket=" + bucket.bucket(),
                        "--portline.documents.s3.access-key=" + bucket.accessKey(),
                        "--portline.documents.s3.secret-key=" + bucket.secretKey())) {
            String contoso = cases.admin("contoso", "US");
            UUID document = cases.upload(contoso, "letter.pdf", letter).id();
            RunningCases.Answer opened = cases.post(
                    contoso,
                    "/api/v1/cases",
                    Map.of(
                            "category", "GENERAL_INQUIRY",
                            "country", "US",
                            "title", "A letter",
                            "description", "Please read the letter.",
                            "documentIds", List.of(document)));

            assertThat(opened.status()).as(opened.body().toString()).isEqualTo(201);
            assertThat(client.getObjectAsBytes(
                                    request -> request.bucket(bucket.bucket()).key(bucket.prefix() + document))
                            .asByteArray())
                    .isEqualTo(letter);
            assertThat(cases.get(contoso, "/api/v1/cases/" + opened.id() + "/documents/" + document)
                            .response()
                            .body())
                    .isEqualTo(letter);
        }
    }

    @Test
    void keepsNothingOfATransactionThatIsRolledBack() throws IOException {
        TransactionOperations transactions = RunningCases.shared().bean(TransactionOperations.class);
        try (S3Client client = S3Server.client(S3Server.shared().settings())) {
            DocumentStore store = new S3DocumentStore(client, S3Server.BUCKET, "documents/");
            for (boolean rolledBack : new boolean[] {true, false}) {
                UUID id = UUID.randomUUID();
                transactions.executeWithoutResult(transaction -> {
                    try {
                        store.write(id, PDF, WORDS.length, () -> new ByteArrayInputStream(WORDS));
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                    if (rolledBack) {
                        transaction.setRollbackOnly();
                    }
                });
                if (rolledBack) {
                    assertThatThrownBy(() -> store.open(id)).isInstanceOf(DataRetrievalFailureException.class);
                } else {
                    store.open(id).close();
                }
            }
        }
    }

    @Test
    void holdsNeverMoreThanAPieceOfADocumentInMemory() throws IOException {
        try (S3Client client = S3Server.client(S3Server.shared().settings())) {
            DocumentStore store = new S3DocumentStore(client, S3Server.BUCKET, "documents/");
            store.write(UUID.randomUUID(), PDF, WORDS.length, () -> new ByteArrayInputStream(WORDS));

            LiveHeap.assertThatALargeDocumentAddsNothing(store);
        }
    }

    @Test
    void afterAChangeOfTheSettingTheDocumentsOfBothStoresAreRead() throws IOException {
        RunningCases running = RunningCases.shared();
        DocumentStore postgres = running.bean(DocumentStore.class);
        assertThat(postgres.kind()).isEqualTo(DocumentStore.Kind.POSTGRESQL);
        try (S3Client client = S3Server.client(S3Server.shared().settings())) {
            DocumentStore s3 = new S3DocumentStore(client, S3Server.BUCKET, "documents/");
            for (DocumentStore.Kind chosen : DocumentStore.Kind.values()) {
                CaseDocument document =
                        new CaseDocument(running.bean(EventIds.class).next(), "letter.pdf", PDF, WORDS.length, false);
                documents(chosen, postgres, s3)
                        .add(document, CaseFixtures.ADA, CaseFixtures.NOW, () -> new ByteArrayInputStream(WORDS));
                for (DocumentStore.Kind later : DocumentStore.Kind.values()) {
                    CaseDocuments documents = documents(later, postgres, s3);
                    assertThat(documents.find(CaseFixtures.ADA, document.id())).contains(document);
                    try (InputStream content = documents.open(document.id())) {
                        assertThat(content)
                                .as("from %s under %s", chosen, later)
                                .hasBinaryContent(WORDS);
                    }
                }
            }
        }
    }

    private static CaseDocuments documents(DocumentStore.Kind chosen, DocumentStore... stores) {
        return new JdbcCaseDocuments(
                RunningCases.shared().bean(JdbcClient.class),
                new DocumentStores(chosen, List.of(stores)),
                Clock.systemUTC());
    }

    @Test
    void isThereOnlyWhereABucketIsNamed() {
        ApplicationContextRunner application =
                new ApplicationContextRunner().withUserConfiguration(S3Configuration.class);

        application.run(context -> assertThat(context).doesNotHaveBean(DocumentStore.class));
        application
                .withPropertyValues("portline.documents.s3.bucket=")
                .run(context -> assertThat(context).doesNotHaveBean(DocumentStore.class));
        application
                .withPropertyValues(
                        "portline.documents.s3.bucket=" + S3Server.BUCKET,
                        "portline.documents.s3.endpoint=https://s3.example",
                        "portline.documents.s3.access-key=key",
                        "portline.documents.s3.secret-key=secret")
                .run(context -> assertThat(context).hasSingleBean(DocumentStore.class));
    }

    @Test
    void readsTheContentAnewWhenItHasToBeSentAgain() throws IOException {
        AtomicInteger asked = new AtomicInteger();
        List<Integer> received = new CopyOnWriteArrayList<>();
        HttpServer busy = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        busy.createContext("/", exchange -> {
            received.add(exchange.getRequestBody().readAllBytes().length);
            exchange.sendResponseHeaders(asked.incrementAndGet() == 1 ? 503 : 200, -1);
            exchange.close();
        });
        busy.start();
        AtomicInteger opened = new AtomicInteger();
        AtomicInteger closed = new AtomicInteger();
        try (S3Client client = S3Server.client(
                S3Server.settings("http://127.0.0.1:" + busy.getAddress().getPort(), "secret"))) {
            new S3DocumentStore(client, S3Server.BUCKET, "").write(UUID.randomUUID(), PDF, LargeDocument.SIZE, () -> {
                opened.incrementAndGet();
                return new FilterInputStream(new LargeDocument()) {
                    @Override
                    public void close() throws IOException {
                        closed.incrementAndGet();
                        super.close();
                    }
                };
            });
        } finally {
            busy.stop(0);
        }

        assertThat(received).hasSize(2).allMatch(length -> length >= LargeDocument.SIZE);
        assertThat(closed).hasValueGreaterThanOrEqualTo(opened.get());
    }

    @Test
    void aServerThatIsAwayIsToBeAskedAgain() {
        try (S3Client client = S3Server.client(S3Server.settings("http://127.0.0.1:" + FreePort.find(), "secret"))) {
            DocumentStore store = new S3DocumentStore(client, S3Server.BUCKET, "");

            assertThatThrownBy(() -> store.write(UUID.randomUUID(), PDF, 9, () -> new ByteArrayInputStream(WORDS)))
                    .isInstanceOf(DataAccessResourceFailureException.class);
            assertThatThrownBy(() -> store.open(UUID.randomUUID()))
                    .isInstanceOf(DataAccessResourceFailureException.class);
            assertThatThrownBy(() -> store.delete(UUID.randomUUID()))
                    .isInstanceOf(DataAccessResourceFailureException.class);
        }
    }

    @Test
    void aContentThatCannotBeReadIsNoFaultOfTheServer() {
        try (S3Client client = S3Server.client(S3Server.shared().settings())) {
            DocumentStore store = new S3DocumentStore(client, S3Server.BUCKET, "");

            assertThatThrownBy(() -> store.write(UUID.randomUUID(), PDF, 9, () -> {
                        throw new IOException("no such file");
                    }))
                    .isInstanceOf(IOException.class)
                    .hasMessage("no such file");
        }
    }

    @Test
    void aWrongKeyIsRefusedAndNobodyReadsIt() {
        S3Settings settings = S3Server.settings(S3Server.shared().endpoint(), "another secret");
        try (S3Client client = S3Server.client(settings)) {
            DocumentStore store = new S3DocumentStore(client, S3Server.BUCKET, "");

            assertThatThrownBy(() -> store.write(UUID.randomUUID(), PDF, 9, () -> new ByteArrayInputStream(WORDS)))
                    .isInstanceOf(NonTransientDataAccessResourceException.class)
                    .hasMessageNotContaining("another secret");
        }
        assertThat(settings.toString()).contains(S3Server.BUCKET).doesNotContain("another secret", S3Server.ACCESS_KEY);
    }
}
