package io.portline.order.portorder;

import io.portline.numbering.LocalMoment;
import io.portline.order.portorder.PortOrderCommand.FromCarrier;
import io.portline.order.portorder.SubmissionCheck.Result;
import org.jspecify.annotations.Nullable;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;

/** What can be done with port orders. */
public final class PortOrderService {

    /** Characters of a comment. */
    public static final int LONGEST_COMMENT = 2000;

    private static final int EXPORT_PAGE = 1000;

    private final Submissions submissions;
    private final PortOrders orders;
    private final Documents documents;
    private final CarrierDirectory carriers;
    private final Clock clock;

    public PortOrderService(Submissions submissions) {
        this.submissions = submissions;
        this.orders = submissions.orders();
        this.documents = submissions.documents();
        this.carriers = submissions.carriers();
        this.clock = submissions.clock();
    }

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

    /**
     * A page of orders.
     *
     * @param after where the page before ended; null for the first
     */
    public List<PortOrderSummary> list(
            Scope scope,
            PortOrderFilter filter,
            PortOrderSort sort,
            PortOrderQuery.@Nullable Position after,
            int limit) {
        return orders.list(new PortOrderQuery(scope, filter, sort, clock.instant(), after, limit));
    }

    /**
     * All orders that the filter lets through, in small pages: none of them holds anything while whoever takes it takes its time. An order that is
     * submitted meanwhile may be missing; none comes twice.
     */
    public void export(Scope scope, PortOrderFilter filter, PortOrderSort sort, Consumer<PortOrderSummary> taker) {
        PortOrderQuery.Position after = null;
        List<PortOrderSummary> page;
        do {
            page = list(scope, filter, sort, after, EXPORT_PAGE);
            page.forEach(taker);
            if (!page.isEmpty()) {
                PortOrderSummary last = page.getLast();
                after = new PortOrderQuery.Position(sort.of(last), last.id());
            }
        } while (page.size() == EXPORT_PAGE);
    }

    public Instant now() {
        return clock.instant();
    }

    /** The dates that a losing carrier may be asked for. Of an order whose carrier's commitment stands, those of a supplement. */
    public FocDates focDates(UUID id, Scope scope) {
        PortOrder order = get(id, scope).order();
        Carrier carrier =
                carriers.find(order.details().carrier().id()).orElseThrow(() -> new UnknownOrderException(id));
        return focDates(order, carrier);
    }

    private FocDates focDates(PortOrder order, Carrier carrier) {
        return FocDates.of(order, carrier, submissions.intakeDelay(), clock.instant());
    }

    /**
     * The dates that a carrier may be asked for in a new order.
     *
     * @return empty if there is no such carrier
     */
    public Optional<FocDates> focDates(String carrierId, String country, boolean simple, ZoneId zone) {
        Instant now = clock.instant();
        return carriers.find(carrierId)
                .map(carrier ->
                        FocDates.ofRequest(carrier, country, simple, now.plus(submissions.intakeDelay()), zone, now));
    }

    /** What can be had instead of a date that the order asks for and that its carrier cannot keep; empty if it can, or has committed already. */
    public Optional<FocDates.Offer> offerFor(PortOrder order) {
        LocalMoment requestedFoc = order.requestedFoc();
        boolean asking = !order.deleted()
                && (requestedFoc != null
                        || order.status() == PortOrderStatus.PROCESSING
                        || order.status() == PortOrderStatus.CONTACTING_CARRIER);
        if (!asking) {
            return Optional.empty();
        }
        try {
            return carriers.find(order.details().carrier().id())
                    .flatMap(carrier -> focDates(order, carrier)
                            .offerFor(requestedFoc == null ? order.details().requested() : requestedFoc));
        } catch (CarrierDirectory.CarriersUnknownException unknown) {
            return Optional.empty();
        }
    }

    // ---- documents

    /** Keeps a letter of authorization. */
    public Documents.Document upload(String tenantId, By by, Submissions.Letter letter) {
        return submissions.keep(submissions.ids().get(), tenantId, by, Documents.Kind.LOA, letter);
    }

    public Optional<Documents.Document> document(UUID id, Scope scope) {
        return documents.find(id, scope);
    }

    public Optional<byte[]> documentContent(UUID id, Scope scope) {
        return documents.content(id, scope);
    }

    /** The documents of an order, the oldest first: the letters of its attempts and what was added. */
    public List<Documents.Document> documents(UUID id, Scope scope) {
        PortOrder order = get(id, scope).order();
        return documents.ofOrder(id, order.details().loaDocumentId());
    }

    /** Puts a document with an order; that is no edit. */
    public Documents.Document addDocument(UUID id, Scope scope, By by, Submissions.Letter file) {
        return submissions.atomically().run(() -> {
            UUID documentId = submissions.ids().get();
            Stored stored = person(
                    id,
                    scope,
                    _ -> {},
                    CommandKind.ADD_DOCUMENT,
                    _ -> new PortOrderCommand.AddDocument(by, documentId, file.name()));
            Documents.Document document =
                    submissions.keep(documentId, stored.order().tenantId(), by, Documents.Kind.OTHER, file);
            documents.attach(documentId, id, document.uploadedAt());
            return document;
        });
    }

    /** Says something in the timeline; that is no edit. */
    public Stored addComment(UUID id, Scope scope, By by, @Nullable String text) {
        return person(id, scope, _ -> {}, CommandKind.ADD_COMMENT, _ -> {
            String words = text == null ? "" : text.strip();
            String code = words.isEmpty()
                    ? "REQUIRED"
                    : words.codePointCount(0, words.length()) > LONGEST_COMMENT ? "SIZE" : null;
            if (code != null) {
                throw new InvalidSubmissionException(
                        new Result.Invalid(List.of(Fault.of("/text", code, 1, LONGEST_COMMENT)), List.of(), false));
            }
            return new PortOrderCommand.AddComment(by, words);
        });
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
            Submissions.@Nullable Letter letter) {
        UUID id = submissions.ids().get();
        UUID letterId = letter == null ? null : submissions.ids().get();
        PortOrderForm whole = letterId == null ? form : form.withLetter(letterId);
        Result.Valid valid =
                submissions.valid(whole, submissions.context(id, tenantId, letterId, submitter, null), null);
        EncryptedPasscode sealed = submissions.seal(id, valid.passcode());
        try {
            return submissions.atomically().run(() -> {
                if (letter != null && letterId != null) {
                    submissions.keep(letterId, tenantId, by, Documents.Kind.LOA, letter);
                }
                return submissions.add(id, tenantId, by, valid, sealed, null);
            });
        } catch (PortOrders.NumbersTakenException taken) {
            throw new InvalidSubmissionException(SubmissionCheck.taken(whole, Set.copyOf(taken.numbers())));
        }
    }

    /**
     * What would come of a submission.
     *
     * @param order as it would be submitted; without a number
     * @param intakeDueBy by when we would look at it
     * @param intakeFaults what we would find then, as things are now; empty if the carrier would be asked
     * @param answerDueBy by when the carrier would have to answer
     * @param dates that the carrier may be asked for
     * @param offer what can be had instead of the date asked for, if that cannot be had
     */
    public record DryRun(
            PortOrder order,
            Instant intakeDueBy,
            List<RejectionReason> intakeFaults,
            Instant answerDueBy,
            FocDates dates,
            Optional<FocDates.Offer> offer) {}

    /**
     * Checks a submission like {@link #submit} and changes nothing.
     *
     * @throws InvalidSubmissionException as the real one would; a number that somebody takes in between is not foreseen
     */
    public DryRun dryRun(
            String tenantId,
            By by,
            SubmissionCheck.@Nullable Submitter submitter,
            PortOrderForm form,
            boolean letterComesAlong) {
        Instant now = clock.instant();
        UUID id = submissions.ids().get();
        UUID letterId = letterComesAlong ? submissions.ids().get() : null;
        PortOrderForm whole = letterId == null ? form : form.withLetter(letterId);
        Result.Valid valid =
                submissions.validAndFree(whole, submissions.context(id, tenantId, letterId, submitter, null));
        Instant intakeDueBy = now.plus(submissions.intakeDelay());
        PortOrder order = PortOrderRules.submit(
                        id,
                        "",
                        tenantId,
                        by,
                        valid.details(),
                        submissions.seal(id, valid.passcode()),
                        valid.contacts(),
                        null,
                        intakeDueBy,
                        now)
                .order();
        FocDates dates = focDates(order, valid.carrier());
        return new DryRun(
                order,
                intakeDueBy,
                IntakeCheck.faults(
                        order,
                        Optional.of(valid.carrier()),
                        orders.portedToUs(order.details().numbers())),
                valid.carrier().answerDueBy(intakeDueBy),
                dates,
                dates.offerFor(order.details().requested()));
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
                Result.Valid valid =
                        submissions.valid(form, submissions.context(id, order.tenantId(), null, null, order), id);
                Passcode passcode = valid.passcode();
                EncryptedPasscode sealed = passcode != null
                        ? submissions.seal(id, passcode)
                        : valid.keepsPasscode() ? order.passcode() : null;
                return new PortOrderCommand.Resubmit(
                        by, valid.details(), sealed, valid.contacts(), now.plus(submissions.intakeDelay()));
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

    /** Told before these orders are changed in the transaction that is running; one alone needs no preparation. */
    public void expect(Collection<UUID> orderIds) {
        if (orderIds.size() > 1) {
            orders.hold(orderIds);
        }
    }

    /** Takes in what the losing carrier says. An order that never was is a fault of ours. */
    public void receive(UUID orderId, FromCarrier reply) {
        Optional<PortOrders.Outcome> outcome =
                orders.change(orderId, new Scope.Everything(), stored -> decide(stored.order(), reply));
        if (outcome.isEmpty()) {
            throw new UnknownOrderException(orderId);
        }
    }

    /**
     * Links an order to a TNS case, as the case tells it. An order that the tenant does not have, or deleted, is none of the case's business.
     *
     * @return whether there is such an order
     */
    public boolean linkCase(UUID orderId, String tenantId, UUID caseId, By by) {
        return orders.change(
                        orderId,
                        new Scope.Tenant(tenantId),
                        stored -> decide(stored.order(), new PortOrderCommand.LinkCase(by, caseId)))
                .isPresent();
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
                : created.withPasscode(submissions.vault().rebind(from, created.id(), passcode));
    }

    private @Nullable Instant answerDueBy(PortOrder order, Instant now) {
        return carriers.find(order.details().carrier().id())
                .map(carrier -> carrier.answerDueBy(now))
                .orElse(null);
    }
}
