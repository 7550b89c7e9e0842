package io.portline.local.demo;

import io.portline.local.demo.PortlineApi.Answer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;

/** The public API of case-service as one side of a case calls it. */
final class CasesApi implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final URI caseService;
    private final String token;

    CasesApi(URI identity, URI caseService, String clientId, String clientSecret) {
        this.caseService = caseService;
        // Orders too: the desk submits them from a case, in its own name.
        String form = "grant_type=client_credentials&client_id=" + encode(clientId) + "&client_secret="
                + encode(clientSecret) + "&scope=" + encode("cases orders");
        Answer answer = exchange(HttpRequest.newBuilder(identity.resolve("/oauth2/token"))
                .timeout(PATIENCE)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form))
                .build());
        this.token = answer.orThrow().path("access_token").asString();
    }

    Answer get(String path) {
        return exchange(request(path).GET().build());
    }

    Answer post(String path, @Nullable JsonNode body) {
        HttpRequest.Builder request = request(path).header("Idempotency-Key", "\"" + UUID.randomUUID() + "\"");
        return exchange(
                body == null
                        ? request.POST(BodyPublishers.noBody()).build()
                        : request.header("Content-Type", "application/json")
                                .POST(BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)))
                                .build());
    }

    /** The id of the document. */
    String upload(String name, byte[] content) {
        String boundary = "portline-" + UUID.randomUUID();
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(("--" + boundary + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" + name
                        + "\"\r\nContent-Type: application/octet-stream\r\n\r\n")
                .getBytes(StandardCharsets.UTF_8));
        body.writeBytes(content);
        body.writeBytes(("\r\n--" + boundary + "--\r\n").getBytes(StandardCharsets.UTF_8));
        return exchange(request("/api/v1/documents")
                        .header("Content-Type", "multipart/form-data; boundary=" + boundary)
                        .POST(BodyPublishers.ofByteArray(body.toByteArray()))
                        .build())
                .orThrow()
                .path("id")
                .asString();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(caseService.resolve(path))
                .timeout(PATIENCE)
                .header("Authorization", "Bearer " + token)
                .header("Accept", "application/json, application/problem+json");
    }

    private Answer exchange(HttpRequest request) {
        try {
            HttpResponse<byte[]> response = http.send(request, BodyHandlers.ofByteArray());
            JsonNode body = response.body().length == 0 ? JSON.createObjectNode() : JSON.readTree(response.body());
            return new Answer(
                    response.statusCode(),
                    body,
                    response.headers().firstValue("ETag").orElse(""));
        } catch (IOException e) {
            throw new UncheckedIOException("No answer from " + request.uri() + ": is Portline up?", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting for " + request.uri(), e);
        }
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        http.close();
    }
}
