package io.portline.dashboard;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Stands where the other services stand: answers what a test tells it to, and notes what it was asked. */
public final class OtherServices implements AutoCloseable {

    /** What it was asked. */
    public record Asked(String method, String path, String authorization, String language, String body) {}

    /** What it answers. */
    public record Answer(int status, String contentType, String etag, String body) {
        public static Answer json(int status, String body) {
            return new Answer(status, "application/json", "\"7\"", body);
        }

        public static Answer problem(int status, String body) {
            return new Answer(status, "application/problem+json", "", body);
        }
    }

    private final HttpServer server;
    private final Map<String, Answer> answers = new ConcurrentHashMap<>();
    private final Map<String, HttpHandler> handlers = new ConcurrentHashMap<>();
    private final List<Asked> asked = new CopyOnWriteArrayList<>();

    public OtherServices() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(java.util.concurrent.Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
        server.start();
        reset();
    }

    public String url() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    /** Only what rarely changes: the permission table and the carriers. */
    public void reset() {
        answers.clear();
        handlers.clear();
        asked.clear();
        on("GET", "/api/v1/port-orders/actions", Answer.json(200, """
                {"items":[
                  {"status":"PROCESSING","actions":["VIEW","CANCEL"]},
                  {"status":"CONTACTING_CARRIER","actions":["VIEW","CANCEL"]},
                  {"status":"TRANSFER_APPROVED","actions":["VIEW","EDIT_FOC","CANCEL"]},
                  {"status":"TRANSFER_PENDING","actions":["VIEW"]},
                  {"status":"ERROR","actions":["EDIT","CANCEL","DELETE"]},
                  {"status":"COMPLETED","actions":["VIEW"]},
                  {"status":"CANCELLED","actions":["EDIT"]}]}
                """));
        on("GET", "/actuator/prometheus", new Answer(200, "text/plain", "", """
                # TYPE portline_outbox_oldest_age_seconds gauge
                portline_outbox_oldest_age_seconds 0.4
                portline_outbox_waiting 3.0
                portline_outbox_held_keys 0.0
                portline_dead_letters_open 0.0
                """));
        on("GET", "/api/v1/carriers", Answer.json(200, """
                {"items":[
                  {"id":"fr-hexatel","name":"Hexatel","countries":["FR"]},
                  {"id":"fr-armorique","name":"Armorique Télécom","countries":["FR"]},
                  {"id":"us-cascadia","name":"Cascadia Telephone","countries":["US"]},
                  {"id":"jp-sakura","name":"Sakura Telecom","countries":["JP"]}]}
                """));
    }

    public void on(String method, String path, Answer answer) {
        answers.put(method + " " + path, answer);
    }

    /** What it does instead of noting and answering. */
    public void on(String method, String path, HttpHandler handler) {
        handlers.put(method + " " + path, handler);
    }

    /** What was asked with this method and path, oldest first. */
    public List<Asked> asked(String method, String path) {
        return asked.stream()
                .filter(one -> one.method().equals(method) && one.path().equals(path))
                .toList();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            HttpHandler handler = handlers.get(exchange.getRequestMethod() + " " + path);
            if (handler != null) {
                handler.handle(exchange);
                return;
            }
            asked.add(new Asked(
                    exchange.getRequestMethod(),
                    path,
                    exchange.getRequestHeaders().getFirst("Authorization"),
                    exchange.getRequestHeaders().getFirst("Accept-Language"),
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
            Answer answer = answers.getOrDefault(
                    exchange.getRequestMethod() + " " + path,
                    Answer.problem(
                            404,
                            "{\"type\":\"urn:portline:problem:not-found\",\"title\":\"Not found\",\"status\":404}"));
            byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", answer.contentType());
            if (!answer.etag().isEmpty()) {
                exchange.getResponseHeaders().set("ETag", answer.etag());
            }
            exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
