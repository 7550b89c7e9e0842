package io.portline.order.portorder;

import io.portline.numbering.LocalMoment;
import io.portline.order.portorder.PortOrderCommand.Activate;
import io.portline.order.portorder.PortOrderCommand.Activated;
import io.portline.order.portorder.PortOrderCommand.AddContacts;
import io.portline.order.portorder.PortOrderCommand.ApprovalWithdrawn;
import io.portline.order.portorder.PortOrderCommand.Cancel;
import io.portline.order.portorder.PortOrderCommand.CancelConfirmed;
import io.portline.order.portorder.PortOrderCommand.CancelRefused;
import io.portline.order.portorder.PortOrderCommand.CarrierAccepted;
import io.portline.order.portorder.PortOrderCommand.CarrierRejected;
import io.portline.order.portorder.PortOrderCommand.ChangeFocDate;
import io.portline.order.portorder.PortOrderCommand.CompleteIntake;
import io.portline.order.portorder.PortOrderCommand.Delete;
import io.portline.order.portorder.PortOrderCommand.EscalateOverdue;
import io.portline.order.portorder.PortOrderCommand.FocMoved;
import io.portline.order.portorder.PortOrderCommand.LinkCase;
import io.portline.order.portorder.PortOrderCommand.LockTransfer;
import io.portline.order.portorder.PortOrderCommand.Resubmit;
import io.portline.order.portorder.PortOrderCommand.SupplementAgreed;
import io.portline.order.portorder.PortOrderCommand.SupplementRefused;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;

import static org.assertj.core.api.Assertions.assertThat;

/** Whatever happens to an order in whatever sequence, some things are always true. */
class RandomLivesTest {

    private static final int LIVES = 300;
    private static final int COMMANDS = 60;

    @ParameterizedTest
    @ValueSource(longs = {1, 42, 2026})
    void holdsItsInvariantsThroughRandomLives(long seed) {
        Random random = new Random(seed);
        for (int life = 0; life < LIVES; life++) {
            live(random);
        }
    }

    private static void live(Random random) {
        PortOrder order = Orders.submitted();
        Instant now = Orders.SUBMITTED;
        for (int step = 0; step < COMMANDS; step++) {
            now = now.plus(Duration.ofMinutes(random.nextInt(1, 60 * 30)));
            PortOrderCommand command = random(random, order, now);
            PortOrder before = order;
            Decision decision = PortOrderRules.decide(order, command, now);
            order = decision.order();
            check(before, command, decision, now);
        }
    }

    private static void check(PortOrder before, PortOrderCommand command, Decision decision, Instant now) {
        PortOrder order = decision.order();
        // Events chain: each starts in the status in which the one before ended.
        PortOrderStatus status = before.status();
        for (Happened it : decision.happened()) {
            assertThat(it.from()).isEqualTo(status);
            status = it.after().status();
        }
        assertThat(order.status()).isEqualTo(status);
        // Nothing changes without an event, and what is only kept changes nothing.
        if (decision.happened().stream().allMatch(it -> it.change() == Change.REPLY_KEPT)) {
            assertThat(order).isEqualTo(before);
        }
        // People never get past the table.
        if (command instanceof PortOrderCommand.FromPerson && decision instanceof Decision.Accepted) {
            PortOrderAction action = command.kind().action();
            if (action != null) {
                assertThat(before.actions(now)).contains(action);
            }
        }
        if (decision instanceof Decision.Refused refused) {
            PortOrderAction action = command.kind().action();
            if (action != null) {
                assertThat(refused.refusal().allowed()).doesNotContain(action);
            }
        }
        // The effective status is the recorded one after every command.
        if (!order.deleted()) {
            assertThat(order.effectiveStatus(now)).isEqualTo(order.status());
        }
        if (order.status() == PortOrderStatus.TRANSFER_APPROVED || order.status() == PortOrderStatus.TRANSFER_PENDING) {
            assertThat(order.foc()).isNotNull();
        }
        assertThat(order.reasons().isEmpty()).isEqualTo(order.status() != PortOrderStatus.ERROR);
        assertThat(order.attempt()).isBetween(before.attempt(), before.attempt() + 1);
        if (order.carrierCancelPending()) {
            assertThat(order.status()).isEqualTo(PortOrderStatus.CANCELLED);
        }
        if (before.deleted()) {
            assertThat(order).isEqualTo(before);
        }
        // No number is lost or in two orders.
        if (decision instanceof Decision.Accepted accepted
                && !accepted.created().isEmpty()) {
            List<String> all = new ArrayList<>(order.portedNumbers());
            all.addAll(accepted.created().getFirst().order().details().numbers());
            assertThat(all).containsExactlyInAnyOrderElementsOf(order.details().numbers());
        }
        if (order.status() == PortOrderStatus.COMPLETED && order.linkedOrderId() == null) {
            assertThat(order.portedNumbers())
                    .containsExactlyElementsOf(order.details().numbers());
        }
        // Time never stands still on something due: what is due changes something or is due no more.
        order.dues().stream()
                .filter(due -> !due.at().isAfter(now))
                .forEach(due -> assertThat(due.kind()).isNotEqualTo(Due.Kind.LOCK));
    }

    private static PortOrderCommand random(Random random, PortOrder order, Instant now) {
        CommandKind[] kinds = CommandKind.values();
        int attempt = Math.max(1, order.attempt() - (random.nextInt(6) == 0 ? 1 : 0));
        LocalMoment date = LocalMoment.at(now.plus(Duration.ofHours(random.nextInt(0, 120))), Orders.NEW_YORK);
        return switch (kinds[random.nextInt(kinds.length)]) {
            case RESUBMIT -> new Resubmit(Orders.ADA, order.details(), null, order.contacts(), now.plusSeconds(600));
            case CHANGE_FOC_DATE -> new ChangeFocDate(Orders.ADA, date, now.plusSeconds(3600));
            case CANCEL -> new Cancel(Orders.ADA, now.plusSeconds(3600));
            case DELETE -> random.nextInt(10) == 0 ? new Delete(Orders.ADA) : new Activate();
            case ADD_CONTACTS ->
                new AddContacts(Orders.ADA, List.of(Orders.contact("c" + random.nextInt(5) + "@x.example")));
            case ADD_DOCUMENT -> new PortOrderCommand.AddDocument(Orders.ADA, new UUID(8, 8), "bill.pdf");
            case ADD_COMMENT -> new PortOrderCommand.AddComment(Orders.ADA, "Please hurry");
            case LINK_CASE -> new LinkCase(Orders.ADA, new UUID(1, random.nextInt(3)));
            case COMPLETE_INTAKE ->
                new CompleteIntake(
                        attempt, random.nextInt(3) == 0 ? List.of(Orders.reason()) : List.of(), now.plusSeconds(3600));
            case LOCK_TRANSFER -> new LockTransfer();
            case ACTIVATE -> new Activate();
            case ESCALATE_OVERDUE -> new EscalateOverdue();
            case CARRIER_ACCEPTED -> new CarrierAccepted(attempt, date);
            case CARRIER_REJECTED -> new CarrierRejected(attempt, List.of(Orders.reason()));
            case FOC_MOVED -> new FocMoved(attempt, date);
            case SUPPLEMENT_AGREED -> new SupplementAgreed(attempt, date);
            case SUPPLEMENT_REFUSED -> new SupplementRefused(attempt, List.of(Orders.reason()));
            case CANCEL_CONFIRMED -> new CancelConfirmed(attempt);
            case CANCEL_REFUSED -> new CancelRefused(attempt, List.of(Orders.reason()));
            case APPROVAL_WITHDRAWN -> new ApprovalWithdrawn(attempt, List.of(Orders.reason()));
            case ACTIVATED -> {
                List<String> moved = new ArrayList<>();
                List<String> failed = new ArrayList<>();
                order.details().numbers().forEach(n -> (random.nextInt(3) == 0 ? moved : failed).add(n));
                yield new Activated(attempt, order.activation().tries(), Orders.outcomes(moved, failed));
            }
        };
    }
}
