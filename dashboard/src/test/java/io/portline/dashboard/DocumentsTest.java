package io.portline.dashboard;

import com.sun.net.httpserver.HttpExchange;
import io.portline.dashboard.OtherServices.Answer;
import io.portline.dashboard.casebook.CaseBook;
import io.portline.dashboard.casebook.client.CaseDesk;
import io.portline.dashboard.upstream.Reply;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.core.io.InputStreamResource;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import static io.portline.dashboard.Events.opened;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** Documents as large as case-service takes them, over real connections on both sides. */
class DocumentsTest extends DashboardTest {

    private static final int MIB = 1024 * 1024;

    private static final int LARGEST = 25 * MIB;

    private static final String ID = "01900000-0000-7000-8000-0000000000aa";

    @LocalServerPort
    int port;

    @Autowired
    Publisher publisher;

    @Autowired
    CaseBook cases;

    @Autowired
    CaseDesk desk;

    private final HttpClient browser =
            HttpClient.newBuilder().cookieHandler(new CookieManager()).build();

    @BeforeEach
    void signIn() throws Exception {
        OTHERS.reset();
        assertThat(get("/cases/new?as=claire", BodyHandlers.discarding()).statusCode())
                .isEqualTo(200);
    }

    @AfterEach
    void hangUp() {
        browser.shutdownNow();
        OTHERS.reset();
    }

    @Test
    void takesADocumentOf25MiBForACase() throws Exception {
        AtomicReference<Part> received = new AtomicReference<>();
        OTHERS.on("POST", "/api/v1/documents", exchange -> {
            received.set(Part.of(exchange));
            answer(exchange, 201, "{\"id\":\"" + ID + "\"}");
        });
        OTHERS.on("POST", "/api/v1/cases", Answer.json(201, "{\"id\":\"" + ID + "\"}"));
        byte[] document = document(LARGEST);

        HttpResponse<String> answer = open("Numéros de Nice.pdf", document);

        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(answer.headers().firstValue("Location"))
                .hasValueSatisfying(to -> assertThat(to).endsWith("/cases/" + ID));
        assertThat(received.get().length()).isEqualTo(LARGEST);
        assertThat(received.get().digest()).isEqualTo(digest(document));
        assertThat(received.get().authorization()).isEqualTo("Bearer token-of-the-user");
        assertThat(OTHERS.asked("POST", "/api/v1/cases"))
                .singleElement()
                .extracting(OtherServices.Asked::body)
                .asString()
                .contains("\"documentIds\":[\"" + ID + "\"]");
    }

    @Test
    void saysThatALargerOneIsTooLarge() throws Exception {
        HttpResponse<String> answer = open("numbers.pdf", document(LARGEST + 2 * MIB));

        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(answer.body()).contains("25 MiB");
        assertThat(OTHERS.asked("POST", "/api/v1/documents")).isEmpty();
    }

    @Test
    void sendsADocumentOnWhileItIsRead() {
        CountDownLatch begun = new CountDownLatch(1);
        OTHERS.on("POST", "/api/v1/documents", exchange -> {
            exchange.getRequestBody().readNBytes(MIB);
            begun.countDown();
            exchange.getRequestBody().transferTo(OutputStream.nullOutputStream());
            answer(exchange, 201, "{\"id\":\"" + ID + "\"}");
        });
        InputStream rest = new InputStream() {
            private final InputStream content = new ByteArrayInputStream(new byte[LARGEST - 2 * MIB]);

            @Override
            public int read() throws IOException {
                reached(begun);
                return content.read();
            }

            @Override
            public int read(byte[] into, int offset, int length) throws IOException {
                reached(begun);
                return content.read(into, offset, length);
            }
        };

        Reply reply = desk.upload(
                "numbers.pdf",
                new InputStreamResource(new SequenceInputStream(
                        Collections.enumeration(List.of(new ByteArrayInputStream(new byte[2 * MIB]), rest)))));

        assertThat(reply).isInstanceOf(Reply.Done.class);
    }

    @Test
    void passesADocumentOnWhileItComes() throws Exception {
        String path = documentOfACase();
        byte[] document = document(LARGEST);
        CountDownLatch begun = new CountDownLatch(1);
        OTHERS.on("GET", "/api/v1" + path, exchange -> {
            exchange.sendResponseHeaders(200, document.length);
            exchange.getResponseBody().write(document, 0, MIB);
            exchange.getResponseBody().flush();
            reached(begun);
            exchange.getResponseBody().write(document, MIB, document.length - MIB);
        });

        HttpResponse<InputStream> answer = get(path, BodyHandlers.ofInputStream());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Disposition"))
                .hasValueSatisfying(how -> assertThat(how).startsWith("attachment"));
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/octet-stream");
        assertThat(answer.headers().firstValueAsLong("Content-Length")).hasValue(LARGEST);
        try (InputStream body = answer.body()) {
            byte[] first = body.readNBytes(MIB / 2);
            begun.countDown();
            byte[] all = Arrays.copyOf(first, LARGEST);
            assertThat(body.readNBytes(all, first.length, LARGEST - first.length))
                    .isEqualTo(LARGEST - first.length);
            assertThat(digest(all)).isEqualTo(digest(document));
        }
    }

    @Test
    void aFileThatBreaksOffDoesNotLookWhole() throws Exception {
        String document = documentOfACase();
        for (String path : List.of(document, "/cases/export")) {
            OTHERS.on("GET", "/api/v1" + path, exchange -> {
                exchange.sendResponseHeaders(200, 2 * MIB);
                exchange.getResponseBody().write(new byte[MIB]);
                exchange.getResponseBody().flush();
            });

            assertThatThrownBy(() -> get(path, BodyHandlers.ofByteArray())).isInstanceOf(IOException.class);
        }
    }

    @Test
    void aDocumentThatTheServiceRefusesIsNotThere() throws Exception {
        assertThat(get(documentOfACase(), BodyHandlers.discarding()).statusCode())
                .isEqualTo(404);
    }

    private String documentOfACase() {
        UUID id = UUID.randomUUID();
        publisher.publish(opened("fabrikam", id, "TNS-000077", "With a document"));
        await().untilAsserted(() -> assertThat(cases.find("fabrikam", id)).isPresent());
        return "/cases/" + id + "/documents/" + UUID.randomUUID();
    }

    private HttpResponse<String> open(String name, byte[] document) throws Exception {
        Matcher token = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"")
                .matcher(get("/cases/new", BodyHandlers.ofString()).body());
        assertThat(token.find()).isTrue();
        String boundary = "between-" + UUID.randomUUID();
        String fields = "--" + boundary + "\r\nContent-Disposition: form-data; name=\"_csrf\"\r\n\r\n" + token.group(1)
                + "\r\n--" + boundary + "\r\nContent-Disposition: form-data; name=\"title\"\r\n\r\nMany numbers"
                + "\r\n--" + boundary + "\r\nContent-Disposition: form-data; name=\"documents\"; filename=\"" + name
                + "\"\r\nContent-Type: application/pdf\r\n\r\n";
        return browser.send(
                HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/cases/new"))
                        .header("Accept", "text/html")
                        .header("Accept-Language", "en")
                        .header("Content-Type", "multipart/form-data; boundary=" + boundary)
                        .POST(BodyPublishers.concat(
                                BodyPublishers.ofString(fields),
                                BodyPublishers.ofByteArray(document),
                                BodyPublishers.ofString("\r\n--" + boundary + "--\r\n")))
                        .build(),
                BodyHandlers.ofString());
    }

    private <T> HttpResponse<T> get(String path, HttpResponse.BodyHandler<T> handler)
            throws IOException, InterruptedException {
        return browser.send(
                HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                        .header("Accept", "text/html")
                        .header("Accept-Language", "en")
                        .build(),
                handler);
    }

    private static void answer(HttpExchange exchange, int status, String json) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }

    private static void reached(CountDownLatch latch) throws IOException {
        try {
            if (!latch.await(30, TimeUnit.SECONDS)) {
                throw new IOException("nothing was passed on before all of it was there");
            }
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    private static byte[] document(int length) {
        byte[] document = new byte[length];
        new Random(length).nextBytes(document);
        return document;
    }

    private static String digest(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new UncheckedIOException(new IOException(e));
        }
    }

    /** What came as the one part of an upload. */
    private record Part(int length, String digest, String authorization) {

        static Part of(HttpExchange exchange) throws IOException {
            byte[] all = exchange.getRequestBody().readAllBytes();
            byte[] emptyLine = "\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1);
            int from = 0;
            while (!Arrays.equals(all, from, from + 4, emptyLine, 0, 4)) {
                from++;
            }
            from += 4;
            String type = exchange.getRequestHeaders().getFirst("Content-Type");
            String boundary = type.replaceAll(".*boundary=\"?([^\";]+)\"?.*", "$1");
            byte[] content = Arrays.copyOfRange(all, from, all.length - ("\r\n--" + boundary + "--\r\n").length());
            return new Part(
                    content.length,
                    DocumentsTest.digest(content),
                    exchange.getRequestHeaders().getFirst("Authorization"));
        }
    }
}
