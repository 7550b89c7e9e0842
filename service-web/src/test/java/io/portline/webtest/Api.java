package io.portline.webtest;

import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Requests to a running service, and what came back. */
record Api(int port) {

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    static Api of(ApplicationContext context) {
        return new Api(context.getEnvironment().getRequiredProperty("local.server.port", Integer.class));
    }

    record Answer(int status, HttpResponse<String> raw) {

        JsonNode json() {
            return JsonMapper.shared().readTree(raw.body());
        }

        String text() {
            return raw.body();
        }

        Optional<String> header(String name) {
            return raw.headers().firstValue(name);
        }

        String type() {
            return json().path("type").asString();
        }

        /** Every fault as {@code place:location CODE}. */
        List<String> errors() {
            return json().path("errors").valueStream().map(Answer::error).toList();
        }

        private static String error(JsonNode error) {
            String place = List.of("pointer", "parameter", "header", "part").stream()
                    .filter(error::has)
                    .findFirst()
                    .orElseThrow();
            return place + ":" + error.get(place).asString() + " "
                    + error.get("code").asString();
        }
    }

    URI uri(String path) {
        return URI.create("http://localhost:" + port + path);
    }

    Answer send(@Nullable String token, String path, UnaryOperator<HttpRequest.Builder> request) {
        HttpRequest.Builder builder = HttpRequest.newBuilder(uri(path));
        if (token != null) {
            builder.header("Authorization", "Bearer " + token);
        }
        try {
            HttpResponse<String> response = HTTP.send(
                    request.apply(builder).build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
            return new Answer(response.statusCode(), response);
        } catch (IOException e) {
            throw new AssertionError("No answer to " + path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    Answer get(@Nullable String token, String path, String... headers) {
        return send(token, path, request -> with(request, headers).GET());
    }

    Answer post(@Nullable String token, String path, String json, String... headers) {
        return send(
                token,
                path,
                request -> with(request.header("Content-Type", "application/json"), headers)
                        .POST(HttpRequest.BodyPublishers.ofString(json)));
    }

    Answer put(@Nullable String token, String path, String json, String... headers) {
        return send(
                token,
                path,
                request -> with(request.header("Content-Type", "application/json"), headers)
                        .PUT(HttpRequest.BodyPublishers.ofString(json)));
    }

    static HttpRequest.Builder with(HttpRequest.Builder request, String... headers) {
        return headers.length == 0 ? request : request.headers(headers);
    }
}
