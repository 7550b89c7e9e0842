package io.portline.security;

import io.portline.local.demo.DemoOrder;
import io.portline.local.demo.DemoOrder.Place;
import io.portline.local.demo.DemoOrder.Turn;
import io.portline.local.demo.PortlineApi;
import io.portline.schemas.PortOrderStatus;
import io.portline.security.Endpoints.Endpoint;
import io.portline.story.RunningStack;
import io.portline.story.RunningStack.Submitted;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import static org.assertj.core.api.Assertions.assertThat;

/** Every operation of every service as nobody, with the wrong token, as another tenant and in the wrong role. */
class EndpointsTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Set<String> CLIENTS =
            Set.of("contoso-script", "fabrikam-script", "desk-script", "operator-script", "dashboard-service");

    /** What is for one role alone, as the beginning of the path behind {@code /api/v1}: everything else is for more than one. */
    private static final Map<String, String> FOR_ONE_ROLE = Map.ofEntries(
            Map.entry("/dead-letters", "operator-script"),
            Map.entry("/held-keys", "operator-script"),
            Map.entry("/carriers/{carrierId}/pause", "operator-script"),
            Map.entry("/carriers/{carrierId}/resume", "operator-script"),
            Map.entry("/carriers/{carrierId}/reject-all", "operator-script"),
            Map.entry("/subscribers", "operator-script"),
            Map.entry("/winning-carriers", "operator-script"),
            Map.entry("/port-out-requests", "dashboard-service"),
            Map.entry("/port-order-groups", "desk-script"),
            Map.entry("/inbound-mails", "dashboard-service"),
            Map.entry("/webhook-endpoints", "contoso-script fabrikam-script"),
            Map.entry("/port-out-pin", "contoso-script fabrikam-script"),
            Map.entry("/cases/{id}/take", "desk-script"),
            Map.entry("/cases/{id}/ask", "desk-script"),
            Map.entry("/cases/{id}/notes", "desk-script"),
            Map.entry("/cases/{id}/assign", "desk-script"),
            Map.entry("/cases/{id}/documents/{documentId}/release", "desk-script"),
            Map.entry("/cases/{id}/orders", "desk-script"));

    private static RunningStack portline;
    private static Callers callers;
    private static Submitted order;
    private static String documentId;
    private static String caseId;

    @BeforeAll
    static void contosoHasAnOrderADocumentAndACase() {
        portline = RunningStack.shared();
        callers = new Callers(portline);
        try (PortlineApi contoso = portline.apiOf("contoso")) {
            order = portline.submit(
                    contoso, new DemoOrder("walk", Place.SEATTLE, "us-cascadia", "SILENT", Turn.NOTHING, "", "en"), 1);
            portline.awaitStatus(order, PortOrderStatus.CONTACTING_CARRIER);
            documentId = order.body().path("loaDocumentId").asString();
        }
        HttpResponse<String> opened = callers.send(
                callers.as("contoso-script", "case-service", "/api/v1/cases")
                        .header("Content-Type", "application/json")
                        .header("Idempotency-Key", "\"" + UUID.randomUUID() + "\"")
                        .POST(
                                BodyPublishers.ofString(
                                        "{\"category\":\"GENERAL_INQUIRY\",\"country\":\"US\",\"type\":\"PORT_IN\",\"title\":\"Walk\",\"description\":\"Who may see this?\"}")));
        assertThat(opened.statusCode()).as(opened.body()).isEqualTo(201);
        caseId = JSON.readTree(opened.body()).path("id").asString();
    }

    @AfterAll
    static void end() {
        callers.close();
    }

    @Test
    void knowsAllServices() {
        assertThat(Endpoints.all())
                .extracting(Endpoint::service)
                .contains(Callers.SCOPES.keySet().toArray(String[]::new));
        assertThat(Endpoints.all()).hasSizeGreaterThan(50);
    }

    @Test
    void letsNobodyInWithoutAToken() {
        for (Endpoint endpoint : Endpoints.all()) {
            if (!endpoint.open()) {
                assertThat(callers.send(call(endpoint, callers.request(endpoint.service(), path(endpoint)))))
                        .as("%s as nobody", endpoint)
                        .satisfies(answer -> assertThat(answer.statusCode()).isEqualTo(401))
                        .satisfies(EndpointsTest::isAProblem);
            }
        }
    }

    @Test
    void takesNoTokenThatIsMeantForAnotherServiceOrForged() {
        for (Endpoint endpoint : Endpoints.all()) {
            if (!endpoint.open()) {
                String other = endpoint.service().equals("case-service") ? "order-service" : "case-service";
                String elsewhere = callers.token("contoso-script", other);
                String[] parts =
                        callers.token("contoso-script", endpoint.service()).split("\\.");
                String unsigned = parts[0] + "." + parts[1] + ".";
                String tampered =
                        parts[0] + "." + parts[1].replaceFirst(".$", "A") + "." + parts[2].replaceFirst("^.", "A");
                for (String token : List.of(elsewhere, unsigned, tampered, "garbage")) {
                    assertThat(callers.send(call(endpoint, callers.request(endpoint.service(), path(endpoint)))
                                            .header("Authorization", "Bearer " + token))
                                    .statusCode())
                            .as("%s with a token that is not for it", endpoint)
                            .isEqualTo(401);
                }
            }
        }
    }

    @Test
    void hidesWhatIsOfAnotherTenantAndLeavesItAlone() {
        JsonNode before = order();
        for (Endpoint endpoint : Endpoints.all()) {
            boolean ofContoso = endpoint.path().matches("/api/v1/(port-orders|cases|documents)/\\{.*");
            if (ofContoso && oneRole(endpoint).isEmpty()) {
                int status = callers.send(
                                call(endpoint, callers.as("fabrikam-script", endpoint.service(), path(endpoint))))
                        .statusCode();
                assertThat(status / 100)
                        .as("%s as another tenant: %d", endpoint, status)
                        .isEqualTo(4);
                assertThat(status)
                        .as("%s: does not exist, and so is not forbidden", endpoint)
                        .isNotEqualTo(403);
                if (!endpoint.hasBody()) {
                    assertThat(status).as("%s as another tenant", endpoint).isIn(404, 428);
                }
            }
        }
        assertThat(order()).isEqualTo(before);
    }

    @Test
    void doesNothingForTheWrongRole() {
        for (Endpoint endpoint : Endpoints.all()) {
            String allowed = oneRole(endpoint);
            for (String client : CLIENTS) {
                if (!allowed.isEmpty() && !List.of(allowed.split(" ")).contains(client)) {
                    HttpResponse<String> answer =
                            callers.send(call(endpoint, callers.as(client, endpoint.service(), path(endpoint))));
                    if (endpoint.hasBody()) {
                        // An empty body may be refused before anybody asks who sent it.
                        assertThat(answer.statusCode() / 100)
                                .as("%s as %s: %s", endpoint, client, answer.body())
                                .isEqualTo(4);
                    } else {
                        assertThat(answer.statusCode())
                                .as("%s as %s: %s", endpoint, client, answer.body())
                                .isIn(403, 404);
                    }
                }
            }
        }
    }

    @Test
    void answersTheRightRoleOfWhatIsForOneRole() {
        for (Endpoint endpoint : Endpoints.all()) {
            String allowed = oneRole(endpoint);
            if (!allowed.isEmpty() && endpoint.method().equals("GET")) {
                String client = allowed.split(" ")[0];
                assertThat(callers.send(call(endpoint, callers.as(client, endpoint.service(), path(endpoint))))
                                .statusCode())
                        .as("%s as %s", endpoint, client)
                        .isIn(200, 404);
            }
        }
    }

    private static JsonNode order() {
        try (PortlineApi contoso = portline.apiOf("contoso")) {
            return contoso.order(order.id()).orThrow();
        }
    }

    private static String oneRole(Endpoint endpoint) {
        String path = endpoint.path().substring("/api/v1".length());
        return FOR_ONE_ROLE.entrySet().stream()
                .filter(rule -> path.equals(rule.getKey()) || path.startsWith(rule.getKey() + "/"))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("");
    }

    private static HttpRequest.Builder call(Endpoint endpoint, HttpRequest.Builder request) {
        request.header("Accept", "application/json, application/problem+json, */*");
        if (!endpoint.hasBody()) {
            return request.method(endpoint.method(), BodyPublishers.noBody());
        }
        String type = endpoint.mediaTypes().getFirst();
        return request.header("Content-Type", type.startsWith("multipart") ? type + "; boundary=b" : type)
                .header("Idempotency-Key", "\"" + UUID.randomUUID() + "\"")
                .method(endpoint.method(), BodyPublishers.ofString(type.startsWith("multipart") ? "--b--\r\n" : "{}"));
    }

    /** With contoso's own ids, so that what is refused is refused for its caller. */
    private static String path(Endpoint endpoint) {
        String path = endpoint.path().replace("{carrierId}", "us-cascadia").replace("{e164}", "+12065550100");
        if (path.startsWith("/api/v1/port-orders/{")) {
            path = path.replaceFirst("\\{[^}]*}", order.id());
        } else if (path.startsWith("/api/v1/cases/{")) {
            path = path.replaceFirst("\\{[^}]*}", caseId);
        } else if (path.startsWith("/api/v1/documents/{") && endpoint.service().equals(Callers.ORDERS)) {
            path = path.replaceFirst("\\{[^}]*}", documentId);
        } else if (path.startsWith("/api/v1/dead-letters/{")) {
            path = path.replaceFirst("\\{[^}]*}", "987654321");
        }
        return path.replaceAll("\\{[^}]*}", UUID.randomUUID().toString()) + endpoint.query();
    }

    private static void isAProblem(HttpResponse<String> answer) {
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
    }
}
