package io.portline.scaling;

import io.portline.local.demo.DemoOrder;
import io.portline.local.demo.DemoOrder.Place;
import io.portline.local.demo.DemoOrder.Turn;
import io.portline.local.demo.LetterOfAuthorization;
import io.portline.local.demo.PortlineApi;
import io.portline.numbering.PhoneNumber;
import io.portline.schemas.PortOrderStatus;
import io.portline.schemas.PortOrderStatusEvent;
import io.portline.story.RunningStack;
import io.portline.story.RunningStack.Submitted;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** SIGTERM to a service that has requests half received and a batch of events half handled: each is finished, and nothing is done twice. */
class StoppingTest {
    private static final String SERVICE = "order-service";
    private static final String CONSUMER = "order-service.carrier-replies";
    private static final int REQUESTS = 4;
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final RunningStack PORTLINE = RunningStack.shared();

    @Test
    void finishesTheRequestsAndTheBatchInHand() throws Exception {
        Submitted waiting;
        List<HalfSent> requests = new ArrayList<>();
        List<String> answers = new ArrayList<>();
        CompletableFuture<Void> stopping = CompletableFuture.completedFuture(null);
        long logRead = Files.size(log());
        try (HttpClient http = HttpClient.newHttpClient();
                Connection blocker = database();
                Connection watcher = database();
                PortlineApi api = PORTLINE.apiOf("contoso")) {
            // Whoever wants to write that it has handled an event waits from here on.
            blocker.setAutoCommit(false);
            try (Statement statement = blocker.createStatement()) {
                statement.execute("LOCK TABLE inbox IN SHARE MODE");
            }
            waiting = PORTLINE.submit(api, order(), 1);
            await("the carrier's reply is in hand")
                    .atMost(RunningStack.PATIENCE)
                    .until(() -> number(
                                    watcher,
                                    "SELECT count(*) FROM pg_locks WHERE relation = 'inbox'::regclass AND NOT granted",
                                    List.of())
                            > 0);
            String token = token(http);
            for (int i = 0; i < REQUESTS; i++) {
                requests.add(HalfSent.of(token));
            }
            stopping = CompletableFuture.runAsync(() -> PORTLINE.stack().stop(SERVICE));
            await("it is not ready for more, and still answers")
                    .atMost(RunningStack.PATIENCE)
                    .until(() -> http.send(
                                            HttpRequest.newBuilder(address("/actuator/health/readiness"))
                                                    .build(),
                                            BodyHandlers.discarding())
                                    .statusCode()
                            == 503);
            assertThat(stopping).as("it waits for the batch").isNotDone();
            blocker.rollback();
            await("it takes no more connections")
                    .atMost(RunningStack.PATIENCE)
                    .until(() -> said(logRead).contains("Commencing graceful shutdown"));
            assertThat(stopping).as("it waits for the requests").isNotDone();
            for (HalfSent request : requests) {
                answers.add(request.answerToAllOfIt());
            }
            stopping.join();
            assertThat(number(
                            watcher,
                            "SELECT max(version) FROM inbox WHERE consumer = ? AND message_key = ?",
                            List.of(CONSUMER, waiting.id())))
                    .as("version of the carrier's reply that is handled")
                    .isPositive();
        } finally {
            for (HalfSent request : requests) {
                request.close();
            }
            stopping.join();
            PORTLINE.stack().start(SERVICE);
        }
        assertThat(said(logRead))
                .contains("Graceful shutdown complete")
                .doesNotContain("Graceful shutdown aborted", "A batch is not done");

        List<Submitted> orders = new ArrayList<>(List.of(waiting));
        for (String answer : answers) {
            assertThat(answer).startsWith("HTTP/1.1 201");
            JsonNode created = JSON.readTree(answer.substring(answer.indexOf("\r\n\r\n")));
            orders.add(new Submitted(
                    created.path("id").asString(), created.path("number").asString(), JSON.createObjectNode()));
        }
        for (Submitted order : orders) {
            PORTLINE.awaitStatus(order, PortOrderStatus.COMPLETED);
            List<Long> versions = PORTLINE.eventsOf(order).stream()
                    .map(PortOrderStatusEvent::getVersion)
                    .toList();
            assertThat(versions)
                    .as("versions of %s", order.number())
                    .isEqualTo(
                            LongStream.rangeClosed(1, versions.size()).boxed().toList());
            await("mails of " + order.number())
                    .atMost(RunningStack.PATIENCE)
                    .untilAsserted(() -> assertThat(PORTLINE.mailsAbout(order))
                            .extracting(StoppingTest::contactAndEvent)
                            .hasSize(10)
                            .doesNotHaveDuplicates());
        }
        assertThat(metrics().lines().filter(line -> line.startsWith("portline_inbox_duplicates_total{")))
                .as("the offsets were committed too: nothing was read again")
                .isNotEmpty()
                .allMatch(line -> line.endsWith(" 0.0"));
    }

    private static DemoOrder order() {
        return new DemoOrder("stopping", Place.PARIS, "fr-hexatel", "FOC-PT30H", Turn.NOTHING, "", "fr");
    }

    private static byte[] multipart(String boundary) {
        DemoOrder order = order();
        LocalDateTime now = PORTLINE.localNow(order.place());
        List<PhoneNumber> numbers = RunningStack.freshNumbers(order.place(), 1);
        // Business time runs while the rest is waited for: a date far enough ahead is still ahead then.
        ObjectNode fields =
                order.body(numbers.getFirst(), now).put("requestedPortDate", DemoOrder.portDate(now.plusDays(20)));
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        part(body, boundary, "order", "application/json", JSON.writeValueAsBytes(fields));
        part(
                body,
                boundary,
                "numbers",
                "text/csv",
                bytes("PhoneNumber\n" + numbers.getFirst().e164() + "\n"));
        part(
                body,
                boundary,
                "loa",
                "application/pdf",
                LetterOfAuthorization.signed(
                        "Contoso Ltd",
                        "Ada Example",
                        order.carrierId(),
                        now.toLocalDate().minusDays(1)));
        body.writeBytes(bytes("--" + boundary + "--\r\n"));
        return body.toByteArray();
    }

    private static void part(ByteArrayOutputStream body, String boundary, String name, String type, byte[] content) {
        body.writeBytes(
                bytes("--%s\r\nContent-Disposition: form-data; name=\"%s\"; filename=\"%s\"\r\nContent-Type: %s\r\n\r\n"
                        .formatted(boundary, name, name, type)));
        body.writeBytes(content);
        body.writeBytes(bytes("\r\n"));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String contactAndEvent(JsonNode mail) {
        return mail.path("to").asString() + " "
                + mail.path("headers").path("x-portline-event").path(0).asString();
    }

    private static URI address(String path) {
        return PORTLINE.addresses().orderService().resolve(path);
    }

    private static String token(HttpClient http) throws IOException, InterruptedException {
        String form = "grant_type=client_credentials&scope=orders&client_id=contoso-script&client_secret="
                + PORTLINE.stack().clientSecret("contoso-script");
        HttpRequest request = HttpRequest.newBuilder(
                        PORTLINE.addresses().identity().resolve("/oauth2/token"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form))
                .build();
        return JSON.readTree(http.send(request, BodyHandlers.ofString()).body())
                .path("access_token")
                .asString();
    }

    /** What the service wrote to its log after so many bytes. */
    private static String said(long after) throws IOException {
        byte[] log = Files.readAllBytes(log());
        return new String(log, Math.toIntExact(after), log.length - Math.toIntExact(after), StandardCharsets.UTF_8);
    }

    private static Path log() {
        return PORTLINE.stack().logs().resolve(SERVICE + ".log");
    }

    private static String metrics() throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(
                            HttpRequest.newBuilder(address("/actuator/prometheus"))
                                    .build(),
                            BodyHandlers.ofString())
                    .body();
        }
    }

    private static Connection database() throws SQLException {
        List<String> access = PORTLINE.stack().database("order_service");
        return DriverManager.getConnection(access.get(0), access.get(1), access.get(2));
    }

    private static long number(Connection connection, String sql, List<String> values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.size(); i++) {
                statement.setString(i + 1, values.get(i));
            }
            try (ResultSet rows = statement.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        }
    }

    /** A submission of which the second half comes when it may; by hand, because clients send when they like. */
    private record HalfSent(Socket socket, byte[] rest) implements AutoCloseable {

        static HalfSent of(String token) throws IOException {
            String boundary = "portline-" + UUID.randomUUID();
            byte[] body = multipart(boundary);
            URI address = address("/api/v1/port-orders");
            Socket socket = new Socket(InetAddress.getLoopbackAddress(), address.getPort());
            socket.setSoTimeout(Math.toIntExact(RunningStack.PATIENCE.toMillis()));
            OutputStream out = socket.getOutputStream();
            out.write(bytes("""
                    POST %s HTTP/1.1
                    Host: %s
                    Authorization: Bearer %s
                    Content-Type: multipart/form-data; boundary=%s
                    Content-Length: %d
                    Idempotency-Key: "%s"
                    Connection: close

                    """.formatted(
                            address.getPath(), address.getAuthority(), token, boundary, body.length, UUID.randomUUID())
                    .replace("\n", "\r\n")));
            out.write(body, 0, body.length / 2);
            out.flush();
            return new HalfSent(socket, Arrays.copyOfRange(body, body.length / 2, body.length));
        }

        String answerToAllOfIt() throws IOException {
            socket.getOutputStream().write(rest);
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
