package io.portline.cases;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An HTTP server that speaks order-service's contract as far as cases need it. */
public final class StubOrderService {

    private static final Pattern GROUP = Pattern.compile("(?s)name=\"group\".*?\\r\\n\\r\\n(.*?)\\r\\n--");

    private final JsonMapper json = JsonMapper.builder().build();
    private final HttpServer server;
    private final Set<String> assigned = ConcurrentHashMap.newKeySet();
    private final List<Submission> submissions = new CopyOnWriteArrayList<>();
    private final Map<String, String> answers = new ConcurrentHashMap<>();
    private final AtomicInteger failures = new AtomicInteger();

    /** A group as it arrived. */
    public record Submission(String authorization, String idempotencyKey, JsonNode group, String whole) {}

    private StubOrderService(HttpServer server) {
        this.server = server;
    }

    static StubOrderService start() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            StubOrderService stub = new StubOrderService(server);
            server.createContext("/api/v1/number-states", stub::numberStates);
            server.createContext("/api/v1/port-order-groups", stub::groups);
            server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            server.start();
            return stub;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    String url() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    /** These numbers are used by somebody from now on. */
    public void assign(String... numbers) {
        assigned.addAll(List.of(numbers));
    }

    /** The next calls fail. */
    public void failNext(int count) {
        failures.set(count);
    }

    public List<Submission> submissions() {
        return submissions;
    }

    private void numberStates(HttpExchange exchange) throws IOException {
        if (failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            answer(exchange, 503, "{}");
            return;
        }
        JsonNode question = json.readTree(exchange.getRequestBody().readAllBytes());
        List<Map<String, Object>> items = new java.util.ArrayList<>();
        question.get("numbers")
                .forEach(number -> items.add(Map.of(
                        "number",
                        number.asString(),
                        "inInventory",
                        true,
                        "type",
                        "USER",
                        "assigned",
                        assigned.contains(number.asString()))));
        answer(exchange, 200, json.writeValueAsString(Map.of("items", items)));
    }

    private void groups(HttpExchange exchange) throws IOException {
        String whole = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        Matcher group = GROUP.matcher(whole);
        if (!group.find()) {
            answer(exchange, 400, "{}");
            return;
        }
        JsonNode body = json.readTree(group.group(1));
        String key = exchange.getRequestHeaders().getFirst("Idempotency-Key");
        submissions.add(new Submission(exchange.getRequestHeaders().getFirst("Authorization"), key, body, whole));
        if (body.at("/order/accountNumber").isMissingNode()) {
            answer(exchange, 422, """
                    {"type":"urn:portline:problem:validation","status":422,
                     "errors":[{"pointer":"/order/accountNumber","code":"REQUIRED","detail":"This is required."}]}""");
            return;
        }
        answer(
                exchange,
                201,
                answers.computeIfAbsent(
                        key,
                        _ -> json.writeValueAsString(Map.of(
                                "id",
                                UUID.randomUUID(),
                                "caseId",
                                body.get("caseId").asString(),
                                "orders",
                                List.of(order("PO-000101"), order("PO-000102"))))));
    }

    private static Map<String, Object> order(String number) {
        return Map.of(
                "id",
                UUID.randomUUID(),
                "number",
                number,
                "losingCarrierId",
                "us-cascadia",
                "numberCount",
                1,
                "containsBtn",
                false);
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        try (exchange) {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders()
                    .set("Content-Type", status < 400 ? "application/json" : "application/problem+json");
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }
}
