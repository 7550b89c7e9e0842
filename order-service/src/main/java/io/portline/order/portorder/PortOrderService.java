package io.portline.order.portorder;

import io.portline.numbering.LocalMoment;
import io.portline.order.portorder.PortOrderCommand.FromCarrier;
import io.portline.order.portorder.SubmissionCheck.Result;
import org.jspecify.annotations.Nullable;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.LongConsumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** What can be done with port orders. */
public final class PortOrderService {

    private final PortOrders orders;
    private final Documents documents;
    private final CarrierDirectory carriers;
    private final PasscodeVault vault;
    private final Atomically atomically;
    private final Supplier<UUID> ids;
    private final Clock clock;
    private final Duration intakeDelay;

    /**
     * @param ids gives out ids of orders and documents
     * @param clock the business clock
     * @param intakeDelay business time between a submission and our look at it
     */
    public PortOrderService(
            PortOrders orders,
            Documents documents,
            CarrierDirectory carriers,
            PasscodeVault vault,
            Atomically atomically,
            Supplier<UUID> ids,
            Clock clock,
            Duration intakeDelay) {
        this.orders = orders;
        this.documents = documents;
        this.carriers = carriers;
        this.vault = vault;
        this.atomically = atomically;
        this.ids = ids;
        this.clock = clock;
        this.intakeDelay = intakeDelay;
    }

    /** A letter of authorization that comes with the submission. */
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    public record Letter(String name, String mediaType, byte[] content) {}

    /** Something is wrong with what was submitted; nothing was created or changed. */
    public static final class InvalidSubmissionException extends RuntimeException {
        private final transient Result.Invalid faults;

        InvalidSubmissionException(Result.Invalid faults) {
            super(faults.faults().size() + " faults, " + faults.rows().size() + " bad rows");
            this.faults = faults;
        }

        public Result.Invalid faults() {
            return faults;
        }
    }

    /** The status, or an answer that is awaited, forbids it. */
    public static final class RefusedException extends RuntimeException {
        private final transient Refusal refusal;

        RefusedException(Refusal refusal) {
            super(refusal.command() + " in " + refusal.status() + ": " + refusal.why());
            this.refusal = refusal;
        }

        public Refusal refusal() {
            return refusal;
        }
    }

    /** There is no such order for that caller. */
    public static final class UnknownOrderException extends RuntimeException {
        UnknownOrderException(UUID id) {
            super("No order " + id);
        }
    }

    // ---- reading

    public Stored get(UUID id, Scope scope) {
        return orders.find(id, scope).orElseThrow(() -> new UnknownOrderException(id));
    }

    /** The timeline, oldest first. */
    public List<TimelineEntry> timeline(UUID id, Scope scope) {
        get(id, scope);
        return orders.timeline(id);
    }

    public List<PortOrderSummary> list(PortOrderQuery query) {
        return orders.list(query);
    }

    public Instant now() {
        return clock.instant();
    }

    // ---- documents

    /** Keeps a letter of authorization. */
    public Documents.Document upload(String tenantId, By by, Letter letter) {
        Documents.Document document = new Documents.Document(
                ids.get(),
                tenantId,
                Documents.Kind.LOA,
                letter.name(),
                letter.mediaType(),
                letter.content().length,
                clock.instant());
        documents.add(document, letter.content(), by);
        return document;
    }

    public Optional<Documents.Document> document(UUID id, Scope scope) {
        return documents.find(id, scope);
    }

    public Optional<byte[]> documentContent(UUID id, Scope scope) {
        return documents.content(id, scope);
    }

    // ---- what people do

    /**
     * Submits a new order.
     *
     * @param submitter who is told of everything; null for a client without an address
     * @param letter the signed letter, if it comes along; null if the form names one
     * @throws InvalidSubmissionException if anything is wrong
     */
    public Stored submit(
            String tenantId,
            By by,
            SubmissionCheck.@Nullable Submitter submitter,
            PortOrderForm form,
            @Nullable Letter letter) {
        Instant now = clock.instant();
        UUID id = ids.get();
        UUID letterId = letter == null ? null : ids.get();
        PortOrderForm whole = letterId == null ? form : form.withLetter(letterId);
        SubmissionCheck.Context context =
                new SubmissionCheck.Context(id, now, carriers, isLetter(tenantId, letterId), submitter, null);
        Result.Valid valid = valid(SubmissionCheck.check(whole, context), whole, null);
        Passcode passcode = valid.passcode();
        EncryptedPasscode sealed = passcode == null ? null : vault.seal(id, passcode);
        try {
            return atomically.run(() -> {
                if (letter != null && letterId != null) {
                    documents.add(
                            new Documents.Document(
                                    letterId,
                                    tenantId,
                                    Documents.Kind.LOA,
                                    letter.name(),
                                    letter.mediaType(),
                                    letter.content().length,
                                    now),
                            letter.content(),
                            by);
                }
                return orders.add(number -> PortOrderRules.submit(
                        id,
                        number,
                        tenantId,
                        by,
                        valid.details(),
                        sealed,
                        valid.contacts(),
                        null,
                        now.plus(intakeDelay),
                        now));
            });
        } catch (PortOrders.NumbersTakenException taken) {
            throw new InvalidSubmissionException(SubmissionCheck.taken(whole, Set.copyOf(taken.numbers())));
        }
    }

    /**
     * Edits, which is to submit again.
     *
     * @param revision is told the current revision and throws if the caller presumed another
     */
    public Stored resubmit(UUID id, Scope scope, By by, PortOrderForm form, LongConsumer revision) {
        try {
            return person(id, scope, revision, CommandKind.RESUBMIT, stored -> {
                Instant now = clock.instant();
                PortOrder order = stored.order();
                SubmissionCheck.Context context =
                        new SubmissionCheck.Context(id, now, carriers, isLetter(order.tenantId(), null), null, order);
                Result.Valid valid = valid(SubmissionCheck.check(form, context), form, id);
                Passcode passcode = valid.passcode();
                EncryptedPasscode sealed =
                        passcode != null ? vault.seal(id, passcode) : valid.keepsPasscode() ? order.passcode() : null;
                return new PortOrderCommand.Resubmit(
                        by, valid.details(), sealed, valid.contacts(), now.plus(intakeDelay));
            });
        } catch (PortOrders.NumbersTakenException taken) {
            throw new InvalidSubmissionException(SubmissionCheck.taken(form, Set.copyOf(taken.numbers())));
        }
    }

    /**
     * Asks the losing carrier for another FOC date.
     *
     * @param requested local date and time in the order's time zone
     */
    public Stored changeFocDate(UUID id, Scope scope, By by, @Nullable String requested, LongConsumer revision) {
        return person(id, scope, revision, CommandKind.CHANGE_FOC_DATE, stored -> {
            Instant now = clock.instant();
            PortOrder order = stored.order();
            LocalMoment date = focDate(requested, order, now);
            return new PortOrderCommand.ChangeFocDate(by, date, answerDueBy(order, now));
        });
    }

    private static LocalMoment focDate(@Nullable String requested, PortOrder order, Instant now) {
        String code;
        if (requested == null || requested.isBlank()) {
            code = "REQUIRED";
        } else {
            SubmissionCheck.DateCheck check = SubmissionCheck.DateCheck.of(
                    requested, order.details().requested().zone(), now);
            LocalMoment moment = check.moment();
            if (moment != null && !moment.equals(order.foc())) {
                return moment;
            }
            code = check.code() == null ? "SAME_DATE" : check.code();
        }
        throw new InvalidSubmissionException(
                new Result.Invalid(List.of(Fault.of("/requestedPortDate", code)), List.of(), false));
    }

    /** Cancels. */
    public Stored cancel(UUID id, Scope scope, By by, LongConsumer revision) {
        return person(
                id,
                scope,
                revision,
                CommandKind.CANCEL,
                stored -> new PortOrderCommand.Cancel(by, answerDueBy(stored.order(), clock.instant())));
    }

    /** Hides the order for good. */
    public void delete(UUID id, Scope scope, By by, LongConsumer revision) {
        person(id, scope, revision, CommandKind.DELETE, _ -> new PortOrderCommand.Delete(by));
    }

    /** Adds people to be told; that is no edit. */
    public Stored addContacts(UUID id, Scope scope, By by, List<PortOrderForm.Person> people, LongConsumer revision) {
        return person(id, scope, revision, CommandKind.ADD_CONTACTS, stored -> {
            List<Fault> faults = new ArrayList<>();
            List<Contact> there = stored.order().contacts();
            Set<String> told = there.stream()
                    .map(contact -> contact.email().toLowerCase(Locale.ROOT))
                    .collect(Collectors.toSet());
            List<Contact> more = SubmissionCheck.additional(people, id, told, faults);
            if (there.size() + more.size() > SubmissionCheck.MAX_CONTACTS + 1) {
                faults.add(Fault.of("/contacts", "SIZE", 0, SubmissionCheck.MAX_CONTACTS));
            }
            if (!faults.isEmpty()) {
                throw new InvalidSubmissionException(new Result.Invalid(faults, List.of(), false));
            }
            return new PortOrderCommand.AddContacts(by, more);
        });
    }

    // ---- what the carrier says and what time brings

    /** Takes in what the losing carrier says. An order that never was is a fault of ours. */
    public void receive(UUID orderId, FromCarrier reply) {
        Optional<PortOrders.Outcome> outcome =
                orders.change(orderId, new Scope.Everything(), stored -> decide(stored.order(), reply));
        if (outcome.isEmpty()) {
            throw new UnknownOrderException(orderId);
        }
    }

    /**
     * Does what is due by now.
     *
     * @return when to come back, if this call came too early; empty if the order's timer was set anew or nothing will ever be due
     */
    public Optional<Instant> wake(UUID orderId) {
        // As many as an order can have due at once: each may bring the next.
        for (int turn = 0; turn < Due.Kind.values().length; turn++) {
            boolean[] did = new boolean[1];
            Optional<PortOrders.Outcome> outcome = orders.change(orderId, new Scope.Everything(), stored -> {
                Instant now = clock.instant();
                Optional<Due> due = stored.order().dues().stream()
                        .filter(candidate -> !candidate.at().isAfter(now))
                        .findFirst();
                did[0] = due.isPresent();
                return due.map(it -> decide(stored.order(), commandFor(it.kind(), stored.order(), now)))
                        .orElseGet(() -> new Decision.Accepted(stored.order(), List.of(), List.of(), List.of()));
            });
            Optional<Instant> next = outcome.flatMap(PortOrderService::soonest);
            if (!did[0]) {
                return turn > 0 ? Optional.empty() : next;
            }
            Instant now = clock.instant();
            if (next.filter(at -> !at.isAfter(now)).isEmpty()) {
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    private static Optional<Instant> soonest(PortOrders.Outcome outcome) {
        return outcome.decision().order().dues().stream().findFirst().map(Due::at);
    }

    private PortOrderCommand commandFor(Due.Kind kind, PortOrder order, Instant now) {
        return switch (kind) {
            case INTAKE -> intake(order, now);
            case LOCK -> new PortOrderCommand.LockTransfer();
            case ACTIVATION -> new PortOrderCommand.Activate();
            case OVERDUE -> new PortOrderCommand.EscalateOverdue();
        };
    }

    private PortOrderCommand intake(PortOrder order, Instant now) {
        Optional<Carrier> carrier = carriers.find(order.details().carrier().id());
        Set<String> ours = orders.portedToUs(order.details().numbers());
        List<RejectionReason> faults = IntakeCheck.faults(order, carrier, ours);
        return new PortOrderCommand.CompleteIntake(
                order.attempt(), faults, carrier.map(c -> c.answerDueBy(now)).orElse(null));
    }

    // ---- common

    private Stored person(
            UUID id,
            Scope scope,
            LongConsumer revision,
            CommandKind kind,
            Function<Stored, PortOrderCommand.FromPerson> command) {
        PortOrders.Outcome outcome = orders.change(id, scope, stored -> {
                    revision.accept(stored.revision());
                    Optional<Decision.Refused> refusal = PortOrderRules.refusal(stored.order(), kind, clock.instant());
                    return refusal.isPresent() ? refusal.get() : decide(stored.order(), command.apply(stored));
                })
                .orElseThrow(() -> new UnknownOrderException(id));
        return switch (outcome.decision()) {
            case Decision.Accepted accepted -> new Stored(accepted.order(), outcome.revision());
            case Decision.Refused refused -> throw new RefusedException(refused.refusal());
        };
    }

    private Decision decide(PortOrder order, PortOrderCommand command) {
        return switch (PortOrderRules.decide(order, command, clock.instant())) {
            case Decision.Accepted accepted -> accepted.mapCreated(this::withOwnPasscode);
            case Decision.Refused refused -> refused;
        };
    }

    private PortOrder withOwnPasscode(PortOrder created) {
        EncryptedPasscode passcode = created.passcode();
        UUID from = created.linkedOrderId();
        return passcode == null || from == null
                ? created
                : created.withPasscode(vault.rebind(from, created.id(), passcode));
    }

    /** The faults at once with what a look at other orders adds; a look that is spared where nothing is wrong. */
    private Result.Valid valid(Result result, PortOrderForm form, @Nullable UUID except) {
        return switch (result) {
            case Result.Valid valid -> valid;
            case Result.Invalid invalid -> {
                if (invalid.tooMany()) {
                    throw new InvalidSubmissionException(invalid);
                }
                throw new InvalidSubmissionException(invalid.and(SubmissionCheck.taken(
                        form, orders.inActiveOrders(SubmissionCheck.readableNumbers(form), except))));
            }
        };
    }

    private Predicate<UUID> isLetter(String tenantId, @Nullable UUID comesAlong) {
        return id -> id.equals(comesAlong)
                || documents
                        .find(id, new Scope.Tenant(tenantId))
                        .filter(document -> document.kind() == Documents.Kind.LOA)
                        .isPresent();
    }

    private @Nullable Instant answerDueBy(PortOrder order, Instant now) {
        return carriers.find(order.details().carrier().id())
                .map(carrier -> carrier.answerDueBy(now))
                .orElse(null);
    }
}
