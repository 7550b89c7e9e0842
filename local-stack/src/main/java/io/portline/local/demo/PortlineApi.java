package io.portline.local.demo;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/** The public API of order-service as an integrating system calls it: client credentials, JSON, multipart. */
public final class PortlineApi implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int STALE = 412;
    private static final int MOST_READ_AGAIN = 3;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final URI identity;
    private final URI orderService;
    private final String clientId;
    private final String clientSecret;
    private String token = "";
    private Instant tokenGoodUntil = Instant.MIN;

    public PortlineApi(URI identity, URI orderService, String clientId, String clientSecret) {
        this.identity = identity;
        this.orderService = orderService;
        this.clientId = clientId;
        this.clientSecret = clientSecret;
    }

    /** An answer of the API. */
    public record Answer(int status, JsonNode body, String etag) {
        /**
         * The body of a success.
         *
         * @throws ApiRefusal with the problem's own words if it was none
         */
        public JsonNode orThrow() {
            if (status / 100 != 2) {
                throw new ApiRefusal(status, body);
            }
            return body;
        }
    }

    /** The API said no; the message is its problem document. */
    public static final class ApiRefusal extends RuntimeException {
        private final int status;

        ApiRefusal(int status, JsonNode problem) {
            super("HTTP %d: %s".formatted(status, problem.toPrettyString()));
            this.status = status;
        }

        /** The HTTP status. */
        public int status() {
            return status;
        }
    }

    /** Submits an order with its numbers as a CSV file and its letter of authorization as a PDF, in one request. */
    public Answer submit(ObjectNode order, String numbersCsv, byte[] letterOfAuthorization) {
        String boundary = "portline-" + UUID.randomUUID();
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        part(body, boundary, "order", "order.json", "application/json", JSON.writeValueAsBytes(order));
        part(body, boundary, "numbers", "numbers.csv", "text/csv", numbersCsv.getBytes(StandardCharsets.UTF_8));
        part(body, boundary, "loa", "loa.pdf", "application/pdf", letterOfAuthorization);
        write(body, ("--" + boundary + "--\r\n").getBytes(StandardCharsets.UTF_8));
        return send(request("/api/v1/port-orders")
                .header("Content-Type", "multipart/form-data; boundary=" + boundary)
                .header("Idempotency-Key", "\"" + UUID.randomUUID() + "\"")
                .POST(BodyPublishers.ofByteArray(body.toByteArray())));
    }

    /** The order as it is now. */
    public Answer order(String id) {
        return send(request("/api/v1/port-orders/" + id).GET());
    }

    /** What happened to the order so far. */
    public Answer timeline(String id) {
        return send(request("/api/v1/port-orders/" + id + "/timeline").GET());
    }

    /** Cancels the order in whatever revision it is. */
    public Answer cancel(String id) {
        return sendOfNow(
                id,
                request("/api/v1/port-orders/" + id + "/cancel")
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString("{}")));
    }

    /** Asks the losing carrier for another date; local to the order's zone. */
    public Answer changeFocDate(String id, String requestedPortDate) {
        return sendOfNow(
                id,
                request("/api/v1/port-orders/" + id + "/foc-date")
                        .header("Content-Type", "application/json")
                        .PUT(json(JSON.createObjectNode().put("requestedPortDate", requestedPortDate))));
    }

    /** Edits the order and so submits it again. */
    public Answer resubmit(String id, ObjectNode edited) {
        return sendOfNow(
                id,
                request("/api/v1/port-orders/" + id)
                        .header("Content-Type", "application/json")
                        .PUT(json(edited)));
    }

    /** About the order in whatever revision it is; something else may happen to it between reading and sending. */
    private Answer sendOfNow(String id, HttpRequest.Builder request) {
        Answer answer = send(request.setHeader("If-Match", order(id).etag()));
        for (int again = 0; answer.status() == STALE && again < MOST_READ_AGAIN; again++) {
            answer = send(request.setHeader("If-Match", order(id).etag()));
        }
        return answer;
    }

    /** Any other reading request to order-service. */
    public Answer get(String path) {
        return send(request(path).GET());
    }

    /** Any other request to order-service, for stories that try what must be refused. */
    public Answer post(String path, String contentType, String body) {
        return send(request(path).header("Content-Type", contentType).POST(BodyPublishers.ofString(body)));
    }

    @Override
    public void close() {
        http.close();
    }

    private static BodyPublisher json(ObjectNode node) {
        return BodyPublishers.ofByteArray(JSON.writeValueAsBytes(node));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(orderService.resolve(path))
                .timeout(PATIENCE)
                .header("Authorization", "Bearer " + token())
                .header("Accept", "application/json, application/problem+json");
    }

    private Answer send(HttpRequest.Builder builder) {
        HttpResponse<byte[]> response = exchange(builder.build());
        JsonNode body = response.body().length == 0 ? JSON.createObjectNode() : JSON.readTree(response.body());
        return new Answer(
                response.statusCode(),
                body,
                response.headers().firstValue("ETag").orElse(""));
    }

    /** Tokens are short-lived; the demo asks for a new one before the old one ends. */
    private synchronized String token() {
        // A token's life is real time whatever the business clock says.
        Instant now = java.time.Clock.systemUTC().instant();
        if (now.isAfter(tokenGoodUntil)) {
            String form = "grant_type=client_credentials&client_id=" + encode(clientId) + "&client_secret="
                    + encode(clientSecret) + "&scope=orders";
            HttpResponse<byte[]> response = exchange(HttpRequest.newBuilder(identity.resolve("/oauth2/token"))
                    .timeout(PATIENCE)
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(BodyPublishers.ofString(form))
                    .build());
            JsonNode body = JSON.readTree(response.body());
            if (response.statusCode() != 200) {
                throw new ApiRefusal(response.statusCode(), body);
            }
            token = body.path("access_token").asString();
            tokenGoodUntil = now.plusSeconds(Math.max(1, body.path("expires_in").asLong() - 20));
        }
        return token;
    }

    private HttpResponse<byte[]> exchange(HttpRequest request) {
        try {
            return http.send(request, BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException("No answer from " + request.uri() + ": is Portline up?", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting for " + request.uri(), e);
        }
    }

    private static void part(
            ByteArrayOutputStream body, String boundary, String name, String file, String type, byte[] content) {
        String head = "--" + boundary + "\r\nContent-Disposition: form-data; name=\"" + name + "\"; filename=\"" + file
                + "\"\r\nContent-Type: " + type + "\r\n\r\n";
        write(body, head.getBytes(StandardCharsets.UTF_8));
        write(body, content);
        write(body, "\r\n".getBytes(StandardCharsets.UTF_8));
    }

    private static void write(ByteArrayOutputStream body, byte[] bytes) {
        body.write(bytes, 0, bytes.length);
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
