package io.portline.order.portorder;

import io.portline.numbering.LocalMoment;
import io.portline.order.portorder.PortOrderCommand.Activate;
import io.portline.order.portorder.PortOrderCommand.Activated;
import io.portline.order.portorder.PortOrderCommand.AddContacts;
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
import io.portline.order.portorder.PortOrderCommand.LockTransfer;
import io.portline.order.portorder.PortOrderCommand.Resubmit;
import io.portline.order.portorder.PortOrderCommand.SupplementAgreed;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;

import static io.portline.order.portorder.PortOrderStatus.CANCELLED;
import static io.portline.order.portorder.PortOrderStatus.COMPLETED;
import static io.portline.order.portorder.PortOrderStatus.ERROR;
import static io.portline.order.portorder.PortOrderStatus.PROCESSING;
import static io.portline.order.portorder.PortOrderStatus.TRANSFER_APPROVED;
import static io.portline.order.portorder.PortOrderStatus.TRANSFER_PENDING;
import static org.assertj.core.api.Assertions.assertThat;

/** The rules of the domain page, one by one. */
class PortOrderRulesTest {

    private static final Instant LOCK = Orders.FOC.instant().minus(Duration.ofHours(24));

    private static Decision.Accepted accepted(PortOrder order, PortOrderCommand command, Instant now) {
        Decision decision = PortOrderRules.decide(order, command, now);
        assertThat(decision).isInstanceOf(Decision.Accepted.class);
        return (Decision.Accepted) decision;
    }

    private static Decision.Refused refused(PortOrder order, PortOrderCommand command, Instant now) {
        Decision decision = PortOrderRules.decide(order, command, now);
        assertThat(decision).isInstanceOf(Decision.Refused.class);
        return (Decision.Refused) decision;
    }

    private static Resubmit resubmission(PortOrder order) {
        return new Resubmit(
                Orders.ADA,
                order.details(),
                null,
                order.contacts(),
                order.updatedAt().plusSeconds(600));
    }

    @Test
    void cancelsExactly24HoursBeforeTheTransfer() {
        assertThat(accepted(Orders.approved(), new Cancel(Orders.ADA, null), LOCK)
                        .order()
                        .status())
                .isEqualTo(CANCELLED);
    }

    @Test
    void refusesCancelWithin24HoursOfTransferAlthoughTheTimerHasNotFired() {
        Decision.Refused refused = refused(Orders.approved(), new Cancel(Orders.ADA, null), LOCK.plusMillis(1));

        assertThat(refused.order().status()).isEqualTo(TRANSFER_PENDING);
        assertThat(refused.happened()).extracting(Happened::change).containsExactly(Change.TRANSFER_LOCKED);
        assertThat(refused.refusal().status()).isEqualTo(TRANSFER_PENDING);
        assertThat(refused.refusal().allowed()).containsExactly(PortOrderAction.VIEW);
    }

    @Test
    void counts24ElapsedHoursAcrossAClockChange() {
        // New York goes back an hour on 1 November 2026: 10:00 that day is 25 hours after 10:00 the day before.
        LocalMoment foc = LocalMoment.of(LocalDateTime.parse("2026-11-01T10:00"), Orders.NEW_YORK);
        PortOrder order = Orders.after(
                Orders.contactingCarrier(), new CarrierAccepted(1, foc), Instant.parse("2026-10-20T00:00:00Z"));
        Instant sameWallClockTheDayBefore = LocalMoment.of(LocalDateTime.parse("2026-10-31T10:00"), Orders.NEW_YORK)
                .instant();

        assertThat(order.effectiveStatus(sameWallClockTheDayBefore)).isEqualTo(TRANSFER_APPROVED);
        assertThat(order.effectiveStatus(sameWallClockTheDayBefore.plus(Duration.ofMinutes(61))))
                .isEqualTo(TRANSFER_PENDING);
    }

    @Test
    void approvesAndLocksAtOnceWhenTheDateIsNear() {
        Decision.Accepted decision = accepted(
                Orders.contactingCarrier(),
                new CarrierAccepted(1, Orders.FOC),
                Orders.FOC.instant().minus(Duration.ofHours(3)));

        assertThat(decision.happened())
                .extracting(Happened::change)
                .containsExactly(Change.CARRIER_ACCEPTED, Change.TRANSFER_LOCKED);
        assertThat(decision.happened())
                .extracting(it -> it.after().status())
                .containsExactly(TRANSFER_APPROVED, TRANSFER_PENDING);
    }

    @Test
    void goesBackToApprovedWhenTheCarrierMovesThePendingDate24HoursOrMoreAhead() {
        Instant now = LOCK.plusSeconds(3600);
        LocalMoment moved = LocalMoment.at(now.plus(Duration.ofHours(24)), Orders.NEW_YORK);
        Decision.Accepted decision = accepted(Orders.pending(), new FocMoved(1, moved), now);

        assertThat(decision.happened())
                .extracting(Happened::change)
                .containsExactly(Change.FOC_MOVED_BY_CARRIER, Change.TRANSFER_UNLOCKED);
        assertThat(decision.order().status()).isEqualTo(TRANSFER_APPROVED);
        assertThat(decision.order().foc()).isEqualTo(moved);
    }

    @Test
    void staysPendingWhenTheCarrierMovesTheDateToLessThan24HoursAhead() {
        Instant now = LOCK.plusSeconds(3600);
        LocalMoment moved = LocalMoment.at(now.plus(Duration.ofHours(24)).minusMillis(1), Orders.NEW_YORK);

        assertThat(accepted(Orders.pending(), new FocMoved(1, moved), now)
                        .order()
                        .status())
                .isEqualTo(TRANSFER_PENDING);
    }

    @Test
    void locksWhenTheCarrierMovesAnApprovedDateNear() {
        Instant now = Orders.ACCEPTED.plusSeconds(60);
        Decision.Accepted decision = accepted(
                Orders.approved(), new FocMoved(1, LocalMoment.at(now.plusSeconds(7200), Orders.NEW_YORK)), now);

        assertThat(decision.happened())
                .extracting(Happened::change)
                .containsExactly(Change.FOC_MOVED_BY_CARRIER, Change.TRANSFER_LOCKED);
    }

    @Test
    void showsTheRequestedDateUntilTheCarrierAgrees() {
        PortOrder asked = Orders.approvedWithSupplement();
        assertThat(asked.status()).isEqualTo(TRANSFER_APPROVED);
        assertThat(asked.foc()).isEqualTo(Orders.FOC);
        assertThat(asked.requestedFoc()).isEqualTo(Orders.later(Orders.FOC, 48));
        assertThat(asked.ball().holder()).isEqualTo(Ball.Holder.CARRIER);
        assertThat(asked.actions(asked.updatedAt())).doesNotContain(PortOrderAction.EDIT_FOC);

        PortOrder agreed = accepted(asked, new SupplementAgreed(1, Orders.later(Orders.FOC, 48)), Orders.ACCEPTED)
                .order();
        assertThat(agreed.foc()).isEqualTo(Orders.later(Orders.FOC, 48));
        assertThat(agreed.requestedFoc()).isNull();
    }

    @Test
    void refusesASecondSupplementWhileTheFirstIsUnanswered() {
        assertThat(refused(
                                Orders.approvedWithSupplement(),
                                new ChangeFocDate(Orders.ADA, Orders.later(Orders.FOC, 72), null),
                                Orders.ACCEPTED)
                        .refusal()
                        .why())
                .isEqualTo(Refusal.Why.SUPPLEMENT_OUTSTANDING);
    }

    @Test
    void takesASupplementAgreedAfterTheLock() {
        PortOrder locked = Orders.after(Orders.approvedWithSupplement(), new LockTransfer(), LOCK.plusSeconds(1));
        assertThat(locked.status()).isEqualTo(TRANSFER_PENDING);

        Decision.Accepted decision =
                accepted(locked, new SupplementAgreed(1, Orders.later(Orders.FOC, 48)), LOCK.plusSeconds(2));
        assertThat(decision.order().status()).isEqualTo(TRANSFER_APPROVED);
        assertThat(decision.happened())
                .extracting(Happened::change)
                .containsExactly(Change.FOC_CHANGE_AGREED, Change.TRANSFER_UNLOCKED);
    }

    @Test
    void cancelsAtOnceAndCannotBeResubmittedUntilTheCarrierConfirms() {
        PortOrder cancelled = Orders.cancelledInFlight();
        assertThat(cancelled.status()).isEqualTo(CANCELLED);
        assertThat(cancelled.carrierCancelPending()).isTrue();
        assertThat(cancelled.actions(cancelled.updatedAt())).isEmpty();
        assertThat(refused(cancelled, resubmission(cancelled), cancelled.updatedAt())
                        .refusal()
                        .why())
                .isEqualTo(Refusal.Why.CARRIER_CANCEL_PENDING);

        PortOrder confirmed = accepted(cancelled, new CancelConfirmed(1), cancelled.updatedAt())
                .order();
        assertThat(confirmed.carrierCancelPending()).isFalse();
        assertThat(accepted(confirmed, resubmission(confirmed), cancelled.updatedAt())
                        .order()
                        .attempt())
                .isEqualTo(2);
    }

    @Test
    void asksTheCarrierToCancelOnlyIfItHoldsTheRequest() {
        assertThat(accepted(Orders.submitted(), new Cancel(Orders.ADA, null), Orders.INTAKE)
                        .requests())
                .isEmpty();
        assertThat(accepted(Orders.rejected(), new Cancel(Orders.ADA, null), Orders.ACCEPTED)
                        .requests())
                .isEmpty();
        assertThat(accepted(Orders.approved(), new Cancel(Orders.ADA, null), Orders.ACCEPTED)
                        .requests())
                .extracting(RequestToCarrier::kind)
                .containsExactly(RequestToCarrier.Kind.CANCEL);
    }

    @Test
    void keepsAnAcceptanceThatWasUnderWayWhenTheOrderWasCancelled() {
        PortOrder cancelled = Orders.cancelledInFlight();
        Decision.Accepted decision =
                accepted(cancelled, new CarrierAccepted(1, Orders.FOC), Orders.ACCEPTED.plusSeconds(1));

        assertThat(decision.order()).isEqualTo(cancelled);
        assertThat(decision.happened()).extracting(Happened::change).containsExactly(Change.REPLY_KEPT);
    }

    @Test
    void staysPendingCancelAndGoesToTheDeskWhenTheCarrierRefusesToCancel() {
        PortOrder refusedByCarrier = accepted(
                        Orders.cancelledInFlight(),
                        new CancelRefused(1, List.of(Orders.reason())),
                        Orders.ACCEPTED.plusSeconds(1))
                .order();

        assertThat(refusedByCarrier.status()).isEqualTo(CANCELLED);
        assertThat(refusedByCarrier.carrierCancelPending()).isTrue();
        assertThat(refusedByCarrier.ball().holder()).isEqualTo(Ball.Holder.US);
    }

    @Test
    void tellsOfACarrierThatPortsAllTheSame() {
        Decision.Accepted decision = accepted(
                Orders.cancelledInFlight(),
                new Activated(1, 0, Orders.outcomes(List.of(Orders.SECOND), List.of())),
                Orders.FOC.instant());

        assertThat(decision.happened()).extracting(Happened::change).containsExactly(Change.CANCEL_REFUSED);
        assertThat(decision.order().status()).isEqualTo(CANCELLED);
        assertThat(decision.order().portedNumbers()).containsExactly(Orders.SECOND);
    }

    @Test
    void keepsAReplyToAnEarlierAttemptAndChangesNothing() {
        PortOrder second = Orders.after(
                Orders.after(Orders.rejected(), resubmission(Orders.rejected()), Orders.ACCEPTED),
                new CompleteIntake(2, List.of(), null),
                Orders.ACCEPTED.plusSeconds(600));
        Decision.Accepted decision =
                accepted(second, new CarrierAccepted(1, Orders.FOC), Orders.ACCEPTED.plusSeconds(700));

        assertThat(decision.order()).isEqualTo(second);
        assertThat(decision.happened().getFirst().event().note()).contains("attempt 1");
    }

    @Test
    void beginsANewAttemptWithACleanSlateAndNamesTheDifferences() {
        PortOrder rejected = Orders.rejected();
        OrderDetails corrected = Orders.details(List.of(Orders.FIRST, Orders.SECOND));
        Decision.Accepted decision = accepted(
                rejected,
                new Resubmit(Orders.ADA, corrected, null, rejected.contacts(), Orders.ACCEPTED.plusSeconds(600)),
                Orders.ACCEPTED);

        assertThat(decision.order().status()).isEqualTo(PROCESSING);
        assertThat(decision.order().attempt()).isEqualTo(2);
        assertThat(decision.order().reasons()).isEmpty();
        assertThat(decision.order().foc()).isNull();
        assertThat(decision.order().contactsRevision()).isEqualTo(1);
        assertThat(decision.happened().getFirst().event().note()).isEqualTo("/numbers");
        assertThat(decision.order().submission().firstAt()).isEqualTo(Orders.SUBMITTED);
    }

    @Test
    void ignoresIntakeOfAnEarlierAttempt() {
        PortOrder second = Orders.after(Orders.rejected(), resubmission(Orders.rejected()), Orders.ACCEPTED);
        assertThat(accepted(second, new CompleteIntake(1, List.of(), null), Orders.ACCEPTED)
                        .happened())
                .isEmpty();
    }

    @Test
    void takesOurOwnIntakeFaultsToErrorWithoutAskingTheCarrier() {
        Decision.Accepted decision =
                accepted(Orders.submitted(), new CompleteIntake(1, List.of(Orders.reason()), null), Orders.INTAKE);

        assertThat(decision.order().status()).isEqualTo(ERROR);
        assertThat(decision.order().ball().holder()).isEqualTo(Ball.Holder.CUSTOMER);
        assertThat(decision.requests()).isEmpty();
    }

    @Test
    void asksForActivationAtTheFocInstantAndNotBefore() {
        assertThat(accepted(
                                Orders.pending(),
                                new Activate(),
                                Orders.FOC.instant().minusMillis(1))
                        .requests())
                .isEmpty();
        Decision.Accepted decision = accepted(Orders.pending(), new Activate(), Orders.FOC.instant());
        assertThat(decision.requests()).hasSize(1);
        assertThat(decision.requests().getFirst().numbers()).isEqualTo(Orders.NUMBERS);
        assertThat(decision.requests().getFirst().activationTry()).isEqualTo(1);
    }

    @Test
    void triesAgainFiveTimesOverFourHoursThenFailsForGood() {
        PortOrder order = Orders.activating();
        Instant start = Orders.FOC.instant();
        for (int tried = 1; tried <= 6; tried++) {
            Instant now = tried == 1 ? start : start.plus(Activation.TRIED_AGAIN_AFTER.get(tried - 2));
            if (tried > 1) {
                Decision.Accepted again = accepted(order, new Activate(), now);
                assertThat(again.happened()).extracting(Happened::change).containsExactly(Change.ACTIVATION_RETRIED);
                assertThat(again.requests().getFirst().activationTry()).isEqualTo(tried);
                order = again.order();
            }
            order = accepted(order, new Activated(1, tried, Orders.outcomes(List.of(), Orders.NUMBERS)), now)
                    .order();
            assertThat(order.status()).isEqualTo(tried < 6 ? TRANSFER_PENDING : ERROR);
        }
        assertThat(Activation.TRIED_AGAIN_AFTER).hasSize(5).last().isEqualTo(Duration.ofHours(4));
        assertThat(order.reasons()).extracting(RejectionReason::code).containsExactly("CARRIER_BUSY");
        assertThat(order.reasons().getFirst().numbers()).containsExactlyElementsOf(Orders.NUMBERS);
    }

    @Test
    void triesOnlyWhatHasNotMovedAndCompletesWhenAllHas() {
        PortOrder some = accepted(
                        Orders.activating(),
                        new Activated(
                                1, 1, Orders.outcomes(List.of(Orders.FIRST), List.of(Orders.SECOND, Orders.THIRD))),
                        Orders.FOC.instant())
                .order();
        assertThat(some.status()).isEqualTo(TRANSFER_PENDING);
        Decision.Accepted again =
                accepted(some, new Activate(), Orders.FOC.instant().plus(Duration.ofMinutes(5)));
        assertThat(again.requests().getFirst().numbers()).containsExactly(Orders.SECOND, Orders.THIRD);

        PortOrder all = accepted(
                        again.order(),
                        new Activated(1, 2, Orders.outcomes(List.of(Orders.SECOND, Orders.THIRD), List.of())),
                        Orders.FOC.instant().plus(Duration.ofMinutes(6)))
                .order();
        assertThat(all.status()).isEqualTo(COMPLETED);
        assertThat(all.portedNumbers()).containsExactlyElementsOf(Orders.NUMBERS);
    }

    @Test
    void waitsForTheAnswerToATryAndTellsOfItWhenItIsOverdue() {
        PortOrder asked = Orders.activating();
        assertThat(asked.dues())
                .containsExactly(new Due(Due.Kind.OVERDUE, Orders.FOC.instant().plus(Duration.ofHours(4))));
        Instant muchLater = Orders.FOC.instant().plus(Duration.ofHours(5));
        assertThat(accepted(asked, new Activate(), muchLater).happened()).isEmpty();
        PortOrder late = accepted(asked, new EscalateOverdue(), muchLater).order();
        assertThat(late.status()).isEqualTo(TRANSFER_PENDING);

        PortOrder failed = accepted(late, new Activated(1, 1, Orders.outcomes(List.of(), Orders.NUMBERS)), muchLater)
                .order();
        // Its time has come already: it is tried again at once.
        assertThat(accepted(failed, new Activate(), muchLater).requests()).hasSize(1);
    }

    @Test
    void givesACarrierThatWasAwayItsTimeBetweenTheTriesThatAreLeft() {
        PortOrder order = Orders.activating();
        // Away for 4 hours, by which all tries but the first are past due.
        Instant now = Orders.FOC.instant().plus(Duration.ofHours(4));
        List<Duration> between = List.of(
                Duration.ZERO,
                Duration.ofMinutes(15),
                Duration.ofMinutes(40),
                Duration.ofMinutes(60),
                Duration.ofMinutes(120));
        for (int tried = 1; tried < Activation.MAX_TRIES; tried++) {
            order = Orders.after(order, new Activated(1, tried, Orders.outcomes(List.of(), Orders.NUMBERS)), now);
            if (tried > 1) {
                Instant due = now.plus(between.get(tried - 1));
                assertThat(order.dues()).containsExactly(new Due(Due.Kind.ACTIVATION, due));
                assertThat(order.ball().dueBy()).isEqualTo(due);
                assertThat(accepted(order, new Activate(), due.minusMillis(1)).requests())
                        .isEmpty();
                now = due;
            }
            Decision.Accepted again = accepted(order, new Activate(), now);
            assertThat(again.requests())
                    .extracting(RequestToCarrier::activationTry)
                    .containsExactly(tried + 1);
            order = again.order();
        }
    }

    @Test
    void goesByTheFirstTryAloneWhereTheLastOneWasNotNotedYet() {
        Instant start = Orders.FOC.instant();
        Activation kept = new Activation(2, start, null, false, List.of(), Map.of());
        assertThat(kept.nextTryAt(start)).isEqualTo(start.plus(Activation.TRIED_AGAIN_AFTER.get(1)));
        Instant late = start.plus(Duration.ofHours(4));
        Activation again = kept.asked(late).heard(3, List.of(), List.of());
        assertThat(again.nextTryAt(start)).isEqualTo(late.plus(Duration.ofMinutes(40)));
    }

    @Test
    void splitsWhatDidNotMoveIntoAnOrderOfItsOwnInError() {
        PortOrder order = Orders.activating();
        Instant now = Orders.FOC.instant();
        order = Orders.after(
                order,
                new Activated(1, 1, Orders.outcomes(List.of(Orders.FIRST), List.of(Orders.SECOND, Orders.THIRD))),
                now);
        for (int tried = 2; tried < 6; tried++) {
            now = Orders.FOC.instant().plus(Activation.TRIED_AGAIN_AFTER.get(tried - 2));
            order = Orders.after(order, new Activate(), now);
            order = Orders.after(
                    order,
                    new Activated(1, tried, Orders.outcomes(List.of(), List.of(Orders.SECOND, Orders.THIRD))),
                    now);
        }
        order = Orders.after(order, new Activate(), Orders.FOC.instant().plus(Duration.ofHours(4)));
        Decision.Accepted last = accepted(
                order, new Activated(1, 6, Orders.outcomes(List.of(), List.of(Orders.SECOND, Orders.THIRD))), now);

        PortOrder completed = last.order();
        PortOrder rest = last.created().getFirst().order();
        assertThat(completed.status()).isEqualTo(COMPLETED);
        assertThat(completed.portedNumbers()).containsExactly(Orders.FIRST);
        assertThat(completed.linkedOrderId()).isEqualTo(rest.id());
        assertThat(rest.status()).isEqualTo(ERROR);
        assertThat(rest.linkedOrderId()).isEqualTo(completed.id());
        assertThat(rest.details().numbers()).containsExactly(Orders.SECOND, Orders.THIRD);
        assertThat(rest.details().portType()).isEqualTo(PortType.PARTIAL);
        assertThat(rest.reasons()).isNotEmpty();
        assertThat(last.created().getFirst().happened().getFirst().from()).isNull();
    }

    @Test
    void callsBackARequestThatTheCarrierStillHoldsWhenItIsGivenUp() {
        Decision.Accepted failed = activationFailed();
        assertThat(failed.order().status()).isEqualTo(ERROR);
        assertThat(failed.requests())
                .extracting(RequestToCarrier::kind, RequestToCarrier::attempt, RequestToCarrier::requested)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(RequestToCarrier.Kind.CANCEL, 1, Orders.FOC));
        assertThat(failed.order().foc()).isNull();
        // Once is enough.
        PortOrder order = failed.order();
        assertThat(accepted(order, resubmission(order), order.updatedAt()).requests())
                .isEmpty();
        assertThat(accepted(order, new Delete(Orders.ADA), order.updatedAt()).requests())
                .isEmpty();
    }

    @Test
    void cancelsAtOnceWhatCouldNotBeActivatedAndOffersAnEdit() {
        PortOrder failed = activationFailed().order();
        Decision.Accepted decision =
                accepted(failed, new Cancel(Orders.ADA, failed.updatedAt().plusSeconds(3600)), failed.updatedAt());

        PortOrder cancelled = decision.order();
        assertThat(cancelled.status()).isEqualTo(CANCELLED);
        assertThat(cancelled.carrierCancelPending()).isFalse();
        assertThat(cancelled.ball().holder()).isEqualTo(Ball.Holder.NOBODY);
        assertThat(cancelled.actions(cancelled.updatedAt())).containsExactly(PortOrderAction.EDIT);
        assertThat(decision.requests()).isEmpty();
        assertThat(accepted(cancelled, resubmission(cancelled), cancelled.updatedAt())
                        .order()
                        .status())
                .isEqualTo(PROCESSING);
    }

    @Test
    void keepsTheRefusalToCallBackWhatCouldNotBeActivated() {
        PortOrder failed = activationFailed().order();
        PortOrder cancelled = Orders.after(failed, new Cancel(Orders.ADA, null), failed.updatedAt());
        PortOrder again = Orders.after(failed, resubmission(failed), failed.updatedAt());
        for (PortOrder order : List.of(failed, cancelled, again)) {
            Decision.Accepted refusal =
                    accepted(order, new CancelRefused(1, List.of(Orders.reason())), order.updatedAt());
            assertThat(refusal.happened()).extracting(Happened::change).containsExactly(Change.REPLY_KEPT);
            assertThat(refusal.order()).isEqualTo(order);
        }
    }

    @Test
    void noticesNumbersThatMoveAfterTheLastTryHasFailed() {
        PortOrder failed = activationFailed().order();
        Activated late = new Activated(1, 6, Orders.outcomes(Orders.NUMBERS, List.of()));
        assertThat(accepted(failed, late, failed.updatedAt()).happened())
                .extracting(Happened::change)
                .containsExactly(Change.REPLY_KEPT);

        PortOrder cancelled = Orders.after(failed, new Cancel(Orders.ADA, null), failed.updatedAt());
        Decision.Accepted ported = accepted(cancelled, late, failed.updatedAt());
        assertThat(ported.happened()).extracting(Happened::change).containsExactly(Change.CANCEL_REFUSED);
        assertThat(ported.order().portedNumbers()).containsExactlyElementsOf(Orders.NUMBERS);
        assertThat(ported.order().ball().holder()).isEqualTo(Ball.Holder.US);
    }

    /** What comes of the answer to the last try, none of which moved a number. */
    private static Decision.Accepted activationFailed() {
        PortOrder order = Orders.activating();
        Instant now = Orders.FOC.instant();
        for (int tried = 1; tried < Activation.MAX_TRIES; tried++) {
            order = Orders.after(order, new Activated(1, tried, Orders.outcomes(List.of(), Orders.NUMBERS)), now);
            now = Orders.FOC.instant().plus(Activation.TRIED_AGAIN_AFTER.get(tried - 1));
            order = Orders.after(order, new Activate(), now);
        }
        return accepted(order, new Activated(1, Activation.MAX_TRIES, Orders.outcomes(List.of(), Orders.NUMBERS)), now);
    }

    @Test
    void tellsOfAnOverdueCarrierOnce() {
        PortOrder waiting = Orders.contactingCarrier();
        Instant due = waiting.ball().dueBy();
        assertThat(accepted(waiting, new EscalateOverdue(), due.minusMillis(1)).happened())
                .isEmpty();
        Decision.Accepted late = accepted(waiting, new EscalateOverdue(), due);
        assertThat(late.happened()).extracting(Happened::change).containsExactly(Change.CARRIER_OVERDUE);
        assertThat(late.order().ball().overdue()).isTrue();
        assertThat(accepted(late.order(), new EscalateOverdue(), due.plusSeconds(1))
                        .happened())
                .isEmpty();
    }

    @Test
    void addsOnlyContactsThatAreNotToldYet() {
        PortOrder order = Orders.submitted();
        assertThat(accepted(
                                order,
                                new AddContacts(Orders.ADA, List.of(Orders.contact("ADA@contoso.example"))),
                                Orders.INTAKE)
                        .happened())
                .isEmpty();
        PortOrder more = accepted(
                        order,
                        new AddContacts(Orders.ADA, List.of(Orders.contact("bob@contoso.example"))),
                        Orders.INTAKE)
                .order();
        assertThat(more.contacts()).hasSize(2);
        assertThat(more.contactsRevision()).isEqualTo(2);
    }

    @Test
    void hidesADeletedOrderAndKeepsWhatTheCarrierSaysOfIt() {
        PortOrder deleted = Orders.after(Orders.rejected(), new Delete(Orders.ADA), Orders.ACCEPTED);
        assertThat(deleted.deleted()).isTrue();
        assertThat(deleted.active()).isFalse();
        assertThat(deleted.actions(Orders.ACCEPTED)).isEmpty();
        assertThat(deleted.dues()).isEmpty();
        refused(deleted, resubmission(deleted), Orders.ACCEPTED);
        assertThat(accepted(deleted, new CarrierRejected(1, List.of()), Orders.ACCEPTED)
                        .happened())
                .extracting(Happened::change)
                .containsExactly(Change.REPLY_KEPT);
    }

    @Test
    void saysUntilWhenItCanBeEditedAndCancelledAndWhoHasToAct() {
        PortOrder approved = Orders.approved();
        assertThat(approved.editableUntil()).isEqualTo(LOCK);
        assertThat(approved.cancellableUntil()).isEqualTo(LOCK);
        assertThat(approved.ball().holder()).isEqualTo(Ball.Holder.NOBODY);
        assertThat(Orders.submitted().ball())
                .isEqualTo(new Ball(Ball.Holder.US, Orders.SUBMITTED, Orders.INTAKE, false));
        assertThat(Orders.contactingCarrier().ball().holder()).isEqualTo(Ball.Holder.CARRIER);
        assertThat(Orders.rejected().ball().holder()).isEqualTo(Ball.Holder.CUSTOMER);
        assertThat(Orders.activating().ball().holder()).isEqualTo(Ball.Holder.CARRIER);
        assertThat(Orders.contactingCarrier().editableUntil()).isNull();
    }

    @Test
    void namesNoCustomerDataInItsText() {
        assertThat(Orders.submitted().toString()).doesNotContain("Ada", "ACC-1", "+1212");
        assertThat(new Passcode("1234").toString()).doesNotContain("1234");
    }
}
