package io.portline.cases.tnscase;

import io.portline.numbering.Country;
import io.portline.numbering.Language;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.LongPredicate;
import java.util.function.Supplier;

/** The service desk: opens cases and carries out what both sides want of them, and what time and orders bring. */
public final class CaseService {

    private static final Party.Automatic ITSELF = new Party.Automatic();

    private final Cases cases;
    private final CaseDocuments documents;
    private final DocumentScan scan;
    private final DeskAgents agents;
    private final Feedbacks feedbacks;
    private final Inventory inventory;
    private final HandledOnce once;
    private final Atomically atomically;
    private final CaseSentences sentences;
    private final CaseSettings settings;
    private final Clock businessClock;
    private final Supplier<UUID> ids;

    /** @param ids gives out identities of cases, contacts and documents */
    public CaseService(
            Cases cases,
            CaseDocuments documents,
            DocumentScan scan,
            DeskAgents agents,
            Feedbacks feedbacks,
            Inventory inventory,
            HandledOnce once,
            Atomically atomically,
            CaseSentences sentences,
            CaseSettings settings,
            Clock businessClock,
            Supplier<UUID> ids) {
        this.cases = cases;
        this.documents = documents;
        this.scan = scan;
        this.agents = agents;
        this.feedbacks = feedbacks;
        this.inventory = inventory;
        this.once = once;
        this.atomically = atomically;
        this.sentences = sentences;
        this.settings = settings;
        this.businessClock = businessClock;
        this.ids = ids;
    }

    /** Who opens a case, as somebody to be told; clients without an address are not. */
    public record Opener(Party.Customer party, @Nullable String email, Language language) {}

    public CaseOutcome open(Opener opener, CaseDraft draft) {
        Instant now = businessClock.instant();
        return switch (CaseForm.check(draft, opener.party(), documents, now)) {
            case CaseForm.Checked.Invalid(var faults) -> new CaseOutcome.Invalid(faults);
            case CaseForm.Checked.Valid(var checked) -> {
                UUID id = ids.get();
                List<CaseContact> contacts = new ArrayList<>();
                if (opener.email() != null) {
                    contacts.add(new CaseContact(
                            ids.get(),
                            true,
                            opener.party().name(),
                            opener.email(),
                            opener.language(),
                            ReplyToken.newSecret()));
                }
                checked.contacts().stream()
                        .filter(contact -> !contact.email().equalsIgnoreCase(opener.email()))
                        .map(this::contact)
                        .forEach(contacts::add);
                yield new CaseOutcome.Done(cases.add(number -> TnsCase.open(
                        id,
                        number,
                        opener.party().tenantId(),
                        checked,
                        opener.party(),
                        contacts,
                        List.of(),
                        settings.target(checked.category()),
                        now)));
            }
        };
    }

    /**
     * Opens a case for an order that needs the desk, once for each submission of the order and kind of trouble. Nobody is
     * told by mail: what is known of the order names no contact.
     *
     * @return the case; empty if there was one for it already
     */
    public Optional<UUID> open(OrderTrouble trouble) {
        Instant now = businessClock.instant();
        return atomically.run(() -> {
            if (!once.firstTrouble(trouble.orderId(), trouble.attempt(), trouble.kind(), now)) {
                return Optional.empty();
            }
            Language language = languageOf(trouble.country());
            CheckedCase checked = new CheckedCase(
                    CaseCategory.GENERAL_INQUIRY,
                    Optional.empty(),
                    trouble.country(),
                    sentences.troubleTitle(language, trouble.kind(), trouble.orderNumber()),
                    sentences.troubleDescription(language, trouble),
                    Map.of(),
                    List.of(),
                    Optional.empty(),
                    List.of(),
                    List.of());
            UUID id = ids.get();
            LinkedOrder order = new LinkedOrder(trouble.orderId(), trouble.orderNumber());
            // An order that belongs to a case stays with it: only one that has none is told of this one.
            boolean alone = trouble.linkedCaseId().isEmpty();
            TnsCase opened = cases.add(number -> TnsCase.open(
                    id,
                    number,
                    trouble.tenantId(),
                    checked,
                    ITSELF,
                    List.of(),
                    alone ? List.of() : List.of(order),
                    settings.target(checked.category()),
                    now));
            if (alone) {
                change(ITSELF, id, new CaseCommand.LinkOrders(ITSELF, List.of(order)));
            }
            return Optional.of(opened.id());
        });
    }

    /** A comment of the customer, or an answer of the desk. */
    public CaseOutcome comment(Party by, UUID id, @Nullable String text, List<String> documentIds) {
        List<CaseFault> faults = new ArrayList<>();
        Optional<String> words = CaseWords.text(text, "/text", faults);
        List<CaseDocument> attached = attached(by, documentIds, faults);
        return change(by, id, CaseService::anyRevision, faults, words.map(w -> said(by, w, attached)));
    }

    /** What a customer never sees. */
    public CaseOutcome note(Party.Desk by, UUID id, @Nullable String text) {
        List<CaseFault> faults = new ArrayList<>();
        Optional<String> words = CaseWords.text(text, "/text", faults);
        return change(by, id, CaseService::anyRevision, faults, words.map(w -> new CaseCommand.Note(by, w)));
    }

    public CaseOutcome ask(
            Party.Desk by, UUID id, LongPredicate expected, @Nullable String text, List<String> documentIds) {
        List<CaseFault> faults = new ArrayList<>();
        Optional<String> words = CaseWords.text(text, "/text", faults);
        List<CaseDocument> attached = attached(by, documentIds, faults);
        return change(by, id, expected, faults, words.map(w -> new CaseCommand.Ask(by, w, attached)));
    }

    public CaseOutcome take(Party.Desk by, UUID id, LongPredicate expected) {
        return change(by, id, expected, List.of(), Optional.of(new CaseCommand.Take(by)));
    }

    /** @param agent the subject of somebody who has worked at the desk; null: back to the queue */
    public CaseOutcome assign(Party.Desk by, UUID id, LongPredicate expected, @Nullable String agent) {
        List<CaseFault> faults = new ArrayList<>();
        Optional<Party.Desk> to = agent == null ? Optional.empty() : agents.find(agent);
        if (agent != null && to.isEmpty()) {
            faults.add(CaseFault.of("/agent", CaseFault.NOT_AN_AGENT));
        }
        return change(by, id, expected, faults, Optional.of(new CaseCommand.Assign(by, to)));
    }

    /** @param code how, by the desk; a customer needs and gives none */
    public CaseOutcome resolve(
            Party by, UUID id, LongPredicate expected, @Nullable String code, @Nullable String text) {
        List<CaseFault> faults = new ArrayList<>();
        Optional<ResolutionCode> resolution = by instanceof Party.Customer
                ? Optional.of(ResolutionCode.SOLVED)
                : CaseForm.choice(code, ResolutionCode.class, "/code", faults);
        Optional<String> words = CaseWords.optionalText(text, "/text", faults);
        if (resolution.filter(ResolutionCode::needsWords).isPresent() && words.isEmpty() && faults.isEmpty()) {
            faults.add(CaseFault.of("/text", CaseFault.REQUIRED));
        }
        return change(by, id, expected, faults, resolution.map(r -> new CaseCommand.Resolve(by, r, words)));
    }

    public CaseOutcome cancel(
            Party.Customer by, UUID id, LongPredicate expected, @Nullable String reason, @Nullable String words) {
        List<CaseFault> faults = new ArrayList<>();
        Optional<CancelReason> chosen = CaseForm.choice(reason, CancelReason.class, "/reason", faults);
        Optional<String> said = CaseWords.optionalText(words, "/words", faults);
        if (chosen.filter(CancelReason::needsWords).isPresent() && said.isEmpty() && faults.isEmpty()) {
            faults.add(CaseFault.of("/words", CaseFault.REQUIRED));
        }
        return change(by, id, expected, faults, chosen.map(c -> new CaseCommand.Cancel(by, c, said)));
    }

    /** How a closed case went. */
    public CaseOutcome rate(Party.Customer by, UUID id, @Nullable Integer stars, @Nullable String words) {
        List<CaseFault> faults = new ArrayList<>();
        Optional<Integer> given = stars(stars, true, faults);
        Optional<String> said = CaseWords.optionalText(words, "/words", faults);
        return change(
                by, id, CaseService::anyRevision, faults, given.map(count -> new CaseCommand.Rate(by, count, said)));
    }

    /** Sets the additional contacts; who opened the case stays one. */
    public CaseOutcome changeContacts(
            Party.Customer by, UUID id, LongPredicate expected, List<CaseDraft.ContactDraft> drafts) {
        List<CaseFault> faults = new ArrayList<>();
        List<CaseContact> additional =
                CaseForm.contacts(drafts, faults).stream().map(this::contact).toList();
        return change(by, id, expected, faults, Optional.of(new CaseCommand.ChangeContacts(by, additional)));
    }

    /** Links orders that were submitted from the case. They are there, so nothing can refuse it. */
    public CaseOutcome link(Party.Desk by, UUID id, List<LinkedOrder> orders) {
        return change(by, id, new CaseCommand.LinkOrders(by, orders));
    }

    /**
     * Does what time has brought the case: asks again what is due, so that it may be called too often.
     *
     * @return when to do so next, business time
     * @throws RuntimeException if the inventory cannot be asked now: to be called again
     */
    public Optional<Instant> wake(UUID id) {
        change(ITSELF, id, new CaseCommand.BecomeOverdue(ITSELF));
        change(ITSELF, id, new CaseCommand.BecomeDue(ITSELF));
        Optional<TnsCase> found = cases.find(ITSELF, id);
        if (found.filter(TnsCase::numbersToCheck).isPresent()) {
            found = checkNumbers(found.get());
        }
        return found.flatMap(TnsCase::wakeAt);
    }

    private Optional<TnsCase> checkNumbers(TnsCase due) {
        Inventory.NumberStates states = inventory.statesOf(due.tenantId(), due.numbers());
        change(
                ITSELF,
                due.id(),
                states.assigned().isEmpty()
                        ? new CaseCommand.FindNumbersFree(ITSELF, sentences.numbersFree(states.missing()))
                        : new CaseCommand.Resolve(
                                ITSELF,
                                ResolutionCode.NOT_POSSIBLE,
                                Optional.of(sentences.stillAssigned(languageOf(due), states.assigned()))));
        return cases.find(ITSELF, due.id());
    }

    public Optional<TnsCase> find(Party viewer, UUID id) {
        return cases.find(viewer, id);
    }

    public List<TimelineEntry> timeline(Party viewer, UUID id) {
        return cases.timeline(viewer, id);
    }

    public List<TnsCase> list(Party viewer, CaseQuery query) {
        return cases.list(viewer, query);
    }

    /** What the viewer may do with the case now. */
    public Set<CaseAction> actions(TnsCase tnsCase, Party viewer) {
        return PermittedActions.of(tnsCase, viewer, businessClock.instant());
    }

    /** Who has worked at the desk, and may be given cases. */
    public List<Party.Desk> agents() {
        return agents.all();
    }

    /** Remembers that somebody works at the desk. */
    public void seen(Party.Desk agent) {
        agents.seen(agent, businessClock.instant());
    }

    /** What became of a general feedback. */
    public sealed interface FeedbackOutcome {
        record Kept(Feedback feedback) implements FeedbackOutcome {}

        record Invalid(List<CaseFault> faults) implements FeedbackOutcome {}
    }

    public FeedbackOutcome feedback(Party.Customer by, @Nullable Integer stars, @Nullable String words) {
        List<CaseFault> faults = new ArrayList<>();
        Optional<Integer> given = stars(stars, false, faults);
        Optional<String> said = CaseWords.text(words, "/words", faults);
        if (said.isEmpty() || !faults.isEmpty()) {
            return new FeedbackOutcome.Invalid(faults);
        }
        Feedback feedback = new Feedback(ids.get(), by, given, said.get(), businessClock.instant());
        feedbacks.add(feedback);
        return new FeedbackOutcome.Kept(feedback);
    }

    /** Newest first. */
    public List<Feedback> feedbacks(Optional<UUID> before, int limit) {
        return feedbacks.list(before, limit);
    }

    /**
     * Keeps a document, to be named by a new case or a comment of the same side.
     *
     * @param name as it is called by whoever brings it
     * @param sizeBytes exactly
     */
    public UploadOutcome upload(Party by, @Nullable String name, long sizeBytes, DocumentContent content)
            throws IOException {
        if (sizeBytes == 0) {
            return new UploadOutcome.Empty();
        }
        if (sizeBytes > CaseDocument.LARGEST) {
            return new UploadOutcome.TooLarge(CaseDocument.LARGEST);
        }
        Optional<DocumentKind> kind = DocumentKind.detect(content);
        if (kind.isEmpty()) {
            return new UploadOutcome.WrongKind();
        }
        return keep(
                by, DocumentName.of(name, kind.get().defaultName()), kind.get().mediaType(), sizeBytes, content);
    }

    /** Keeps a document whose kind and name are known to be good. */
    UploadOutcome keep(Party by, String name, String mediaType, long sizeBytes, DocumentContent content)
            throws IOException {
        CaseDocument document = new CaseDocument(ids.get(), name, mediaType, sizeBytes, false);
        return switch (scan.scan(document, content)) {
            case REFUSE -> new UploadOutcome.Infected();
            case QUARANTINE -> kept(by, new CaseDocument(document.id(), name, mediaType, sizeBytes, true), content);
            case CLEAN -> kept(by, document, content);
        };
    }

    private UploadOutcome kept(Party by, CaseDocument document, DocumentContent content) throws IOException {
        documents.add(document, by, businessClock.instant(), content);
        return new UploadOutcome.Kept(document);
    }

    /** A document of a case. */
    public Optional<CaseDocument> document(Party viewer, UUID caseId, UUID documentId) {
        return cases.document(viewer, caseId, documentId);
    }

    /** The bytes of a document that was found for the viewer; to be closed. */
    public InputStream content(CaseDocument document) {
        return documents.open(document.id());
    }

    /** Lets a document be fetched that the scan held back; the desk has looked at it, and both sides see that it did. */
    public Optional<CaseDocument> release(Party.Desk by, UUID caseId, UUID documentId) {
        Optional<CaseDocument> document = cases.document(by, caseId, documentId);
        document.filter(CaseDocument::quarantined)
                .ifPresent(held -> atomically.run(() -> {
                    CaseDocument released = held.released();
                    // Of two who release it at the same time one does.
                    return documents.release(released.id())
                            && change(by, caseId, new CaseCommand.Release(by, released)) instanceof CaseOutcome.Done;
                }));
        return cases.document(by, caseId, documentId);
    }

    /** Forgets what was brought and no case has named; real time. */
    public int forgetDocuments(Instant now, int most) {
        return documents.forget(now, most);
    }

    private static CaseCommand said(Party by, String words, List<CaseDocument> attached) {
        return switch (by) {
            case Party.Customer customer -> new CaseCommand.Comment(customer, words, attached);
            case Party.Desk desk -> new CaseCommand.Answer(desk, words, attached);
            case Party.Automatic _ -> throw new IllegalArgumentException("Time says nothing");
        };
    }

    private List<CaseDocument> attached(Party by, List<String> documentIds, List<CaseFault> faults) {
        if (documentIds.size() > CaseForm.MOST_DOCUMENTS) {
            faults.add(CaseFault.of("/documentIds", CaseFault.TOO_MANY, CaseForm.MOST_DOCUMENTS));
            return List.of();
        }
        return CaseForm.attached(documentIds, "/documentIds", by, documents, faults);
    }

    private static Optional<Integer> stars(@Nullable Integer stars, boolean required, List<CaseFault> faults) {
        if (stars == null) {
            if (required) {
                faults.add(CaseFault.of("/stars", CaseFault.REQUIRED));
            }
            return Optional.empty();
        }
        if (stars < 1 || stars > Rating.MOST_STARS) {
            faults.add(CaseFault.of("/stars", CaseFault.NOT_A_RATING));
            return Optional.empty();
        }
        return Optional.of(stars);
    }

    /** Somebody else's case is not found, even when what is said to it is nonsense. */
    private CaseOutcome change(
            Party by,
            UUID id,
            LongPredicate expected,
            List<CaseFault> faults,
            Optional<? extends CaseCommand> command) {
        if (command.isEmpty() || !faults.isEmpty()) {
            return cases.find(by, id).isPresent()
                    ? new CaseOutcome.Invalid(List.copyOf(faults))
                    : new CaseOutcome.NotFound();
        }
        CaseCommand wanted = command.get();
        return cases.change(by, id, expected, tnsCase -> tnsCase.decide(wanted, businessClock.instant()));
    }

    CaseOutcome change(Party by, UUID id, CaseCommand command) {
        return change(by, id, CaseService::anyRevision, List.of(), Optional.of(command));
    }

    private CaseContact contact(CheckedCase.NamedContact named) {
        return new CaseContact(ids.get(), false, named.name(), named.email(), named.language(), ReplyToken.newSecret());
    }

    /** Of whoever opened the case, if that is known. */
    private static Language languageOf(TnsCase tnsCase) {
        return tnsCase.contacts().stream()
                .filter(CaseContact::opener)
                .map(CaseContact::language)
                .findFirst()
                .orElseGet(() -> languageOf(tnsCase.country()));
    }

    private static Language languageOf(Country country) {
        return switch (country) {
            case FR -> Language.FR;
            case JP -> Language.JA;
            case US, CA, GB, DE -> Language.EN;
        };
    }

    private static boolean anyRevision(long revision) {
        return true;
    }
}
