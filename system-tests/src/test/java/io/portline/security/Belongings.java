package io.portline.security;

import io.portline.local.demo.DemoOrder;
import io.portline.local.demo.DemoOrder.Place;
import io.portline.local.demo.DemoOrder.Turn;
import io.portline.local.demo.PortlineApi;
import io.portline.schemas.PortOrderStatus;
import io.portline.security.Endpoints.Endpoint;
import io.portline.story.RunningStack;
import io.portline.story.RunningStack.Submitted;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * One of each thing that a tenant can have, all of contoso's and all real; in states that time alone does not change and in which
 * their owner could change them.
 */
final class Belongings {
    /** Who served the number. */
    static final String CARRIER = "us-cascadia";

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String PIN = "5820417396";

    /** In Error: it can be edited, cancelled, deleted and added to. */
    final Submitted order;

    final String letter;
    final String draft;
    final String number;
    final String portOut;
    final String portOutRequest;
    final String delivery;
    final String endpoint;
    final String webhookDelivery;

    /** Waits for its customer, so that no clock of the desk runs. */
    final String caseId;

    final String caseNumber;
    final String caseDocument;

    private final RunningStack portline;
    private final Callers callers;
    private final Map<String, String> idsByPath;

    Belongings(RunningStack portline, Callers callers) {
        this.portline = portline;
        this.callers = callers;
        try (PortlineApi contoso = portline.apiOf("contoso")) {
            Submitted completed = portline.submit(contoso, order(CARRIER, "FOC-PT30H"), 2);
            order = portline.submit(contoso, order("us-bluegrass", "REJECT-ACCOUNT_NUMBER_MISMATCH"), 1);
            letter = order.body().path("loaDocumentId").asString();
            draft = created(Callers.ORDERS, "/drafts", order.body().toString())
                    .path("id")
                    .asString();

            caseDocument = created(callers.as(WhoMay.CONTOSO, "case-service", "/api/v1/documents")
                            .header("Content-Type", Bodies.MULTIPART)
                            .POST(BodyPublishers.ofString(Bodies.multipart(Map.of("file", Bodies.PDF)))))
                    .path("id")
                    .asString();
            JsonNode opened = openedCase("""
                    {"category":"GENERAL_INQUIRY","country":"US","title":"Walk","description":"Who may see this?","documentIds":["%s"]}
                    """.formatted(caseDocument));
            caseId = opened.path("id").asString();
            caseNumber = opened.path("number").asString();
            created(json(WhoMay.DESK, "case-service", "/cases/" + caseId + "/ask", "{\"text\":\"What is it about?\"}"));

            JsonNode hook = created(
                    "notification-service",
                    "/webhook-endpoints",
                    "{\"url\":\"http://localhost:1/walk\",\"eventTypes\":[\"port-order.deleted\"]}");
            endpoint = hook.path("id").asString();
            created("notification-service", "/webhook-endpoints/" + endpoint + "/test", "{}");
            webhookDelivery =
                    first(WhoMay.CONTOSO, "notification-service", "/webhook-endpoints/" + endpoint + "/deliveries");

            portline.awaitStatus(order, PortOrderStatus.ERROR);
            delivery = first(
                    WhoMay.CONTOSO,
                    "notification-service",
                    "/deliveries?subjectKind=PORT_ORDER&subjectId=" + order.id());

            portline.awaitStatus(completed, PortOrderStatus.COMPLETED);
            List<String> numbers = portline.eventsOf(completed).getLast().getPortedNumbers();
            number = numbers.getFirst();
            // For a day so far ahead that it stays approved.
            JsonNode asked = askedFor(numbers.getLast(), Place.SEATTLE, 300);
            portOut = asked.path("portOutId").asString();
            portOutRequest = asked.path("requestId").asString();
        }
        idsByPath = Map.ofEntries(
                Map.entry("order-service /port-orders/{id}", order.id()),
                Map.entry("order-service /documents/{id}", letter),
                Map.entry("order-service /drafts/{id}", draft),
                Map.entry("order-service /numbers/{number}", number.substring(1)),
                Map.entry("order-service /port-outs/{id}", portOut),
                Map.entry("order-service /port-out-requests/{id}", portOut),
                Map.entry(
                        "order-service /port-order-groups/{id}",
                        UUID.randomUUID().toString()),
                Map.entry("carrier-gateway /port-outs/{requestId}", portOutRequest),
                Map.entry("notification-service /deliveries/{id}", delivery),
                Map.entry("notification-service /webhook-endpoints/{id}", endpoint),
                Map.entry("notification-service /webhook-deliveries/{id}", webhookDelivery),
                Map.entry("case-service /cases/{id}", caseId));
    }

    /** The path and query of the operation, about contoso's things. */
    String path(Endpoint operation) {
        String path = operation.shortPath().replace("{carrierId}", CARRIER).replace("{documentId}", caseDocument);
        if (path.startsWith("/dead-letters/{id}")) {
            path = path.replace("{id}", "987654321");
        }
        for (Map.Entry<String, String> known : idsByPath.entrySet()) {
            String prefix = known.getKey().substring(known.getKey().indexOf('/'));
            if (known.getKey().startsWith(operation.service() + " ") && path.startsWith(prefix)) {
                path = prefix.substring(0, prefix.indexOf('{')) + known.getValue() + path.substring(prefix.length());
            }
        }
        if (path.contains("{")) {
            throw new IllegalStateException("%s: make one here, and say its id".formatted(operation));
        }
        return "/api/v1" + path + operation.query();
    }

    /** What nobody but contoso may be shown. */
    List<String> traces() {
        return List.of(
                order.id(),
                order.number(),
                order.body().path("numbers").path(0).asString(),
                letter,
                draft,
                number,
                portOut,
                delivery,
                endpoint,
                webhookDelivery,
                caseId,
                caseNumber,
                caseDocument);
    }

    /** Lists, asked so that they show the thing, with what shows it; by service and path. */
    Map<String, Map<String, String>> lists() {
        return Map.of(
                Callers.ORDERS,
                Map.of(
                        "/port-orders?limit=200",
                        order.id(),
                        "/port-orders?q=" + order.number(),
                        order.id(),
                        "/port-orders?number="
                                + order.body()
                                        .path("numbers")
                                        .path(0)
                                        .asString()
                                        .substring(1),
                        order.id(),
                        "/port-orders/export",
                        order.number(),
                        "/drafts?limit=200",
                        draft,
                        "/numbers?q=" + number.substring(1),
                        number,
                        "/port-outs?limit=200",
                        portOut),
                "notification-service",
                Map.of(
                        "/deliveries?limit=200&subjectKind=PORT_ORDER&subjectId=" + order.id(),
                        delivery,
                        "/webhook-endpoints?limit=200",
                        endpoint),
                "case-service",
                Map.of(
                        "/cases?view=mine&limit=200",
                        caseId,
                        "/cases?view=company&state=all&limit=200",
                        caseId,
                        "/cases?view=company&state=all&q=" + caseNumber,
                        caseId,
                        "/cases/export?view=company&state=all",
                        caseNumber));
    }

    /** Nothing tries to reach the endpoint any more. */
    void remove() {
        callers.send(callers.as(WhoMay.CONTOSO, "notification-service", "/api/v1/webhook-endpoints/" + endpoint)
                .DELETE());
    }

    private static DemoOrder order(String carrier, String account) {
        return new DemoOrder("walk", Place.SEATTLE, carrier, account, Turn.NOTHING, "", "en");
    }

    /** A case of contoso's. */
    JsonNode openedCase(String body) {
        return created("case-service", "/cases", body);
    }

    /** A port-out of a number of contoso's, approved for so many days from now. */
    JsonNode askedFor(String leaving, Place place, int days) {
        HttpResponse<String> set = callers.send(callers.as(WhoMay.CONTOSO, Callers.ORDERS, "/api/v1/port-out-pin")
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString("{\"pin\":\"%s\"}".formatted(PIN))));
        assertThat(set.statusCode()).as(set.body()).isEqualTo(200);
        JsonNode asked = created(
                json(WhoMay.OPERATOR, "carrier-gateway", "/winning-carriers/us-bluegrass/port-outs", """
                {"numbers":["%s"],"pin":"%s","requestedPortDate":"%s","zone":"%s"}
                """.formatted(
                                leaving,
                                PIN,
                                portline.localNow(place).plusDays(days).truncatedTo(ChronoUnit.MINUTES),
                                place.zone())));
        assertThat(asked.path("status").asString()).as("%s", asked).isEqualTo("APPROVED");
        return asked;
    }

    private JsonNode created(String service, String path, String body) {
        return created(json(WhoMay.CONTOSO, service, path, body));
    }

    private JsonNode created(HttpRequest.Builder request) {
        HttpResponse<String> answer = callers.send(request.header("Idempotency-Key", "\"" + UUID.randomUUID() + "\""));
        assertThat(answer.statusCode() / 100)
                .as("%s: %s", answer.uri(), answer.body())
                .isEqualTo(2);
        return JSON.readTree(answer.body());
    }

    private HttpRequest.Builder json(String client, String service, String path, String body) {
        return callers.as(client, service, "/api/v1" + path)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body));
    }

    /** The id of the first item, as soon as there is one. */
    private String first(String client, String service, String path) {
        return await(path)
                .atMost(RunningStack.PATIENCE)
                .until(
                        () -> JSON.readTree(callers.send(callers.as(client, service, "/api/v1" + path))
                                        .body())
                                .path("items")
                                .path(0)
                                .path("id")
                                .asString(""),
                        id -> !id.isEmpty());
    }
}
