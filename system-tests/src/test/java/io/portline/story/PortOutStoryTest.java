package io.portline.story;

import io.portline.local.demo.DemoOrder;
import io.portline.local.demo.DemoOrder.Place;
import io.portline.local.demo.DemoOrder.Turn;
import io.portline.local.demo.PortlineApi;
import io.portline.schemas.PortOrderStatus;
import io.portline.security.Callers;
import io.portline.story.RunningStack.Submitted;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Numbers that came by an order leave again: a simulated winning carrier asks the real order-service, with the tenant's PIN. */
class PortOutStoryTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String PIN = "7304918265";
    private static final String TENANT = "contoso-script";
    private static final String OPERATOR = "operator-script";

    private final RunningStack portline = RunningStack.shared();

    @Test
    void letsNumbersGoToACarrierThatKnowsThePin() {
        try (PortlineApi contoso = portline.apiOf("contoso");
                Callers callers = new Callers(portline)) {
            Submitted order = portline.submit(
                    contoso,
                    new DemoOrder("gone", Place.SEATTLE, "us-cascadia", "FOC-PT30H", Turn.NOTHING, "", "en"),
                    2);
            portline.awaitStatus(order, PortOrderStatus.COMPLETED);
            List<String> numbers = portline.eventsOf(order).getLast().getPortedNumbers();
            assertThat(inInventory(callers, numbers.getFirst())).isTrue();
            assertThat(callers.send(callers.as(TENANT, "order-service", "/api/v1/port-out-pin")
                                    .header("Content-Type", "application/json")
                                    .PUT(BodyPublishers.ofString("{\"pin\":\"%s\"}".formatted(PIN))))
                            .statusCode())
                    .isEqualTo(200);

            JsonNode wrong = asked(callers, numbers, "1028374655");
            assertThat(wrong.path("status").asString()).isEqualTo("REJECTED");
            assertThat(wrong.path("reasonCodes").path(0).asString()).isEqualTo("PIN_MISSING_OR_INVALID");

            JsonNode right = asked(callers, numbers, PIN);
            assertThat(right.path("status").asString()).as("%s", right).isEqualTo("APPROVED");
            assertThat(right.path("completesAt").asString()).isNotBlank();
            String portOut = right.path("portOutId").asString();
            await("the numbers leave")
                    .atMost(RunningStack.PATIENCE)
                    .until(() -> contoso.get("/api/v1/port-outs/" + portOut)
                            .orThrow()
                            .path("status")
                            .asString()
                            .equals("COMPLETED"));
            assertThat(numbers).noneMatch(number -> inInventory(callers, number));
            await("the winning carrier hears of it")
                    .atMost(RunningStack.PATIENCE)
                    .until(() -> statusAtTheGateway(callers, portOut).equals("COMPLETED"));

            // They are nobody's here any more, whatever the PIN.
            JsonNode again = asked(callers, numbers, PIN);
            assertThat(again.path("status").asString()).isEqualTo("REJECTED");
            assertThat(again.path("reasonCodes").path(0).asString()).isEqualTo("NUMBER_NOT_FOUND");
        }
    }

    private JsonNode asked(Callers callers, List<String> numbers, String pin) {
        String body = JSON.writeValueAsString(Map.of(
                "numbers",
                numbers,
                "pin",
                pin,
                "requestedPortDate",
                portline.localNow(Place.SEATTLE)
                        .plusDays(2)
                        .truncatedTo(ChronoUnit.MINUTES)
                        .toString(),
                "zone",
                Place.SEATTLE.zone().getId()));
        HttpResponse<String> answer =
                callers.send(callers.as(OPERATOR, "carrier-gateway", "/api/v1/winning-carriers/us-bluegrass/port-outs")
                        .header("Content-Type", "application/json")
                        .header("Idempotency-Key", "\"" + UUID.randomUUID() + "\"")
                        .POST(BodyPublishers.ofString(body)));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return JSON.readTree(answer.body());
    }

    private static String statusAtTheGateway(Callers callers, String portOut) {
        JsonNode listed =
                JSON.readTree(callers.send(callers.as(OPERATOR, "carrier-gateway", "/api/v1/port-outs?limit=50"))
                        .body());
        for (JsonNode item : listed.path("items")) {
            if (item.path("portOutId").asString("").equals(portOut)) {
                return item.path("status").asString();
            }
        }
        return "";
    }

    private static boolean inInventory(Callers callers, String number) {
        JsonNode found = JSON.readTree(callers.send(callers.as(
                        TENANT,
                        "order-service",
                        "/api/v1/numbers/" + URLEncoder.encode(number, StandardCharsets.UTF_8)))
                .body());
        return found.path("inventory").isObject();
    }
}
