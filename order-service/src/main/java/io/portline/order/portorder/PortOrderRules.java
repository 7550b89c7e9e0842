package io.portline.order.portorder;

import io.portline.numbering.LocalMoment;
import io.portline.numbering.RejectionCode;
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
import io.portline.order.portorder.PortOrderCommand.FromCarrier;
import io.portline.order.portorder.PortOrderCommand.FromPerson;
import io.portline.order.portorder.PortOrderCommand.FromSystem;
import io.portline.order.portorder.PortOrderCommand.LinkCase;
import io.portline.order.portorder.PortOrderCommand.LockTransfer;
import io.portline.order.portorder.PortOrderCommand.Resubmit;
import io.portline.order.portorder.PortOrderCommand.SupplementAgreed;
import io.portline.order.portorder.PortOrderCommand.SupplementRefused;
import io.portline.order.portorder.RequestToCarrier.Kind;
import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

import static io.portline.order.portorder.PortOrderStatus.CANCELLED;
import static io.portline.order.portorder.PortOrderStatus.COMPLETED;
import static io.portline.order.portorder.PortOrderStatus.CONTACTING_CARRIER;
import static io.portline.order.portorder.PortOrderStatus.ERROR;
import static io.portline.order.portorder.PortOrderStatus.PROCESSING;
import static io.portline.order.portorder.PortOrderStatus.TRANSFER_APPROVED;
import static io.portline.order.portorder.PortOrderStatus.TRANSFER_PENDING;

/** What becomes of an order: pure functions of the order, the command and the (business) time. */
public final class PortOrderRules {

    private final PortOrder given;
    private final Instant now;
    private PortOrder order;
    private final List<Happened> happened = new ArrayList<>();
    private final List<RequestToCarrier> requests = new ArrayList<>();
    private final List<Decision.Created> created = new ArrayList<>();
    private Refusal.@Nullable Why refused;

    private PortOrderRules(PortOrder order, Instant now) {
        this.given = order;
        this.order = order;
        this.now = now;
    }

    /**
     * A new order.
     *
     * @param number as people will quote it
     * @param contacts the submitter first
     * @param intakeDueBy by when we look at it
     */
    public static Decision.Created submit(
            UUID id,
            String number,
            String tenantId,
            By by,
            OrderDetails details,
            @Nullable EncryptedPasscode passcode,
            List<Contact> contacts,
            @Nullable UUID caseId,
            Instant intakeDueBy,
            Instant now) {
        PortOrder order = new PortOrder(
                id,
                number,
                tenantId,
                details,
                passcode,
                new Submission(by, now, now),
                PROCESSING,
                now,
                1,
                null,
                null,
                List.of(),
                Ball.us(now, intakeDueBy),
                CarrierSide.WITHOUT_REQUEST,
                Activation.NONE,
                List.of(),
                contacts,
                1,
                caseId,
                null,
                false,
                now);
        return new Decision.Created(order, List.of(new Happened(new PortOrderEvent.Submitted(), by, now, null, order)));
    }

    /** What the command leads to. An order that has less than 24 hours left is locked first. */
    public static Decision decide(PortOrder order, PortOrderCommand command, Instant now) {
        PortOrderRules rules = new PortOrderRules(order, now);
        rules.lockIfDue();
        rules.apply(command);
        Refusal.Why why = rules.refused;
        return why == null
                ? new Decision.Accepted(rules.order, rules.happened, rules.requests, rules.created)
                : new Decision.Refused(
                        rules.order,
                        rules.happened,
                        new Refusal(why, command.kind(), rules.order.status(), rules.order.actions(now)));
    }

    /** The refusal that awaits a person's command now, before its content is looked at; empty if it would not be refused. */
    public static Optional<Decision.Refused> refusal(PortOrder order, CommandKind kind, Instant now) {
        PortOrderRules rules = new PortOrderRules(order, now);
        rules.lockIfDue();
        PortOrderAction action = kind.action();
        Refusal.Why why;
        if (rules.order.deleted() || PermittedActions.treatment(rules.order.status(), kind) != Treatment.EFFECT) {
            why = Refusal.Why.NOT_IN_THIS_STATUS;
        } else if (action == null || rules.order.actions(now).contains(action)) {
            return Optional.empty();
        } else {
            why = action == PortOrderAction.EDIT
                    ? Refusal.Why.CARRIER_CANCEL_PENDING
                    : Refusal.Why.SUPPLEMENT_OUTSTANDING;
        }
        return Optional.of(new Decision.Refused(
                rules.order, rules.happened, new Refusal(why, kind, rules.order.status(), rules.order.actions(now))));
    }

    private void lockIfDue() {
        if (!order.deleted() && order.effectiveStatus(now) != order.status()) {
            PortOrder.Next next = order.next(now);
            next.status = TRANSFER_PENDING;
            record(next, By.system(), new PortOrderEvent.TransferLocked(focOf(order)));
        }
    }

    private void apply(PortOrderCommand command) {
        Treatment treatment = order.deleted()
                ? switch (command.kind().origin()) {
                    case PERSON -> Treatment.REFUSED;
                    case SYSTEM -> Treatment.NOTHING;
                    case CARRIER -> Treatment.KEPT;
                }
                : PermittedActions.treatment(order.status(), command.kind());
        switch (treatment) {
            case NOTHING -> {}
            case REFUSED -> refused = Refusal.Why.NOT_IN_THIS_STATUS;
            case KEPT -> {
                if (command instanceof FromCarrier reply) {
                    keep(reply);
                }
            }
            case EFFECT -> {
                switch (command) {
                    case FromPerson person -> person(person);
                    case FromSystem system -> system(system);
                    case FromCarrier reply -> {
                        if (reply.attempt() == order.attempt()) {
                            carrier(reply);
                        } else {
                            keep(reply);
                        }
                    }
                }
            }
        }
    }

    // ---- people

    private void person(FromPerson command) {
        switch (command) {
            case Resubmit resubmit -> resubmit(resubmit);
            case ChangeFocDate change -> {
                if (order.requestedFoc() != null) {
                    refused = Refusal.Why.SUPPLEMENT_OUTSTANDING;
                    return;
                }
                PortOrder.Next next = order.next(now);
                next.requestedFoc = change.requested();
                next.ball = Ball.carrier(now, change.answerDueBy());
                record(next, change.by(), new PortOrderEvent.FocChangeRequested(change.requested()));
                ask(Kind.SUPPLEMENT, order.details().numbers(), change.requested(), 0);
            }
            case Cancel cancel -> {
                boolean held = order.carrierSide() == CarrierSide.HOLDS_REQUEST;
                PortOrder.Next next = order.next(now);
                next.status = CANCELLED;
                next.requestedFoc = null;
                next.reasons = List.of();
                next.carrierSide = held ? CarrierSide.ASKED_TO_CANCEL : CarrierSide.WITHOUT_REQUEST;
                next.ball = held ? Ball.carrier(now, cancel.answerDueBy()) : Ball.nobody(now);
                record(next, cancel.by(), new PortOrderEvent.Cancelled());
                if (held) {
                    ask(Kind.CANCEL, order.details().numbers(), dateOfPort(order), 0);
                }
            }
            case Delete delete -> {
                callBackIfHeld();
                PortOrder.Next next = order.next(now);
                next.deleted = true;
                next.carrierSide = CarrierSide.WITHOUT_REQUEST;
                next.ball = Ball.nobody(now);
                record(next, delete.by(), new PortOrderEvent.Deleted());
            }
            case AddContacts add -> {
                List<Contact> all = merged(order.contacts(), add.contacts());
                if (all.size() > order.contacts().size()) {
                    PortOrder.Next next = order.next(now);
                    next.contacts = all;
                    next.contactsRevision = order.contactsRevision() + 1;
                    record(next, add.by(), new PortOrderEvent.ContactsChanged());
                }
            }
            case AddDocument add ->
                record(order.next(now), add.by(), new PortOrderEvent.DocumentAdded(add.documentId(), add.name()));
            case AddComment add -> record(order.next(now), add.by(), new PortOrderEvent.Commented(add.text()));
            case LinkCase link -> {
                if (!link.caseId().equals(order.caseId())) {
                    PortOrder.Next next = order.next(now);
                    next.caseId = link.caseId();
                    record(next, link.by(), new PortOrderEvent.CaseLinked(link.caseId()));
                }
            }
        }
    }

    private void resubmit(Resubmit resubmit) {
        if (order.carrierCancelPending()) {
            refused = Refusal.Why.CARRIER_CANCEL_PENDING;
            return;
        }
        callBackIfHeld();
        PortOrder.Next next = order.next(now);
        next.details = resubmit.details();
        next.passcode = resubmit.passcode();
        next.submission = order.submission().again(now);
        next.status = PROCESSING;
        next.attempt = order.attempt() + 1;
        next.foc = null;
        next.requestedFoc = null;
        next.reasons = List.of();
        next.ball = Ball.us(now, resubmit.intakeDueBy());
        next.carrierSide = CarrierSide.WITHOUT_REQUEST;
        next.activation = Activation.NONE;
        next.portedNumbers = List.of();
        if (!sameContacts(resubmit.contacts(), order.contacts())) {
            next.contacts = resubmit.contacts();
            next.contactsRevision = order.contactsRevision() + 1;
        }
        List<Difference> differences = new ArrayList<>(resubmit.details().differences(order.details()));
        if (!Objects.equals(resubmit.passcode(), order.passcode())) {
            differences.add(Difference.unsaid("/passcode"));
        }
        if (next.contactsRevision != order.contactsRevision()) {
            differences.add(Difference.unsaid("/contacts"));
        }
        record(next, resubmit.by(), new PortOrderEvent.Resubmitted(differences));
    }

    /** A carrier that still holds an attempt which is given up is told so; its answer will be about an earlier attempt. */
    private void callBackIfHeld() {
        if (order.carrierSide() == CarrierSide.HOLDS_REQUEST) {
            ask(Kind.CANCEL, order.details().numbers(), dateOfPort(order), 0);
        }
    }

    // ---- time

    private void system(FromSystem command) {
        switch (command) {
            case CompleteIntake intake -> {
                if (intake.attempt() != order.attempt()) {
                    return;
                }
                PortOrder.Next next = order.next(now);
                if (intake.faults().isEmpty()) {
                    next.status = CONTACTING_CARRIER;
                    next.ball = Ball.carrier(now, intake.answerDueBy());
                    next.carrierSide = CarrierSide.HOLDS_REQUEST;
                    record(next, By.system(), new PortOrderEvent.IntakeApproved());
                    ask(Kind.PORT, order.details().numbers(), order.details().requested(), 0);
                } else {
                    next.status = ERROR;
                    next.reasons = intake.faults();
                    next.ball = Ball.customer(now);
                    record(next, By.system(), new PortOrderEvent.IntakeRejected(intake.faults()));
                }
            }
            // Locking is what every command begins with.
            case LockTransfer _ -> {}
            case Activate _ -> activate();
            case EscalateOverdue _ -> {
                Instant due = order.overdueFrom();
                if (due != null && !now.isBefore(due)) {
                    PortOrder.Next next = order.next(now);
                    next.ball = order.ball().late();
                    record(next, By.system(), new PortOrderEvent.CarrierOverdue(due));
                }
            }
        }
    }

    private void activate() {
        LocalMoment foc = focOf(order);
        Instant due = order.activation().nextTryAt(foc.instant());
        if (due == null || now.isBefore(due)) {
            return;
        }
        PortOrder.Next next = order.next(now);
        next.activation = order.activation().asked(now);
        next.ball = Ball.carrier(now, now.plus(Activation.ANSWER_WITHIN));
        int activationTry = next.activation.tries();
        record(
                next,
                By.system(),
                activationTry == 1
                        ? new PortOrderEvent.ActivationAsked()
                        : new PortOrderEvent.ActivationRetried(activationTry));
        ask(Kind.ACTIVATE, order.remaining(), foc, activationTry);
    }

    // ---- the losing carrier

    private void carrier(FromCarrier reply) {
        By by = carrier();
        switch (reply) {
            case CarrierAccepted accepted -> {
                PortOrder.Next next = order.next(now);
                next.status = TRANSFER_APPROVED;
                next.foc = accepted.foc();
                next.ball = Ball.nobody(now);
                record(next, by, new PortOrderEvent.CarrierAccepted(accepted.foc()));
                lockIfDue();
            }
            case CarrierRejected rejected ->
                fail(by, rejected.reasons(), new PortOrderEvent.CarrierRejected(rejected.reasons()));
            case ApprovalWithdrawn withdrawn ->
                fail(by, withdrawn.reasons(), new PortOrderEvent.ApprovalWithdrawn(withdrawn.reasons()));
            case FocMoved moved -> {
                if (moved.foc().equals(order.foc())) {
                    keep(reply);
                } else {
                    newFoc(by, moved.foc(), false, new PortOrderEvent.FocMovedByCarrier(moved.foc()));
                }
            }
            case SupplementAgreed agreed -> {
                if (order.requestedFoc() == null) {
                    keep(reply);
                } else {
                    newFoc(by, agreed.foc(), true, new PortOrderEvent.FocChangeAgreed(agreed.foc()));
                }
            }
            case SupplementRefused supplementRefused -> {
                LocalMoment asked = order.requestedFoc();
                if (asked == null) {
                    keep(reply);
                } else {
                    PortOrder.Next next = order.next(now);
                    next.requestedFoc = null;
                    next.ball = order.activation().awaitingAnswer() ? order.ball() : Ball.nobody(now);
                    record(next, by, new PortOrderEvent.FocChangeRefused(asked, supplementRefused.reasons()));
                }
            }
            case CancelConfirmed _ -> {
                if (order.carrierCancelPending()) {
                    PortOrder.Next next = order.next(now);
                    next.carrierSide = CarrierSide.WITHOUT_REQUEST;
                    next.ball = Ball.nobody(now);
                    record(next, by, new PortOrderEvent.CancelConfirmed());
                } else {
                    keep(reply);
                }
            }
            case CancelRefused cancelRefused -> {
                if (order.carrierCancelPending()) {
                    // It stays pending: only a confirmation sets the numbers free. The desk takes over.
                    PortOrder.Next next = order.next(now);
                    next.ball = Ball.us(now, null);
                    record(next, by, new PortOrderEvent.CancelRefused(cancelRefused.reasons()));
                } else {
                    keep(reply);
                }
            }
            case Activated activated -> activated(by, activated);
        }
    }

    private void fail(By by, List<RejectionReason> reasons, PortOrderEvent event) {
        PortOrder.Next next = order.next(now);
        next.status = ERROR;
        next.reasons = reasons;
        next.foc = null;
        next.requestedFoc = null;
        next.ball = Ball.customer(now);
        next.carrierSide = CarrierSide.WITHOUT_REQUEST;
        record(next, by, event);
    }

    private void newFoc(By by, LocalMoment foc, boolean answersSupplement, PortOrderEvent event) {
        PortOrder.Next next = order.next(now);
        next.foc = foc;
        next.activation = order.activation().anew();
        if (answersSupplement) {
            next.requestedFoc = null;
        }
        next.ball = next.requestedFoc == null ? Ball.nobody(now) : order.ball();
        record(next, by, event);
        if (order.status() == TRANSFER_PENDING && !order.lockedAt(now)) {
            PortOrder.Next unlocked = order.next(now);
            unlocked.status = TRANSFER_APPROVED;
            record(unlocked, by, new PortOrderEvent.TransferUnlocked(foc));
        }
        lockIfDue();
    }

    private void activated(By by, Activated reply) {
        if (order.status() == CANCELLED) {
            portedDespiteCancel(by, reply);
            return;
        }
        Activation heard = order.activation()
                .heard(reply.activationTry(), reply.outcomes(), order.details().numbers());
        boolean answersLast = order.activation().awaitingAnswer() && !heard.awaitingAnswer();
        if (heard.equals(order.activation())) {
            keep(reply);
            return;
        }
        PortOrder.Next next = order.next(now);
        next.activation = heard;
        int total = order.details().numbers().size();
        int moved = heard.moved().size();
        if (moved == total) {
            complete(next, by, heard);
        } else if (answersLast && heard.lastTry()) {
            if (moved == 0) {
                // Given up: at a date that is past a carrier refuses every cancel, so none may wait for its answer.
                callBackIfHeld();
                List<RejectionReason> reasons = reasonsOf(heard.failures());
                next.status = ERROR;
                next.reasons = reasons;
                next.foc = null;
                next.requestedFoc = null;
                next.ball = Ball.customer(now);
                next.carrierSide = CarrierSide.WITHOUT_REQUEST;
                record(next, by, new PortOrderEvent.ActivationFailed(reasons));
            } else {
                splitOff(next, by, heard);
            }
        } else {
            if (answersLast) {
                next.ball = Ball.us(now, heard.nextTryAt(focOf(order).instant()));
            }
            record(next, by, new PortOrderEvent.ActivationIncomplete(reply.activationTry(), moved, total - moved));
        }
    }

    private void complete(PortOrder.Next next, By by, Activation heard) {
        next.status = COMPLETED;
        next.portedNumbers = inOrder(heard);
        next.requestedFoc = null;
        next.carrierSide = CarrierSide.WITHOUT_REQUEST;
        next.ball = Ball.nobody(now);
        record(next, by, new PortOrderEvent.Completed(heard.moved().size()));
    }

    /** Completed with those that moved; the others become an order of their own, in Error. Neither status lies. */
    private void splitOff(PortOrder.Next next, By by, Activation heard) {
        UUID restId = UUID.nameUUIDFromBytes((order.id() + "/rest").getBytes(StandardCharsets.UTF_8));
        Set<String> moved = Set.copyOf(heard.moved());
        List<String> remaining = order.details().numbers().stream()
                .filter(n -> !moved.contains(n))
                .toList();
        List<RejectionReason> reasons = reasonsOf(heard.failures());
        PortOrder rest = new PortOrder(
                restId,
                order.number() + "-R",
                order.tenantId(),
                order.details().rest(remaining),
                order.passcode(),
                new Submission(order.submission().by(), now, now),
                ERROR,
                now,
                1,
                null,
                null,
                reasons,
                Ball.customer(now),
                CarrierSide.WITHOUT_REQUEST,
                Activation.NONE,
                List.of(),
                order.contacts(),
                1,
                order.caseId(),
                order.id(),
                false,
                now);
        created.add(new Decision.Created(
                rest, List.of(new Happened(new PortOrderEvent.ActivationFailed(reasons), by, now, null, rest))));
        next.linkedOrderId = restId;
        complete(next, by, heard);
    }

    private void portedDespiteCancel(By by, Activated reply) {
        Set<String> ported = new HashSet<>(order.portedNumbers());
        Set<String> known = Set.copyOf(order.details().numbers());
        boolean news = false;
        for (NumberOutcome outcome : reply.outcomes()) {
            news |= outcome.activated() && known.contains(outcome.number()) && ported.add(outcome.number());
        }
        if (!news) {
            keep(reply);
            return;
        }
        PortOrder.Next next = order.next(now);
        next.portedNumbers =
                order.details().numbers().stream().filter(ported::contains).toList();
        next.ball = Ball.us(now, null);
        record(next, by, new PortOrderEvent.PortedDespiteCancel(next.portedNumbers));
    }

    // ---- small things

    private void record(PortOrder.Next next, By by, PortOrderEvent event) {
        PortOrder after = next.done();
        happened.add(new Happened(event, by, now, order.status(), after));
        order = after;
    }

    private void keep(FromCarrier reply) {
        PortOrderEvent.ReplyKept kept = switch (reply) {
            case CarrierAccepted r -> kept(r, List.of(), r.foc());
            case CarrierRejected r -> kept(r, r.reasons(), null);
            case FocMoved r -> kept(r, List.of(), r.foc());
            case SupplementAgreed r -> kept(r, List.of(), r.foc());
            case SupplementRefused r -> kept(r, r.reasons(), null);
            case CancelConfirmed r -> kept(r, List.of(), null);
            case CancelRefused r -> kept(r, r.reasons(), null);
            case ApprovalWithdrawn r -> kept(r, r.reasons(), null);
            case Activated r -> kept(r, List.of(), null);
        };
        // The order itself is unchanged, even its time of change.
        happened.add(new Happened(kept, carrier(), now, order.status(), order));
    }

    private static PortOrderEvent.ReplyKept kept(
            FromCarrier reply, List<RejectionReason> reasons, @Nullable LocalMoment date) {
        return new PortOrderEvent.ReplyKept(reply.kind(), reply.attempt(), reasons, date);
    }

    private void ask(Kind kind, List<String> numbers, LocalMoment requested, int activationTry) {
        requests.add(new RequestToCarrier(
                kind, order.attempt(), order.details().carrier(), numbers, requested, activationTry));
    }

    private By carrier() {
        return By.carrier(given.details().carrier().name());
    }

    private List<String> inOrder(Activation heard) {
        Set<String> moved = Set.copyOf(heard.moved());
        return order.details().numbers().stream().filter(moved::contains).toList();
    }

    private static LocalMoment focOf(PortOrder order) {
        LocalMoment foc = order.foc();
        if (foc == null) {
            throw new IllegalStateException("An order in " + order.status() + " has a FOC date: " + order);
        }
        return foc;
    }

    private static LocalMoment dateOfPort(PortOrder order) {
        return order.foc() == null ? order.details().requested() : order.foc();
    }

    private static List<RejectionReason> reasonsOf(Map<String, String> failures) {
        Map<String, List<String>> numbersByCode = new TreeMap<>();
        failures.forEach((number, code) ->
                numbersByCode.computeIfAbsent(code, _ -> new ArrayList<>()).add(number));
        return numbersByCode.entrySet().stream()
                .map(entry -> {
                    RejectionCode code = RejectionCode.of(entry.getKey()).orElse(RejectionCode.OTHER);
                    return RejectionReason.of(
                            code,
                            RejectionReason.Source.LOSING_CARRIER,
                            entry.getValue().stream().sorted().toList());
                })
                .toList();
    }

    private static boolean sameContacts(List<Contact> one, List<Contact> other) {
        return Set.copyOf(one.stream().map(PortOrderRules::withoutId).toList())
                .equals(Set.copyOf(other.stream().map(PortOrderRules::withoutId).toList()));
    }

    private static List<String> withoutId(Contact contact) {
        return List.of(
                contact.role().name(), contact.name(), contact.email().toLowerCase(Locale.ROOT), contact.language());
    }

    private static List<Contact> merged(List<Contact> there, List<Contact> more) {
        Set<String> addresses = new HashSet<>();
        List<Contact> all = new ArrayList<>(there);
        there.forEach(contact -> addresses.add(contact.email().toLowerCase(Locale.ROOT)));
        for (Contact contact : more) {
            if (addresses.add(contact.email().toLowerCase(Locale.ROOT))) {
                all.add(contact);
            }
        }
        return all;
    }
}
