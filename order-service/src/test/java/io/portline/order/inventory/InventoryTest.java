package io.portline.order.inventory;

import io.portline.order.Api;
import io.portline.order.Api.Answer;
import io.portline.order.ServiceTest;
import io.portline.order.portorder.Activation;
import io.portline.order.portorder.Orders;
import io.portline.order.portorder.PortOrder;
import io.portline.order.portorder.PortOrderCommand;
import io.portline.order.portorder.PortOrderStatus;
import io.portline.order.portorder.PortOrders;
import io.portline.order.portout.GivenNumbers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpMethod;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import static org.assertj.core.api.Assertions.assertThat;

/** What completed orders bring, and what may be asked about it. */
class InventoryTest extends ServiceTest {

    @LocalServerPort
    private int port;

    @Autowired
    private PortOrders orders;

    private GivenNumbers given;
    private String tenant;
    private Api admin;
    private Api desk;

    @BeforeEach
    void connect() {
        given = new GivenNumbers(orders);
        tenant = "i" + UUID.randomUUID().toString().replace("-", "").substring(0, 12);
        admin = new Api(port, ISSUER.tenantAdmin(tenant, "US"));
        desk = new Api(port, ISSUER.deskAgent());
    }

    private List<String> numbers(String query) {
        List<String> numbers = new ArrayList<>();
        admin.get("/numbers" + query)
                .body()
                .get("items")
                .forEach(item -> numbers.add(item.get("number").asString()));
        return numbers;
    }

    @Test
    void aCompletedOrderBringsItsNumbers() {
        List<String> numbers = new ArrayList<>(Api.freshNumbers(2));
        String tollFree = "+1800" + numbers.getFirst().substring(5);
        numbers.add(tollFree);
        PortOrder order = given.to(tenant, numbers);

        assertThat(numbers(""))
                .containsExactlyElementsOf(numbers.stream().sorted().toList());
        Answer one = admin.get("/numbers/" + numbers.getFirst().substring(1));
        assertThat(one.body().at("/inventory/type").asString()).isEqualTo("USER");
        assertThat(one.body().at("/inventory/assigned").asBoolean()).isFalse();
        assertThat(one.body().at("/inventory/orderNumber").asString()).isEqualTo(order.number());
        assertThat(Instant.parse(one.body().at("/inventory/since").asString())).isEqualTo(Orders.FOC.instant());
        assertThat(numbers("?type=SERVICE")).containsExactly(tollFree);
        assertThat(numbers("?q=" + tollFree.substring(4))).contains(tollFree);
        assertThat(numbers("?q=nonsense")).isEmpty();
    }

    @Test
    void aPartialCompletionBringsOnlyWhatMoved() {
        List<String> numbers = Api.freshNumbers(3);
        UUID id = given.activating(tenant, numbers);
        Instant now = Orders.FOC.instant();
        for (int tried = 1; tried <= Activation.MAX_TRIES; tried++) {
            if (tried > 1) {
                now = Orders.FOC.instant().plus(Activation.TRIED_AGAIN_AFTER.get(tried - 2));
                given.change(id, new PortOrderCommand.Activate(), now);
            }
            // What has moved is ours when the order completes, not before.
            assertThat(numbers("")).isEmpty();
            given.change(
                    id,
                    new PortOrderCommand.Activated(
                            1, tried, Orders.outcomes(numbers.subList(0, 2), numbers.subList(2, 3))),
                    now);
        }
        assertThat(numbers("")).containsExactlyElementsOf(numbers.subList(0, 2));
    }

    @Test
    void whatACarrierMovedDespiteACancelIsOursToo() {
        List<String> numbers = Api.freshNumbers(2);
        UUID id = given.submitted(tenant, numbers);
        given.change(id, new PortOrderCommand.CompleteIntake(1, List.of(), Orders.FOC.instant()), Orders.INTAKE);
        given.change(id, new PortOrderCommand.Cancel(Orders.ADA, Orders.ACCEPTED), Orders.ACCEPTED);
        PortOrder order = given.decided(
                id, new PortOrderCommand.Activated(1, 1, Orders.outcomes(numbers.subList(0, 1), List.of())));
        assertThat(order.status()).isEqualTo(PortOrderStatus.CANCELLED);
        assertThat(numbers("")).containsExactly(numbers.getFirst());
    }

    @Test
    void pagesByTheNumbersAndShowsNobodyElses() {
        List<String> numbers = Api.freshNumbers(5);
        given.to(tenant, numbers);
        List<String> read = new ArrayList<>();
        String next = "";
        do {
            Answer page = admin.get("/numbers?limit=2" + next);
            page.body().get("items").forEach(item -> read.add(item.get("number").asString()));
            next = page.body().has("next")
                    ? "&cursor=" + page.body().get("next").asString()
                    : null;
        } while (next != null);
        assertThat(read).containsExactlyElementsOf(numbers.stream().sorted().toList());

        Api other = new Api(port, ISSUER.tenantAdmin("stranger", "US"));
        assertThat(other.get("/numbers/" + numbers.getFirst().substring(1)).status())
                .isEqualTo(404);
        assertThat(other.get("/numbers?q=" + numbers.getFirst().substring(1))
                        .body()
                        .get("items")
                        .size())
                .isZero();
        assertThat(other.call(
                                HttpMethod.PUT,
                                "/numbers/" + numbers.getFirst().substring(1),
                                Map.of("assigned", true),
                                Map.of())
                        .status())
                .isEqualTo(404);
        assertThat(desk.get("/numbers").status()).isEqualTo(403);
        assertThat(new Api(port, ISSUER.operator())
                        .get("/numbers/" + numbers.getFirst().substring(1))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void aNumberKeepsTheHistoryOfEveryOrderCancelledAndDeletedOnesToo() {
        List<String> numbers = Api.freshNumbers(2);
        String number = numbers.getFirst();
        UUID cancelled = given.submitted(tenant, numbers);
        given.change(cancelled, new PortOrderCommand.Cancel(Orders.ADA, null), Orders.INTAKE);
        UUID deleted = given.submitted(tenant, numbers);
        given.change(deleted, new PortOrderCommand.CompleteIntake(1, List.of(Orders.reason()), null), Orders.INTAKE);
        given.change(deleted, new PortOrderCommand.Delete(Orders.ADA), Orders.INTAKE);
        UUID edited = given.submitted(tenant, numbers);
        given.change(edited, new PortOrderCommand.CompleteIntake(1, List.of(Orders.reason()), null), Orders.INTAKE);
        given.change(
                edited,
                new PortOrderCommand.Resubmit(
                        Orders.ADA,
                        Orders.details(numbers.subList(1, 2)),
                        null,
                        List.of(Orders.contact("a@b.example")),
                        Orders.FOC.instant()),
                Orders.INTAKE);
        PortOrder completed = given.to(tenant, List.of(number));

        Answer history = admin.get("/numbers/" + number);
        List<String> seen = new ArrayList<>();
        history.body()
                .get("orders")
                .forEach(order -> seen.add(order.get("id").asString()
                        + " " + order.get("status").asString()
                        + (order.get("deleted").asBoolean() ? " deleted" : "")
                        + (order.get("ported").asBoolean() ? " ported" : "")
                        + (order.get("inCurrentAttempt").asBoolean() ? "" : " earlier")));
        assertThat(seen)
                .containsExactlyInAnyOrder(
                        cancelled + " CANCELLED",
                        deleted + " ERROR deleted",
                        edited + " PROCESSING earlier",
                        completed.id() + " COMPLETED ported");
        assertThat(history.body().get("portOuts").size()).isZero();
        assertThat(admin.get("/numbers/" + Api.freshNumbers(1).getFirst().substring(1))
                        .status())
                .isEqualTo(404);
        assertThat(admin.get("/numbers/nonsense").status()).isEqualTo(404);
    }

    @Test
    void theDeskSeesStatesAndChangesTheTypeOfWhatIsNotAssigned() {
        List<String> numbers = Api.freshNumbers(2);
        given.to(tenant, numbers);
        String path = "/numbers/" + numbers.getFirst().substring(1);
        Answer assigned = admin.call(HttpMethod.PUT, path, Map.of("assigned", true), Map.of());
        assertThat(assigned.status()).isEqualTo(200);
        assertThat(admin.call(HttpMethod.PUT, path, Map.of("type", "SERVICE"), Map.of())
                        .faults())
                .containsExactly("/type BY_CASE_ONLY");
        assertThat(desk.call(HttpMethod.PUT, path, Map.of("assigned", false), Map.of())
                        .faults())
                .containsExactly("/assigned DESK_ONLY");
        assertThat(admin.call(HttpMethod.PUT, path, Map.of(), Map.of()).faults())
                .containsExactly("/assigned REQUIRED");

        Answer refused = desk.call(HttpMethod.PUT, path, Map.of("type", "SERVICE"), Map.of());
        assertThat(refused.status()).isEqualTo(409);
        admin.call(HttpMethod.PUT, path, Map.of("assigned", false), Map.of());
        Answer changed = desk.call(HttpMethod.PUT, path, Map.of("type", "SERVICE"), Map.of());
        assertThat(changed.body().get("type").asString()).isEqualTo("SERVICE");

        String stranger = Api.freshNumbers(1).getFirst();
        Answer states = desk.post(
                "/number-states",
                Map.of("tenantId", tenant, "numbers", List.of(numbers.get(1), stranger, "nonsense", numbers.get(0))));
        List<String> items = new ArrayList<>();
        states.body()
                .get("items")
                .forEach(item -> items.add(item.get("number").asString()
                        + " " + item.get("inInventory").asBoolean()
                        + " " + item.get("type").asString("-")
                        + " " + item.get("assigned").asString("-")));
        assertThat(items)
                .containsExactly(
                        numbers.get(1) + " true USER false",
                        stranger + " false - -",
                        "nonsense false - -",
                        numbers.get(0) + " true SERVICE false");
        assertThat(admin.post("/number-states", Map.of("tenantId", tenant, "numbers", numbers))
                        .status())
                .isEqualTo(403);
        assertThat(desk.post("/number-states", Map.of("numbers", numbers)).faults())
                .containsExactly("/tenantId REQUIRED");
    }
}
