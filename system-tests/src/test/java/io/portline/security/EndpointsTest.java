package io.portline.security;

import io.portline.security.Endpoints.Endpoint;
import io.portline.story.RunningStack;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

import static org.assertj.core.api.Assertions.assertThat;

/** Every operation of every service as nobody, with the wrong token, as another tenant and in the wrong role. */
class EndpointsTest {

    /** Which business time alone changes. */
    private static final List<String> CHANGE_WITH_TIME = List.of("foc-dates", "letter-of-authorization", "deliveries");

    private static Callers callers;
    private static Belongings belongings;
    private static Bodies bodies;

    @BeforeAll
    static void contosoHasOneOfEachThing() {
        RunningStack portline = RunningStack.shared();
        callers = new Callers(portline);
        belongings = new Belongings(portline, callers);
        bodies = new Bodies(belongings);
    }

    @AfterAll
    static void end() {
        if (belongings != null) {
            belongings.remove();
        }
        callers.close();
    }

    @Test
    void knowsAllServicesAndWhoMayDoWhat() {
        assertThat(Endpoints.all())
                .extracting(Endpoint::service)
                .contains(Callers.SCOPES.keySet().toArray(String[]::new));
        assertThat(Endpoints.all())
                .hasSizeGreaterThan(90)
                .allSatisfy(endpoint -> assertThat(WhoMay.doIt(endpoint)).isNotEmpty());
        assertThat(WhoMay.withoutOperation(Endpoints.all())).isEmpty();
    }

    @Test
    void letsNobodyInWithoutAToken() {
        for (Endpoint endpoint : Endpoints.all()) {
            if (!endpoint.open()) {
                assertThat(callers.send(calls(endpoint).getFirst()))
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
                String elsewhere = callers.token(WhoMay.CONTOSO, other);
                String[] parts =
                        callers.token(WhoMay.CONTOSO, endpoint.service()).split("\\.");
                String unsigned = parts[0] + "." + parts[1] + ".";
                String tampered =
                        parts[0] + "." + parts[1].replaceFirst(".$", "A") + "." + parts[2].replaceFirst("^.", "A");
                for (String token : List.of(elsewhere, unsigned, tampered, "garbage")) {
                    assertThat(callers.send(calls(endpoint).getFirst().header("Authorization", "Bearer " + token))
                                    .statusCode())
                            .as("%s with a token that is not for it", endpoint)
                            .isEqualTo(401);
                }
            }
        }
    }

    @Test
    void hidesWhatIsOfAnotherTenantAndLeavesItAlone() {
        Map<String, String> before = asContosoSeesIt();
        for (Endpoint endpoint : Endpoints.all()) {
            if (isOfATenant(endpoint)) {
                for (HttpRequest.Builder call : calls(endpoint)) {
                    HttpResponse<String> answer = callers.send(as(WhoMay.FABRIKAM, endpoint, call));
                    assertThat(answer.statusCode())
                            .as("%s as another tenant: %s", endpoint, answer.body())
                            .isEqualTo(404);
                    assertThat(answer).satisfies(EndpointsTest::isAProblem);
                }
            }
        }
        assertThat(asContosoSeesIt()).isEqualTo(before);
    }

    @Test
    void showsNothingOfAnotherTenantInItsLists() {
        for (Endpoint endpoint : Endpoints.all()) {
            boolean isAList =
                    endpoint.method().equals("GET") && !endpoint.path().contains("{");
            if (isAList && WhoMay.isForTenants(endpoint)) {
                assertThat(seen(WhoMay.FABRIKAM, endpoint.service(), endpoint.shortPath() + endpoint.query()))
                        .as("%s as another tenant", endpoint)
                        .doesNotContain(belongings.traces());
            }
        }
        belongings
                .lists()
                .forEach((service, lists) -> lists.forEach((list, shown) -> {
                    assertThat(seen(WhoMay.CONTOSO, service, list))
                            .as("%s %s as their own tenant", service, list)
                            .contains(shown);
                    assertThat(seen(WhoMay.FABRIKAM, service, list))
                            .as("%s %s as another tenant", service, list)
                            .doesNotContain(belongings.traces());
                }));
    }

    @Test
    void doesNothingForTheWrongRole() {
        Map<String, String> before = asContosoSeesIt();
        for (Endpoint endpoint : Endpoints.all()) {
            for (String client : WhoMay.CLIENTS) {
                if (!WhoMay.doIt(endpoint).contains(client)) {
                    for (HttpRequest.Builder call : calls(endpoint)) {
                        HttpResponse<String> answer = callers.send(as(client, endpoint, call));
                        assertThat(answer.statusCode())
                                .as("%s as %s: %s", endpoint, client, answer.body())
                                .isEqualTo(403);
                    }
                }
            }
        }
        assertThat(asContosoSeesIt()).isEqualTo(before);
    }

    /** Without this a path that is wrong here would pass for one that is hidden. */
    @Test
    void answersWhoeverMayAsk() {
        for (Endpoint endpoint : Endpoints.all()) {
            if (endpoint.method().equals("GET")) {
                for (String client : WhoMay.doIt(endpoint)) {
                    HttpResponse<String> answer =
                            callers.send(as(client, endpoint, calls(endpoint).getFirst()));
                    if (client.equals(WhoMay.CONTOSO)) {
                        assertThat(answer.statusCode())
                                .as("%s as whose it is: %s", endpoint, answer.body())
                                .isEqualTo(200);
                    } else {
                        assertThat(answer.statusCode())
                                .as("%s as %s: %s", endpoint, client, answer.body())
                                .isIn(200, 404);
                    }
                }
            }
        }
    }

    /** Of a carrier there is nothing that is one tenant's alone. */
    private static boolean isOfATenant(Endpoint endpoint) {
        return endpoint.path().contains("{")
                && WhoMay.isForTenants(endpoint)
                && !endpoint.shortPath().startsWith("/carriers/");
    }

    /** Everything of contoso's that can be looked at, as it is now. */
    private static Map<String, String> asContosoSeesIt() {
        Map<String, String> things = new TreeMap<>();
        for (Endpoint endpoint : Endpoints.all()) {
            if (endpoint.method().equals("GET")
                    && isOfATenant(endpoint)
                    && CHANGE_WITH_TIME.stream().noneMatch(endpoint.path()::endsWith)) {
                things.put(
                        endpoint.toString(),
                        seen(
                                WhoMay.CONTOSO,
                                endpoint.service(),
                                belongings.path(endpoint).substring("/api/v1".length())));
            }
        }
        assertThat(things).hasSizeGreaterThan(8);
        return things;
    }

    private static String seen(String client, String service, String shortPath) {
        HttpResponse<String> answer = callers.send(callers.as(client, service, "/api/v1" + shortPath));
        assertThat(answer.statusCode())
                .as("%s %s as %s: %s", service, shortPath, client, answer.body())
                .isEqualTo(200);
        return answer.body();
    }

    private static HttpRequest.Builder as(String client, Endpoint endpoint, HttpRequest.Builder call) {
        return call.header("Authorization", "Bearer " + callers.token(client, endpoint.service()));
    }

    /** With all that the operation asks for and about contoso's things, for each media type that it takes. */
    private static List<HttpRequest.Builder> calls(Endpoint endpoint) {
        List<String> types = endpoint.hasBody() ? endpoint.mediaTypes() : List.of("");
        return types.stream().map(type -> call(endpoint, type)).toList();
    }

    private static HttpRequest.Builder call(Endpoint endpoint, String type) {
        HttpRequest.Builder request = callers.request(endpoint.service(), belongings.path(endpoint))
                .header("Accept", "application/json, application/problem+json, */*");
        if (!endpoint.method().equals("GET")) {
            request.header("If-Match", "*").header("Idempotency-Key", "\"" + UUID.randomUUID() + "\"");
        }
        return type.isEmpty()
                ? request.method(endpoint.method(), BodyPublishers.noBody())
                : request.header("Content-Type", type.startsWith("multipart") ? Bodies.MULTIPART : type)
                        .method(endpoint.method(), BodyPublishers.ofString(bodies.of(endpoint, type)));
    }

    private static void isAProblem(HttpResponse<String> answer) {
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
    }
}
