package io.portline.order.portorder;

import io.portline.order.Api;
import io.portline.order.ServiceTest;
import io.portline.order.portorder.PortOrderCommand.Activate;
import io.portline.order.portorder.PortOrderCommand.Activated;
import io.portline.order.portorder.PortOrderCommand.Cancel;
import io.portline.order.portorder.PortOrderCommand.CarrierAccepted;
import io.portline.order.portorder.PortOrderCommand.CarrierRejected;
import io.portline.order.portorder.PortOrderCommand.ChangeFocDate;
import io.portline.order.portorder.PortOrderCommand.CompleteIntake;
import io.portline.order.portorder.PortOrderCommand.LockTransfer;
import io.portline.order.portorder.PortOrderCommand.Resubmit;
import io.portline.order.portorder.PortOrderCommand.SupplementAgreed;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.stream.LongStream;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The races of the domain page, decided in real PostgreSQL by whoever commits first: the other one decides again on what is there then. Nobody may
 * see a state in between, and no event may be missing. Their times lie far ahead, so that no timer touches them.
 */
class RacesTest extends ServiceTest {

    private static final Scope ALL = new Scope.Everything();
    private static final Instant FAR = Instant.parse("2090-01-01T00:00:00Z");
    private static final int ROUNDS = 8;

    @Autowired
    private PortOrders orders;

    private UUID submitted() {
        return submitted(Api.freshNumbers(2));
    }

    private UUID submitted(List<String> numbers) {
        return orders.add(number -> PortOrderRules.submit(
                        UUID.randomUUID(),
                        number,
                        "races",
                        Orders.ADA,
                        Orders.details(numbers),
                        null,
                        List.of(Orders.contact("ada@contoso.example")),
                        null,
                        FAR,
                        Orders.SUBMITTED))
                .order()
                .id();
    }

    private Decision change(UUID id, PortOrderCommand command, Instant now) {
        return orders.change(id, ALL, stored -> PortOrderRules.decide(stored.order(), command, now))
                .orElseThrow()
                .decision();
    }

    private UUID contactingCarrier() {
        UUID id = submitted();
        change(id, new CompleteIntake(1, List.of(), FAR), Orders.INTAKE);
        return id;
    }

    private UUID rejected() {
        UUID id = contactingCarrier();
        change(id, new CarrierRejected(1, List.of(Orders.reason())), Orders.ACCEPTED);
        return id;
    }

    private UUID approved() {
        UUID id = contactingCarrier();
        change(id, new CarrierAccepted(1, Orders.FOC), Orders.ACCEPTED);
        return id;
    }

    private PortOrder order(UUID id) {
        return orders.find(id, ALL).orElseThrow().order();
    }

    private List<Change> changes(UUID id) {
        List<TimelineEntry> entries = orders.timeline(id);
        assertThat(entries)
                .extracting(TimelineEntry::sequence)
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, entries.size()).boxed().toList());
        return entries.stream().map(TimelineEntry::change).toList();
    }

    private static <T> List<T> atOnce(Supplier<T> one, Supplier<T> other)
            throws ExecutionException, InterruptedException {
        CyclicBarrier together = new CyclicBarrier(2);
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            CompletableFuture<T> first = CompletableFuture.supplyAsync(() -> after(together, one), threads);
            CompletableFuture<T> second = CompletableFuture.supplyAsync(() -> after(together, other), threads);
            return List.of(first.get(), second.get());
        }
    }

    private static <T> T after(CyclicBarrier barrier, Supplier<T> work) {
        try {
            barrier.await();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        return work.get();
    }

    private Resubmit resubmission(UUID id, String name) {
        PortOrder order = order(id);
        OrderDetails d = order.details();
        OrderDetails edited = new OrderDetails(
                name,
                d.country(),
                d.carrier(),
                d.portType(),
                d.numbers(),
                d.billingTelephoneNumber(),
                d.replacementBillingTelephoneNumber(),
                d.accountNumber(),
                d.holder(),
                d.serviceAddress(),
                d.requested(),
                d.loaDocumentId(),
                d.loaSignedOn(),
                d.countryFields());
        return new Resubmit(Orders.ADA, edited, null, order.contacts(), FAR);
    }

    @Test
    void aCancelAndAnAcceptanceAtTheSameMomentEndInCancelledAndTheCarrierIsAskedToCancel() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            UUID id = contactingCarrier();
            List<Decision> decisions = atOnce(
                    () -> change(id, new Cancel(Orders.ADA, FAR), Orders.ACCEPTED),
                    () -> change(id, new CarrierAccepted(1, Orders.FOC), Orders.ACCEPTED));

            assertThat(decisions).allMatch(Decision.Accepted.class::isInstance);
            PortOrder order = order(id);
            assertThat(order.status()).isEqualTo(PortOrderStatus.CANCELLED);
            assertThat(order.carrierCancelPending()).isTrue();
            assertThat(((Decision.Accepted) decisions.getFirst()).requests())
                    .extracting(RequestToCarrier::kind)
                    .containsExactly(RequestToCarrier.Kind.CANCEL);
            // Whoever was first: the acceptance took effect before the cancel, or was kept after it.
            assertThat(changes(id))
                    .isIn(
                            List.of(
                                    Change.SUBMITTED,
                                    Change.INTAKE_APPROVED,
                                    Change.CARRIER_ACCEPTED,
                                    Change.CANCELLED),
                            List.of(Change.SUBMITTED, Change.INTAKE_APPROVED, Change.CANCELLED, Change.REPLY_KEPT));
        }
    }

    @Test
    void aCancelASecondBeforeThe24HourMarkHoldsAndOneASecondAfterItIsRefused() {
        Instant mark = Orders.FOC.instant().minus(Duration.ofHours(24));
        UUID before = approved();
        assertThat(change(before, new Cancel(Orders.ADA, FAR), mark.minusSeconds(1)))
                .isInstanceOf(Decision.Accepted.class);
        assertThat(order(before).status()).isEqualTo(PortOrderStatus.CANCELLED);

        UUID after = approved();
        assertThat(change(after, new Cancel(Orders.ADA, FAR), mark.plusSeconds(1)))
                .isInstanceOf(Decision.Refused.class);
        // The refusal has found the order locked, and says so for good.
        assertThat(order(after).status()).isEqualTo(PortOrderStatus.TRANSFER_PENDING);
        assertThat(changes(after)).endsWith(Change.CARRIER_ACCEPTED, Change.TRANSFER_LOCKED);
    }

    @Test
    void aCancelAndTheTimerAtThe24HourMarkNeverBothTakeEffect() throws Exception {
        Instant mark = Orders.FOC.instant().minus(Duration.ofHours(24));
        for (int round = 0; round < ROUNDS; round++) {
            UUID id = approved();
            // The admin's second before the mark, the timer's moment after it: only the database decides who comes
            // first.
            List<Decision> decisions = atOnce(
                    () -> change(id, new Cancel(Orders.ADA, FAR), mark.minusSeconds(1)),
                    () -> change(id, new LockTransfer(), mark.plusMillis(1)));
            PortOrder order = order(id);
            if (decisions.getFirst() instanceof Decision.Accepted) {
                assertThat(order.status()).isEqualTo(PortOrderStatus.CANCELLED);
                assertThat(changes(id)).endsWith(Change.CANCELLED).doesNotContain(Change.TRANSFER_LOCKED);
            } else {
                assertThat(order.status()).isEqualTo(PortOrderStatus.TRANSFER_PENDING);
                assertThat(changes(id)).endsWith(Change.TRANSFER_LOCKED).doesNotContain(Change.CANCELLED);
            }
        }
    }

    @Test
    void anEditAndARejectionAtTheSameMomentEndInErrorOrInANewAttemptNeverInAMixture() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            UUID id = contactingCarrier();
            List<Decision> decisions = atOnce(
                    () -> change(id, resubmission(id, "Edited"), Orders.ACCEPTED),
                    () -> change(id, new CarrierRejected(1, List.of(Orders.reason())), Orders.ACCEPTED));
            PortOrder order = order(id);
            if (decisions.getFirst() instanceof Decision.Refused refused) {
                // It came first: an order at the carrier cannot be edited.
                assertThat(refused.refusal().status()).isEqualTo(PortOrderStatus.CONTACTING_CARRIER);
                assertThat(order.status()).isEqualTo(PortOrderStatus.ERROR);
                assertThat(order.attempt()).isEqualTo(1);
                assertThat(order.reasons()).isNotEmpty();
            } else {
                assertThat(order.status()).isEqualTo(PortOrderStatus.PROCESSING);
                assertThat(order.attempt()).isEqualTo(2);
                assertThat(order.reasons()).isEmpty();
                assertThat(changes(id)).endsWith(Change.CARRIER_REJECTED, Change.RESUBMITTED);
            }
        }
    }

    @Test
    void ofTwoResubmissionsAtTheSameMomentOneWinsAndTheOtherIsRefused() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            UUID id = rejected();
            Resubmit ada = resubmission(id, "Ada's");
            Resubmit ben = resubmission(id, "Ben's");
            List<Decision> decisions =
                    atOnce(() -> change(id, ada, Orders.ACCEPTED), () -> change(id, ben, Orders.ACCEPTED));
            assertThat(decisions.stream().filter(Decision.Accepted.class::isInstance))
                    .hasSize(1);
            PortOrder order = order(id);
            assertThat(order.attempt()).isEqualTo(2);
            assertThat(order.details().name())
                    .isEqualTo(decisions.getFirst() instanceof Decision.Accepted ? "Ada's" : "Ben's");
            assertThat(changes(id)).filteredOn(Change.RESUBMITTED::equals).hasSize(1);
            assertThat(orders.inActiveOrders(order.details().numbers(), null))
                    .containsExactlyInAnyOrderElementsOf(order.details().numbers());
        }
    }

    @Test
    void ofTwoSubmissionsOfOneNumberAtTheSameMomentExactlyOneWins() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            List<String> numbers = Api.freshNumbers(3);
            List<Boolean> won = atOnce(
                    () -> wins(numbers.subList(0, 2)),
                    () -> wins(numbers.subList(1, 3).reversed()));
            assertThat(won).containsExactlyInAnyOrder(true, false);
            assertThat(orders.inActiveOrders(numbers, null)).hasSize(2);
        }
    }

    private boolean wins(List<String> numbers) {
        try {
            submitted(numbers);
            return true;
        } catch (PortOrders.NumbersTakenException lost) {
            return false;
        }
    }

    @Test
    void aReplyToAnEarlierAttemptIsKeptAndChangesNothing() {
        UUID id = rejected();
        change(id, resubmission(id, "Again"), Orders.ACCEPTED);
        change(id, new CompleteIntake(2, List.of(), FAR), Orders.ACCEPTED);
        PortOrder before = order(id);
        change(id, new CarrierAccepted(1, Orders.FOC), Orders.ACCEPTED.plusSeconds(1));
        change(id, new CarrierRejected(1, List.of(Orders.reason())), Orders.ACCEPTED.plusSeconds(2));
        assertThat(order(id)).isEqualTo(before);
        assertThat(changes(id)).endsWith(Change.REPLY_KEPT, Change.REPLY_KEPT);
    }

    @Test
    void aSupplementAgreedAfterTheLockMovesTheDateAndUnlocksOnlyIf24HoursAreLeft() {
        Instant locked = Orders.FOC.instant().minus(Duration.ofHours(20));
        UUID far = approved();
        change(far, new ChangeFocDate(Orders.ADA, Orders.later(Orders.FOC, 48), FAR), Orders.ACCEPTED);
        change(far, new LockTransfer(), locked);
        assertThat(order(far).status()).isEqualTo(PortOrderStatus.TRANSFER_PENDING);
        assertThat(order(far).requestedFoc()).isNotNull();
        change(far, new SupplementAgreed(1, Orders.later(Orders.FOC, 48)), locked.plusSeconds(60));
        assertThat(order(far).status()).isEqualTo(PortOrderStatus.TRANSFER_APPROVED);
        assertThat(order(far).foc()).isEqualTo(Orders.later(Orders.FOC, 48));
        assertThat(changes(far)).endsWith(Change.FOC_CHANGE_AGREED, Change.TRANSFER_UNLOCKED);

        UUID near = approved();
        change(near, new ChangeFocDate(Orders.ADA, Orders.later(Orders.FOC, 2), FAR), Orders.ACCEPTED);
        change(near, new LockTransfer(), locked);
        change(near, new SupplementAgreed(1, Orders.later(Orders.FOC, 2)), locked.plusSeconds(60));
        assertThat(order(near).status()).isEqualTo(PortOrderStatus.TRANSFER_PENDING);
        assertThat(order(near).foc()).isEqualTo(Orders.later(Orders.FOC, 2));
        assertThat(changes(near)).endsWith(Change.FOC_CHANGE_AGREED);
    }

    @Test
    void anActivationThatMovedSomeNumbersOnlyIsCompletedWithThoseAndTheOthersAreAnOrderInError() {
        List<String> numbers = Api.freshNumbers(3);
        UUID id = submitted(numbers);
        change(id, new CompleteIntake(1, List.of(), FAR), Orders.INTAKE);
        change(id, new CarrierAccepted(1, Orders.FOC), Orders.FOC.instant().minusSeconds(60));
        Instant now = Orders.FOC.instant();
        for (int tried = 1; tried <= Activation.MAX_TRIES; tried++) {
            now = tried == 1 ? now : Orders.FOC.instant().plus(Activation.TRIED_AGAIN_AFTER.get(tried - 2));
            change(id, new Activate(), now);
            change(id, new Activated(1, tried, Orders.outcomes(numbers.subList(0, 1), numbers.subList(1, 3))), now);
        }
        PortOrder completed = order(id);
        assertThat(completed.status()).isEqualTo(PortOrderStatus.COMPLETED);
        assertThat(completed.portedNumbers()).containsExactly(numbers.getFirst());
        PortOrder rest = order(completed.linkedOrderId());
        assertThat(rest.status()).isEqualTo(PortOrderStatus.ERROR);
        assertThat(rest.linkedOrderId()).isEqualTo(id);
        assertThat(rest.details().numbers()).isEqualTo(numbers.subList(1, 3));
        assertThat(orders.inActiveOrders(numbers, null)).containsExactlyInAnyOrderElementsOf(numbers.subList(1, 3));
        assertThat(orders.portedToUs(numbers)).containsExactly(numbers.getFirst());
        // A late word about a number of the first order changes neither.
        change(id, new Activated(1, 6, Orders.outcomes(numbers, List.of())), now.plusSeconds(1));
        assertThat(order(id).portedNumbers()).containsExactly(numbers.getFirst());
    }
}
