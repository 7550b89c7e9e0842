package io.portline.local.chaos;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A client as an integrating system should be: repeats a request, with the same key, until it gets an answer that says something. */
final class PatientApi {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration ONE_TRY = Duration.ofSeconds(15);
    private static final Duration BETWEEN_TRIES = Duration.ofMillis(400);

    private final HttpClient http;
    private final URI identity;
    private final String clientId;
    private final String clientSecret;
    private final String scope;
    private final CountDownLatch over;
    private String token = "";
    private Instant tokenGoodUntil = Instant.MIN;

    /** @param over when it is open nobody waits for answers any more */
    PatientApi(HttpClient http, URI identity, String clientId, String clientSecret, String scope, CountDownLatch over) {
        this.http = http;
        this.identity = identity;
        this.clientId = clientId;
        this.clientSecret = clientSecret;
        this.scope = scope;
        this.over = over;
    }

    /** A definite answer, and how many tries it took. */
    record Answer(int status, JsonNode body, String etag, int tries) {
        boolean succeeded() {
            return status / 100 == 2;
        }
    }

    Optional<Answer> get(URI uri) {
        return answer("GET", uri, Map.of(), new byte[0]);
    }

    /** Empty only if the run was over before there was an answer. */
    Optional<Answer> answer(String method, URI uri, Map<String, String> headers, byte[] body) {
        for (int tries = 1; over.getCount() > 0; tries++) {
            try {
                HttpRequest.Builder request = HttpRequest.newBuilder(uri)
                        .timeout(ONE_TRY)
                        .header("Authorization", "Bearer " + token())
                        .header("Accept", "application/json, application/problem+json")
                        .method(method, body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
                headers.forEach(request::header);
                HttpResponse<byte[]> response = http.send(request.build(), BodyHandlers.ofByteArray());
                if (!saysNothing(response)) {
                    return Optional.of(new Answer(
                            response.statusCode(),
                            response.body().length == 0 ? JSON.createObjectNode() : JSON.readTree(response.body()),
                            response.headers().firstValue("ETag").orElse(""),
                            tries));
                }
            } catch (IOException tryAgain) {
                // Nobody knows whether it was carried out: that is what the repetition is about.
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return Optional.empty();
            }
            pause();
        }
        return Optional.empty();
    }

    private static boolean saysNothing(HttpResponse<byte[]> response) {
        return switch (response.statusCode()) {
            case 401, 408, 429, 500, 502, 503, 504 -> true;
            // The first try is still at it.
            case 409 -> new String(response.body(), StandardCharsets.UTF_8).contains("idempotency-in-progress");
            default -> false;
        };
    }

    private void pause() {
        try {
            boolean _ = over.await(BETWEEN_TRIES.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized String token() throws IOException, InterruptedException {
        Instant now = Clock.systemUTC().instant();
        if (now.isAfter(tokenGoodUntil)) {
            String form = "grant_type=client_credentials&client_id=" + encode(clientId) + "&client_secret="
                    + encode(clientSecret) + "&scope=" + encode(scope);
            HttpResponse<byte[]> response = http.send(
                    HttpRequest.newBuilder(identity.resolve("/oauth2/token"))
                            .timeout(ONE_TRY)
                            .header("Content-Type", "application/x-www-form-urlencoded")
                            .POST(BodyPublishers.ofString(form))
                            .build(),
                    BodyHandlers.ofByteArray());
            if (response.statusCode() != 200) {
                throw new IOException("No token: HTTP " + response.statusCode());
            }
            JsonNode body = JSON.readTree(response.body());
            token = body.path("access_token").asString();
            tokenGoodUntil = now.plusSeconds(Math.max(1, body.path("expires_in").asLong() - 30));
        }
        return token;
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
