package io.portline.order.portorder;

import io.portline.numbering.LocalMoment;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * A request to move 1 to 999 phone numbers from a losing carrier to us. Immutable; {@link PortOrderRules} makes the next one. All instants are
 * business time.
 *
 * @param number as people quote it
 * @param passcode at the losing carrier; null if it needs none
 * @param statusSince when it came into its status
 * @param attempt 1, 2, …: the submission this state belongs to
 * @param foc the date the carrier committed to; null until it gave one, and once that has come to nothing
 * @param requestedFoc a FOC date asked for by supplement and not answered yet
 * @param reasons why the order is in Error; empty otherwise
 * @param portedNumbers E.164 of the numbers that moved
 * @param contactsRevision 1, 2, …: the revision of the contacts that events presume
 * @param caseId the TNS case it came from or is linked to
 * @param linkedOrderId the order that holds the numbers that did not move, or that this one was split from
 * @param deleted hidden for good
 */
public record PortOrder(
        UUID id,
        String number,
        String tenantId,
        OrderDetails details,
        @Nullable EncryptedPasscode passcode,
        Submission submission,
        PortOrderStatus status,
        Instant statusSince,
        int attempt,
        @Nullable LocalMoment foc,
        @Nullable LocalMoment requestedFoc,
        List<RejectionReason> reasons,
        Ball ball,
        CarrierSide carrierSide,
        Activation activation,
        List<String> portedNumbers,
        List<Contact> contacts,
        long contactsRevision,
        @Nullable UUID caseId,
        @Nullable UUID linkedOrderId,
        boolean deleted,
        Instant updatedAt) {

    /** With less than this left to the FOC instant an order cannot be edited or cancelled any more. Elapsed time, whatever the clocks do. */
    public static final Duration LOCKED_BEFORE_FOC = Duration.ofHours(24);

    /** More numbers go through a TNS case of type Port in. */
    public static final int MAX_NUMBERS = 999;

    public PortOrder {
        reasons = List.copyOf(reasons);
        portedNumbers = List.copyOf(portedNumbers);
        contacts = List.copyOf(contacts);
    }

    /** What the order is by now, whether or not the timer has fired: with less than 24 hours left it is Transfer pending. */
    public PortOrderStatus effectiveStatus(Instant now) {
        return status == PortOrderStatus.TRANSFER_APPROVED && lockedAt(now) ? PortOrderStatus.TRANSFER_PENDING : status;
    }

    /** The same of an order of which only its status and FOC date are at hand. */
    public static PortOrderStatus effectiveStatus(PortOrderStatus status, @Nullable LocalMoment foc, Instant now) {
        return status == PortOrderStatus.TRANSFER_APPROVED && foc != null && near(foc, now)
                ? PortOrderStatus.TRANSFER_PENDING
                : status;
    }

    private static boolean near(LocalMoment foc, Instant now) {
        return Duration.between(now, foc.instant()).compareTo(LOCKED_BEFORE_FOC) < 0;
    }

    /** What a person may do now: the row of the table, less what has to wait for the carrier's answer. */
    public Set<PortOrderAction> actions(Instant now) {
        Set<PortOrderAction> actions = EnumSet.noneOf(PortOrderAction.class);
        if (deleted) {
            return actions;
        }
        actions.addAll(PermittedActions.of(effectiveStatus(now)));
        if (carrierCancelPending()) {
            actions.remove(PortOrderAction.EDIT);
        }
        if (requestedFoc != null) {
            actions.remove(PortOrderAction.EDIT_FOC);
        }
        return Collections.unmodifiableSet(actions);
    }

    /** The order is cancelled and the carrier has not confirmed it yet; until then it cannot be resubmitted. */
    public boolean carrierCancelPending() {
        return carrierSide == CarrierSide.ASKED_TO_CANCEL;
    }

    /** The instant from which the order cannot be edited any more, if one is known. */
    public @Nullable Instant editableUntil() {
        return lockInstant();
    }

    /** The instant from which the order cannot be cancelled any more, if one is known. */
    public @Nullable Instant cancellableUntil() {
        return lockInstant();
    }

    /** Whether nothing but one number moves, and that with its whole account: what 47 CFR 52.35 calls a simple port. */
    public boolean simple() {
        return FocDates.simple(details.numbers().size(), details.portType());
    }

    /** Whether the order claims its numbers. */
    public boolean active() {
        return !deleted && status.active();
    }

    /** What time alone will bring, soonest first. */
    public List<Due> dues() {
        List<Due> dues = new ArrayList<>();
        if (deleted) {
            return dues;
        }
        switch (status) {
            case PROCESSING -> {
                if (ball.dueBy() != null) {
                    dues.add(new Due(Due.Kind.INTAKE, ball.dueBy()));
                }
            }
            case TRANSFER_APPROVED -> {
                if (foc != null) {
                    // At exactly 24 hours it is not locked yet.
                    dues.add(new Due(
                            Due.Kind.LOCK,
                            foc.instant().minus(LOCKED_BEFORE_FOC).plusMillis(1)));
                }
            }
            case TRANSFER_PENDING -> {
                Instant next = foc == null ? null : activation.nextTryAt(foc.instant());
                if (next != null) {
                    dues.add(new Due(Due.Kind.ACTIVATION, next));
                }
            }
            case CONTACTING_CARRIER, ERROR, COMPLETED, CANCELLED -> {}
        }
        Instant answerDue = overdueFrom();
        if (answerDue != null) {
            dues.add(new Due(Due.Kind.OVERDUE, answerDue));
        }
        Collections.sort(dues);
        return dues;
    }

    /** When the carrier's answer is overdue; null if none is awaited, or it was told already. */
    @Nullable
    Instant overdueFrom() {
        return ball.holder() == Ball.Holder.CARRIER && !ball.overdue() ? ball.dueBy() : null;
    }

    boolean lockedAt(Instant now) {
        // Numbers that have moved cannot be called back by moving the date of the others.
        return foc != null && (near(foc, now) || !activation.moved().isEmpty());
    }

    private @Nullable Instant lockInstant() {
        return status == PortOrderStatus.TRANSFER_APPROVED && foc != null
                ? foc.instant().minus(LOCKED_BEFORE_FOC)
                : null;
    }

    /** The numbers that have not moved yet. */
    public List<String> remaining() {
        Set<String> moved = Set.copyOf(activation.moved());
        return details.numbers().stream().filter(n -> !moved.contains(n)).toList();
    }

    /** The same order with another passcode; for an order that got another id. */
    public PortOrder withPasscode(EncryptedPasscode other) {
        Next next = next(updatedAt);
        next.passcode = other;
        return next.done();
    }

    Next next(Instant now) {
        return new Next(this, now);
    }

    /** Names no customer data. */
    @Override
    public String toString() {
        return "PortOrder[" + number + ", " + id + ", " + tenantId + ", " + status + ", attempt " + attempt + "]";
    }

    /** The next state in the making: what is not set stays. */
    static final class Next {
        private final PortOrder from;
        private final Instant now;
        OrderDetails details;

        @Nullable
        EncryptedPasscode passcode;

        Submission submission;
        PortOrderStatus status;
        int attempt;

        @Nullable
        LocalMoment foc;

        @Nullable
        LocalMoment requestedFoc;

        List<RejectionReason> reasons;
        Ball ball;
        CarrierSide carrierSide;
        Activation activation;
        List<String> portedNumbers;
        List<Contact> contacts;
        long contactsRevision;

        @Nullable
        UUID caseId;

        @Nullable
        UUID linkedOrderId;

        boolean deleted;

        Next(PortOrder from, Instant now) {
            this.from = from;
            this.now = now;
            this.details = from.details;
            this.passcode = from.passcode;
            this.submission = from.submission;
            this.status = from.status;
            this.attempt = from.attempt;
            this.foc = from.foc;
            this.requestedFoc = from.requestedFoc;
            this.reasons = from.reasons;
            this.ball = from.ball;
            this.carrierSide = from.carrierSide;
            this.activation = from.activation;
            this.portedNumbers = from.portedNumbers;
            this.contacts = from.contacts;
            this.contactsRevision = from.contactsRevision;
            this.caseId = from.caseId;
            this.linkedOrderId = from.linkedOrderId;
            this.deleted = from.deleted;
        }

        PortOrder done() {
            return new PortOrder(
                    from.id,
                    from.number,
                    from.tenantId,
                    details,
                    passcode,
                    submission,
                    status,
                    status == from.status ? from.statusSince : now,
                    attempt,
                    foc,
                    requestedFoc,
                    reasons,
                    ball,
                    carrierSide,
                    activation,
                    portedNumbers,
                    contacts,
                    contactsRevision,
                    caseId,
                    linkedOrderId,
                    deleted,
                    now);
        }
    }
}
