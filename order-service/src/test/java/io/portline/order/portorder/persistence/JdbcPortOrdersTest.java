package io.portline.order.portorder.persistence;

import io.portline.order.Api;
import io.portline.order.ServiceTest;
import io.portline.order.portorder.Activation;
import io.portline.order.portorder.Decision;
import io.portline.order.portorder.Orders;
import io.portline.order.portorder.PortOrder;
import io.portline.order.portorder.PortOrderCommand;
import io.portline.order.portorder.PortOrderFilter;
import io.portline.order.portorder.PortOrderQuery;
import io.portline.order.portorder.PortOrderRules;
import io.portline.order.portorder.PortOrderSort;
import io.portline.order.portorder.PortOrderStatus;
import io.portline.order.portorder.PortOrders;
import io.portline.order.portorder.Scope;
import io.portline.order.portorder.Stored;
import io.portline.order.portorder.TimelineEntry;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Orders in real PostgreSQL. Their times lie far ahead, so that no timer touches them. */
class JdbcPortOrdersTest extends ServiceTest {

    private static final Scope ALL = new Scope.Everything();
    private static final Instant FAR = Instant.parse("2090-01-01T00:00:00Z");

    @Autowired
    private PortOrders orders;

    @Autowired
    private JdbcClient jdbc;

    private Stored added(List<String> numbers) {
        UUID id = UUID.randomUUID();
        return orders.add(number -> PortOrderRules.submit(
                id,
                number,
                "contoso",
                Orders.ADA,
                Orders.details(numbers),
                null,
                List.of(Orders.contact("ada@contoso.example")),
                null,
                FAR,
                Orders.SUBMITTED));
    }

    private Decision change(UUID id, PortOrderCommand command, Instant now) {
        return orders.change(id, ALL, stored -> PortOrderRules.decide(stored.order(), command, now))
                .orElseThrow()
                .decision();
    }

    private PortOrder activating(Stored stored) {
        UUID id = stored.order().id();
        change(id, new PortOrderCommand.CompleteIntake(1, List.of(), FAR), Orders.INTAKE);
        change(
                id,
                new PortOrderCommand.CarrierAccepted(1, Orders.FOC),
                Orders.FOC.instant().minusSeconds(60));
        return change(id, new PortOrderCommand.Activate(), Orders.FOC.instant()).order();
    }

    @Test
    void readsBackExactlyWhatWasWritten() {
        Stored added = added(Api.freshNumbers(3));
        assertThat(orders.find(added.order().id(), ALL)).contains(added);
        UUID id = added.order().id();
        Decision decision =
                change(id, new PortOrderCommand.CompleteIntake(1, List.of(Orders.reason()), null), Orders.INTAKE);
        assertThat(orders.find(id, ALL)).contains(new Stored(decision.order(), 2));
    }

    @Test
    void makesTheDecisionAgainWhenSomebodyElseWasFaster() {
        UUID id = added(Api.freshNumbers(1)).order().id();
        AtomicInteger decisions = new AtomicInteger();
        PortOrders.Outcome outcome = orders.change(id, ALL, stored -> {
                    if (decisions.incrementAndGet() == 1) {
                        Thread other = Thread.ofPlatform()
                                .start(() -> change(
                                        id,
                                        new PortOrderCommand.AddContacts(
                                                Orders.ADA, List.of(Orders.contact("eve@contoso.example"))),
                                        Orders.INTAKE));
                        join(other);
                    }
                    return PortOrderRules.decide(
                            stored.order(), new PortOrderCommand.Cancel(Orders.ADA, null), Orders.INTAKE);
                })
                .orElseThrow();

        assertThat(decisions).hasValue(2);
        assertThat(outcome.revision()).isEqualTo(3);
        assertThat(outcome.decision().order().contacts()).hasSize(2);
        assertThat(orders.timeline(id))
                .extracting(TimelineEntry::sequence)
                .containsExactlyElementsOf(LongStream.rangeClosed(1, 3).boxed().toList());
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Test
    void addsNothingAtAllWhenANumberIsTaken() {
        List<String> numbers = Api.freshNumbers(3);
        added(numbers.subList(1, 2));
        int before = countOrders();
        assertThatExceptionOfType(PortOrders.NumbersTakenException.class)
                .isThrownBy(() -> added(numbers))
                .satisfies(taken -> assertThat(taken.numbers()).containsExactly(numbers.get(1)));
        assertThat(countOrders()).isEqualTo(before);
        // The others stay free.
        added(numbers.subList(0, 1));
        added(numbers.subList(2, 3));
    }

    private int countOrders() {
        return jdbc.sql("SELECT count(*) FROM port_order").query(Integer.class).single();
    }

    @Test
    void keepsTheNumbersOfEveryAttemptAndClaimsThoseOfTheLast() {
        List<String> numbers = Api.freshNumbers(3);
        UUID id = added(numbers.subList(0, 2)).order().id();
        change(id, new PortOrderCommand.CompleteIntake(1, List.of(Orders.reason()), null), Orders.INTAKE);
        PortOrder order = orders.find(id, ALL).orElseThrow().order();
        change(
                id,
                new PortOrderCommand.Resubmit(
                        Orders.ADA, Orders.details(numbers.subList(1, 3)), null, order.contacts(), FAR),
                Orders.INTAKE);

        assertThat(orders.inActiveOrders(numbers, null)).containsExactlyInAnyOrderElementsOf(numbers.subList(1, 3));
        assertThat(orders.inActiveOrders(numbers, id)).isEmpty();
        assertThat(jdbc.sql("SELECT count(*) FROM port_order_number WHERE order_id = :id")
                        .param("id", id)
                        .query(Integer.class)
                        .single())
                .isEqualTo(4);
        added(numbers.subList(0, 1));
    }

    @Test
    void refusesAResubmissionThatWantsANumberOfAnotherOrderAndChangesNothing() {
        List<String> numbers = Api.freshNumbers(2);
        UUID id = added(numbers.subList(0, 1)).order().id();
        added(numbers.subList(1, 2));
        change(id, new PortOrderCommand.CompleteIntake(1, List.of(Orders.reason()), null), Orders.INTAKE);
        Stored before = orders.find(id, ALL).orElseThrow();
        assertThatExceptionOfType(PortOrders.NumbersTakenException.class)
                .isThrownBy(() -> change(
                        id,
                        new PortOrderCommand.Resubmit(
                                Orders.ADA,
                                Orders.details(numbers),
                                null,
                                before.order().contacts(),
                                FAR),
                        Orders.INTAKE));
        assertThat(orders.find(id, ALL)).contains(before);
        assertThat(orders.inActiveOrders(numbers, null)).containsExactlyInAnyOrderElementsOf(numbers);
    }

    @Test
    void storesTheRestOfAPartialActivationAsAnOrderOfItsOwn() {
        List<String> numbers = Api.freshNumbers(2);
        PortOrder order = activating(added(numbers));
        Instant now = Orders.FOC.instant();
        for (int tried = 1; tried <= Activation.MAX_TRIES; tried++) {
            if (tried > 1) {
                now = Orders.FOC.instant().plus(Activation.TRIED_AGAIN_AFTER.get(tried - 2));
                change(order.id(), new PortOrderCommand.Activate(), now);
            }
            change(
                    order.id(),
                    new PortOrderCommand.Activated(
                            1, tried, Orders.outcomes(numbers.subList(0, 1), numbers.subList(1, 2))),
                    now);
        }
        PortOrder completed = orders.find(order.id(), ALL).orElseThrow().order();
        assertThat(completed.status()).isEqualTo(PortOrderStatus.COMPLETED);
        PortOrder rest =
                orders.find(completed.linkedOrderId(), ALL).orElseThrow().order();
        assertThat(rest.status()).isEqualTo(PortOrderStatus.ERROR);
        assertThat(rest.number()).isEqualTo(completed.number() + "-R");
        assertThat(orders.inActiveOrders(numbers, null)).containsExactly(numbers.get(1));
        assertThat(orders.portedToUs(numbers)).containsExactly(numbers.get(0));
    }

    @Test
    void hidesDeletedOrdersButStillKeepsWhatTheCarrierSays() {
        List<String> numbers = Api.freshNumbers(1);
        UUID id = added(numbers).order().id();
        change(id, new PortOrderCommand.CompleteIntake(1, List.of(Orders.reason()), null), Orders.INTAKE);
        change(id, new PortOrderCommand.Delete(Orders.ADA), Orders.INTAKE);

        assertThat(orders.find(id, ALL)).isEmpty();
        assertThat(orders.change(
                        id,
                        new Scope.Tenant("contoso"),
                        stored -> PortOrderRules.decide(
                                stored.order(), new PortOrderCommand.Cancel(Orders.ADA, null), Orders.INTAKE)))
                .isEmpty();
        assertThat(orders.list(new PortOrderQuery(
                        new Scope.Tenant("contoso"),
                        PortOrderFilter.number(numbers.getFirst()),
                        PortOrderSort.NEWEST_FIRST,
                        Orders.INTAKE,
                        null,
                        10)))
                .isEmpty();
        change(
                id,
                new PortOrderCommand.CarrierRejected(1, List.of(Orders.reason())),
                Orders.INTAKE.plus(Duration.ofHours(1)));
        assertThat(orders.timeline(id)).hasSize(4);
        assertThat(orders.inActiveOrders(numbers, null)).isEmpty();
    }
}
