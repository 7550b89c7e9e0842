package io.portline.security;

import io.portline.story.RunningStack;
import tools.jackson.databind.json.JsonMapper;

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
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Who calls the services in these tests, and the calls. */
public final class Callers implements AutoCloseable {
    static final String ORDERS = "order-service";
    static final Map<String, String> SCOPES = Map.of(
            "order-service",
            "orders",
            "carrier-gateway",
            "carriers",
            "notification-service",
            "notifications",
            "case-service",
            "cases",
            "dashboard",
            "dashboard");

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final RunningStack portline;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final Map<String, String> tokens = new ConcurrentHashMap<>();

    public Callers(RunningStack portline) {
        this.portline = portline;
    }

    URI address(String service) {
        int port = switch (service) {
            case "order-service" -> portline.stack().ports().orderService();
            case "carrier-gateway" -> portline.stack().ports().carrierGateway();
            case "notification-service" -> portline.stack().ports().notificationService();
            case "case-service" -> portline.stack().ports().caseService();
            case "dashboard" -> portline.stack().ports().dashboard();
            default -> throw new IllegalArgumentException(service);
        };
        return URI.create("http://localhost:" + port);
    }

    /** A token of a client of the issuer, for one service alone. */
    public String token(String client, String service) {
        return tokens.computeIfAbsent(client + " " + service, _ -> {
            String form = "grant_type=client_credentials&client_id=%s&client_secret=%s&scope=%s"
                    .formatted(
                            client,
                            URLEncoder.encode(portline.stack().clientSecret(client), StandardCharsets.UTF_8),
                            SCOPES.get(service));
            HttpResponse<String> answer =
                    send(HttpRequest.newBuilder(portline.addresses().identity().resolve("/oauth2/token"))
                            .header("Content-Type", "application/x-www-form-urlencoded")
                            .POST(BodyPublishers.ofString(form)));
            return JSON.readTree(answer.body()).path("access_token").asString();
        });
    }

    HttpRequest.Builder request(String service, String pathAndQuery) {
        return HttpRequest.newBuilder(URI.create(address(service) + pathAndQuery));
    }

    public HttpRequest.Builder as(String client, String service, String pathAndQuery) {
        return request(service, pathAndQuery).header("Authorization", "Bearer " + token(client, service));
    }

    /** Sends it again after a while where the caller was too fast. */
    public HttpResponse<String> send(HttpRequest.Builder builder) {
        HttpRequest request = builder.timeout(PATIENCE).build();
        try {
            HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
            while (answer.statusCode() == 429) {
                java.util.concurrent.locks.LockSupport.parkNanos(200_000_000);
                answer = http.send(request, BodyHandlers.ofString());
            }
            return answer;
        } catch (IOException e) {
            throw new UncheckedIOException(request.method() + " " + request.uri(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        http.close();
    }
}
