package io.portline.order.portorder;

import io.portline.order.portorder.PortOrderCommand.Activate;
import io.portline.order.portorder.PortOrderCommand.Activated;
import io.portline.order.portorder.PortOrderCommand.AddComment;
import io.portline.order.portorder.PortOrderCommand.AddContacts;
import io.portline.order.portorder.PortOrderCommand.AddDocument;
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
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

/** Every pair of status and command does what the table says of it: the table is walked, not a list of examples. */
class EveryStatusAndCommandTest {

    @TestFactory
    Stream<DynamicTest> everyPairDoesWhatTheTableSays() {
        return Arrays.stream(PortOrderStatus.values())
                .flatMap(status -> Arrays.stream(CommandKind.values())
                        .map(kind -> dynamicTest(
                                status + " × " + kind + " → " + PermittedActions.treatment(status, kind),
                                () -> check(status, kind))));
    }

    private static void check(PortOrderStatus status, CommandKind kind) {
        PortOrder order = ready(status, kind);
        Instant now = timeFor(order, kind);
        Decision decision = PortOrderRules.decide(order, command(order, kind), now);
        switch (PermittedActions.treatment(status, kind)) {
            case REFUSED -> {
                assertThat(decision).isInstanceOf(Decision.Refused.class);
                assertThat(decision.order()).isEqualTo(order);
                assertThat(decision.happened()).isEmpty();
                Refusal refusal = ((Decision.Refused) decision).refusal();
                assertThat(refusal.status()).isEqualTo(status);
                assertThat(refusal.allowed()).isEqualTo(PermittedActions.of(status));
            }
            case KEPT -> {
                assertThat(decision.order()).isEqualTo(order);
                assertThat(decision.happened()).extracting(Happened::change).containsExactly(Change.REPLY_KEPT);
            }
            case NOTHING -> {
                assertThat(decision.order()).isEqualTo(order);
                assertThat(decision.happened()).isEmpty();
            }
            case EFFECT -> {
                assertThat(decision).isInstanceOf(Decision.Accepted.class);
                assertThat(decision.happened()).isNotEmpty();
                assertThat(decision.happened()).extracting(Happened::change).doesNotContain(Change.REPLY_KEPT);
                assertThat(decision.order().status()).isEqualTo(expectedAfter(status, kind));
            }
        }
    }

    /** The order with what the command is about. */
    private static PortOrder ready(PortOrderStatus status, CommandKind kind) {
        boolean aboutSupplement = kind == CommandKind.SUPPLEMENT_AGREED
                || kind == CommandKind.SUPPLEMENT_REFUSED
                || kind == CommandKind.ESCALATE_OVERDUE;
        if (aboutSupplement && status == PortOrderStatus.TRANSFER_APPROVED) {
            return Orders.approvedWithSupplement();
        }
        if (aboutSupplement && status == PortOrderStatus.TRANSFER_PENDING) {
            return Orders.after(
                    Orders.approvedWithSupplement(),
                    new LockTransfer(),
                    Orders.FOC.instant().minusSeconds(60));
        }
        if (status == PortOrderStatus.TRANSFER_PENDING && kind == CommandKind.ACTIVATED) {
            return Orders.activating();
        }
        if (status == PortOrderStatus.CANCELLED
                && (kind == CommandKind.CANCEL_CONFIRMED
                        || kind == CommandKind.CANCEL_REFUSED
                        || kind == CommandKind.ACTIVATED
                        || kind == CommandKind.ESCALATE_OVERDUE)) {
            return Orders.cancelledInFlight();
        }
        return Orders.in(status);
    }

    private static Instant timeFor(PortOrder order, CommandKind kind) {
        return switch (kind) {
            case ACTIVATE, ACTIVATED ->
                order.status() == PortOrderStatus.TRANSFER_PENDING ? Orders.FOC.instant() : order.updatedAt();
            case LOCK_TRANSFER ->
                Orders.FOC.instant().minus(Duration.ofHours(24)).plusMillis(1);
            case ESCALATE_OVERDUE ->
                order.ball().dueBy() == null ? order.updatedAt() : order.ball().dueBy();
            default -> order.updatedAt();
        };
    }

    private static PortOrderCommand command(PortOrder order, CommandKind kind) {
        int attempt = order.attempt();
        return switch (kind) {
            case RESUBMIT ->
                new Resubmit(
                        Orders.ADA,
                        order.details(),
                        null,
                        order.contacts(),
                        order.updatedAt().plusSeconds(600));
            case CHANGE_FOC_DATE -> new ChangeFocDate(Orders.ADA, Orders.later(Orders.FOC, 24), null);
            case CANCEL -> new Cancel(Orders.ADA, null);
            case DELETE -> new Delete(Orders.ADA);
            case ADD_CONTACTS -> new AddContacts(Orders.ADA, List.of(Orders.contact("new@contoso.example")));
            case ADD_DOCUMENT -> new AddDocument(Orders.ADA, new UUID(8, 8), "bill.pdf");
            case ADD_COMMENT -> new AddComment(Orders.ADA, "Please hurry");
            case LINK_CASE -> new LinkCase(Orders.ADA, new UUID(7, 7));
            case COMPLETE_INTAKE -> new CompleteIntake(attempt, List.of(), null);
            case LOCK_TRANSFER -> new LockTransfer();
            case ACTIVATE -> new Activate();
            case ESCALATE_OVERDUE -> new EscalateOverdue();
            case CARRIER_ACCEPTED -> new CarrierAccepted(attempt, Orders.FOC);
            case CARRIER_REJECTED -> new CarrierRejected(attempt, List.of(Orders.reason()));
            case FOC_MOVED -> new FocMoved(attempt, Orders.later(Orders.FOC, 72));
            case SUPPLEMENT_AGREED -> new SupplementAgreed(attempt, Orders.later(Orders.FOC, 48));
            case SUPPLEMENT_REFUSED -> new SupplementRefused(attempt, List.of(Orders.reason()));
            case CANCEL_CONFIRMED -> new CancelConfirmed(attempt);
            case CANCEL_REFUSED -> new CancelRefused(attempt, List.of(Orders.reason()));
            case APPROVAL_WITHDRAWN -> new ApprovalWithdrawn(attempt, List.of(Orders.reason()));
            case ACTIVATED -> new Activated(attempt, 1, Orders.outcomes(Orders.NUMBERS, List.of()));
        };
    }

    /** The arrows of the picture in the domain page. */
    private static PortOrderStatus expectedAfter(PortOrderStatus status, CommandKind kind) {
        return switch (kind) {
            case RESUBMIT -> PortOrderStatus.PROCESSING;
            case CANCEL -> PortOrderStatus.CANCELLED;
            case COMPLETE_INTAKE -> PortOrderStatus.CONTACTING_CARRIER;
            case LOCK_TRANSFER -> PortOrderStatus.TRANSFER_PENDING;
            case CARRIER_ACCEPTED -> PortOrderStatus.TRANSFER_APPROVED;
            case CARRIER_REJECTED, APPROVAL_WITHDRAWN -> PortOrderStatus.ERROR;
            case FOC_MOVED, SUPPLEMENT_AGREED -> PortOrderStatus.TRANSFER_APPROVED;
            case ACTIVATED -> status == PortOrderStatus.CANCELLED ? status : PortOrderStatus.COMPLETED;
            case CHANGE_FOC_DATE,
                    DELETE,
                    ADD_CONTACTS,
                    ADD_DOCUMENT,
                    ADD_COMMENT,
                    LINK_CASE,
                    ACTIVATE,
                    ESCALATE_OVERDUE,
                    SUPPLEMENT_REFUSED,
                    CANCEL_CONFIRMED,
                    CANCEL_REFUSED -> status;
        };
    }
}
