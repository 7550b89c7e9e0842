package io.portline.story;

import io.portline.local.demo.DemoOrder;
import io.portline.local.demo.DemoOrder.Place;
import io.portline.local.demo.DemoOrder.Turn;
import io.portline.local.demo.PortlineApi;
import io.portline.local.demo.PortlineApi.Answer;
import io.portline.schemas.PortOrderChange;
import io.portline.schemas.PortOrderStatus;
import io.portline.schemas.PortOrderStatusEvent;
import io.portline.story.RunningStack.Submitted;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.StreamSupport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The main job, from submission to the last mail, over every part of the system. */
class PortOrderStoryTest {
    private final RunningStack portline = RunningStack.shared();

    @Test
    void portsTheNumbersOfAnOrderThatTheCarrierAccepts() {
        try (PortlineApi contoso = portline.apiOf("contoso")) {
            Submitted order = portline.submit(contoso, order(Place.PARIS, "fr-hexatel", "FOC-PT30H", "fr"), 5);
            portline.awaitStatus(order, PortOrderStatus.COMPLETED);

            assertThat(statusesOf(order))
                    .containsExactly(
                            PortOrderStatus.PROCESSING,
                            PortOrderStatus.CONTACTING_CARRIER,
                            PortOrderStatus.TRANSFER_APPROVED,
                            PortOrderStatus.TRANSFER_PENDING,
                            PortOrderStatus.COMPLETED);
            assertThatVersionsHaveNoGap(order);
            PortOrderStatusEvent last = portline.eventsOf(order).getLast();
            assertThat(last.getPortedNumbers()).hasSize(5).containsExactlyInAnyOrderElementsOf(last.getNumbers());
            assertThat(last.getFoc().getZone()).isEqualTo("Europe/Paris");
            assertThat(contoso.order(order.id()).orThrow().path("status").asString())
                    .isEqualTo("COMPLETED");
            assertEveryContactIsToldOfEveryStatusOnce(order, 5);
        }
    }

    @Test
    void takesACorrectedOrderToTheCarrierAgain() {
        try (PortlineApi contoso = portline.apiOf("contoso")) {
            Submitted order = portline.submit(
                    contoso, order(Place.LONDON, "gb-albion", "REJECT-ACCOUNT_NUMBER_MISMATCH", "ja"), 2);
            portline.awaitStatus(order, PortOrderStatus.ERROR);
            PortOrderStatusEvent rejected = portline.eventsOf(order).getLast();
            assertThat(rejected.getReasons()).singleElement().satisfies(reason -> {
                assertThat(reason.getCode()).isEqualTo("ACCOUNT_NUMBER_MISMATCH");
                assertThat(reason.getPointer()).isEqualTo("/accountNumber");
                assertThat(reason.getTexts()).containsKeys("en", "fr", "ja");
            });

            contoso.resubmit(
                            order.id(),
                            order.body()
                                    .put("accountNumber", "FOC-PT30H")
                                    .put("requestedPortDate", DemoOrder.portDate(portline.localNow(Place.LONDON))))
                    .orThrow();
            portline.awaitStatus(order, PortOrderStatus.COMPLETED);

            assertThat(portline.eventsOf(order).getLast().getAttempt()).isEqualTo(2);
            assertThatVersionsHaveNoGap(order);
            assertThat(changesInTimeline(contoso, order)).contains("CARRIER_REJECTED", "RESUBMITTED", "COMPLETED");
        }
    }

    @Test
    void cancelsAnOrderThatTheCarrierIsAskedAbout() {
        try (PortlineApi contoso = portline.apiOf("contoso")) {
            Submitted order = portline.submit(contoso, order(Place.SEATTLE, "us-cascadia", "DELAY-P20D", "en"), 1);
            portline.awaitStatus(order, PortOrderStatus.CONTACTING_CARRIER);

            contoso.cancel(order.id()).orThrow();
            portline.awaitStatus(order, PortOrderStatus.CANCELLED);

            await("the carrier confirms")
                    .atMost(RunningStack.PATIENCE)
                    .until(() -> portline.eventsOf(order).getLast().getChange() == PortOrderChange.CANCEL_CONFIRMED);
            assertThat(portline.eventsOf(order).getLast().getCarrierCancelPending())
                    .isFalse();
            assertThatVersionsHaveNoGap(order);
            Answer refused = contoso.cancel(order.id());
            assertThat(refused.status()).isEqualTo(409);
            assertThat(refused.body().path("status").asInt()).isEqualTo(409);
            assertThat(refused.body().path("type").asString()).contains("action-not-allowed");
        }
    }

    @Test
    void keepsAnOrderFromAnotherTenant() {
        try (PortlineApi contoso = portline.apiOf("contoso");
                PortlineApi fabrikam = portline.apiOf("fabrikam")) {
            Submitted order = portline.submit(contoso, order(Place.SEATTLE, "us-bluegrass", "SILENT", "en"), 1);

            assertThat(fabrikam.order(order.id()).status()).isEqualTo(404);
            assertThat(fabrikam.timeline(order.id()).status()).isEqualTo(404);
            assertThat(contoso.order(order.id()).status()).isEqualTo(200);
        }
    }

    @Test
    void saysAllThatIsWrongAtOnceAndCreatesNothing() {
        try (PortlineApi contoso = portline.apiOf("contoso")) {
            Answer broken = contoso.post("/api/v1/port-orders", "application/json", "{\"name\": \"Half an order\", ");
            assertThat(broken.status()).isEqualTo(400);

            Answer incomplete = contoso.post(
                    "/api/v1/port-orders",
                    "application/json",
                    "{\"name\":\"Wrong\",\"country\":\"US\",\"losingCarrierId\":\"no-such-carrier\",\"portType\":\"FULL\",\"numbers\":[\"+331\",\"hello\"]}");
            assertThat(incomplete.status()).isEqualTo(422);
            assertThat(StreamSupport.stream(incomplete.body().path("errors").spliterator(), false)
                            .map(error -> error.path("pointer").asString())
                            .toList())
                    .anyMatch(pointer -> pointer.contains("/losingCarrierId"))
                    .anyMatch(pointer -> pointer.contains("/numbers/0"))
                    .anyMatch(pointer -> pointer.contains("/numbers/1"))
                    .anyMatch(pointer -> pointer.contains("/accountHolder"));
        }
    }

    @Test
    void losesNothingWhenServicesAreKilledInTheMiddle() {
        try (PortlineApi contoso = portline.apiOf("contoso")) {
            Submitted order = portline.submit(contoso, order(Place.LONDON, "gb-severn", "FOC-PT36H", "en"), 3);
            portline.awaitStatus(order, PortOrderStatus.CONTACTING_CARRIER);
            portline.stack().kill("carrier-gateway");
            portline.stack().kill("notification-service");
            portline.awaitStatus(order, PortOrderStatus.TRANSFER_APPROVED);
            portline.stack().kill("order-service");

            portline.awaitStatus(order, PortOrderStatus.COMPLETED);

            assertThatVersionsHaveNoGap(order);
            // A mail may repeat if its service dies between the mail server's yes and its own mark; none may be
            // missing.
            await("mails of " + order.number())
                    .atMost(RunningStack.PATIENCE)
                    .untilAsserted(() -> assertThat(contactsToldOf(order))
                            .containsAllEntriesOf(
                                    statusChangesOf(order).stream().collect(Collectors.toMap(id -> id, _ -> 2L))));
        }
    }

    private static DemoOrder order(Place place, String carrier, String accountNumber, String language) {
        return new DemoOrder("story", place, carrier, accountNumber, Turn.NOTHING, "", language);
    }

    private List<PortOrderStatus> statusesOf(Submitted order) {
        return portline.eventsOf(order).stream()
                .filter(event -> event.getStatus() != event.getPreviousStatus())
                .map(PortOrderStatusEvent::getStatus)
                .toList();
    }

    private void assertThatVersionsHaveNoGap(Submitted order) {
        List<Long> versions = portline.eventsOf(order).stream()
                .map(PortOrderStatusEvent::getVersion)
                .distinct()
                .toList();
        assertThat(versions)
                .isEqualTo(LongStream.rangeClosed(1, versions.size()).boxed().toList());
    }

    private static Set<String> changesInTimeline(PortlineApi api, Submitted order) {
        return StreamSupport.stream(
                        api.timeline(order.id()).orThrow().path("items").spliterator(), false)
                .map(entry -> entry.path("change").asString())
                .collect(Collectors.toSet());
    }

    /** The submitter and the additional contact: one mail each for each status. */
    private void assertEveryContactIsToldOfEveryStatusOnce(Submitted order, int statuses) {
        await("mails of " + order.number())
                .atMost(Duration.ofMinutes(1))
                .until(() -> portline.mailsAbout(order).size() >= 2 * statuses);
        assertThat(mailsByContactAndEvent(order))
                .hasSize(2 * statuses)
                .allSatisfy((_, times) -> assertThat(times).isEqualTo(1));
    }

    private Map<String, Long> mailsByContactAndEvent(Submitted order) {
        return portline.mailsAbout(order).stream()
                .map(PortOrderStoryTest::contactAndEvent)
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    }

    /** A carrier that was away for long may have been overdue in between, of which contacts are told as well. */
    private Map<String, Long> contactsToldOf(Submitted order) {
        return mailsByContactAndEvent(order).keySet().stream()
                .collect(Collectors.groupingBy(
                        contactAndEvent -> contactAndEvent.substring(contactAndEvent.lastIndexOf(' ') + 1),
                        Collectors.counting()));
    }

    private Set<String> statusChangesOf(Submitted order) {
        return portline.eventsOf(order).stream()
                .filter(event -> event.getStatus() != event.getPreviousStatus())
                .map(event -> event.getEventId().toString())
                .collect(Collectors.toSet());
    }

    private static String contactAndEvent(JsonNode mail) {
        return mail.path("to").asString() + " "
                + mail.path("headers").path("x-portline-event").path(0).asString();
    }
}
