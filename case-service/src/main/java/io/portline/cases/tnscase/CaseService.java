package io.portline.cases.tnscase;

import io.portline.numbering.Language;
import org.jspecify.annotations.Nullable;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.LongPredicate;
import java.util.function.Supplier;

/** The service desk: opens cases and carries out what both sides want of them. */
public final class CaseService {

    private final Cases cases;
    private final CaseDocuments documents;
    private final Clock businessClock;
    private final Supplier<UUID> ids;

    /** @param ids gives out identities of cases, contacts and documents */
    public CaseService(Cases cases, CaseDocuments documents, Clock businessClock, Supplier<UUID> ids) {
        this.cases = cases;
        this.documents = documents;
        this.businessClock = businessClock;
        this.ids = ids;
    }

    /** Who opens a case, as somebody to be told; clients without an address are not. */
    public record Opener(Party.Customer party, @Nullable String email, Language language) {}

    public CaseOutcome open(Opener opener, CaseDraft draft) {
        Instant now = businessClock.instant();
        return switch (CaseForm.check(draft, opener.party().tenantId(), documents, now)) {
            case CaseForm.Checked.Invalid(var faults) -> new CaseOutcome.Invalid(faults);
            case CaseForm.Checked.Valid(var checked) -> {
                UUID id = ids.get();
                List<CaseContact> contacts = new ArrayList<>();
                if (opener.email() != null) {
                    contacts.add(
                            new CaseContact(ids.get(), true, opener.party().name(), opener.email(), opener.language()));
                }
                checked.contacts().stream()
                        .filter(contact -> !contact.email().equalsIgnoreCase(opener.email()))
                        .map(this::contact)
                        .forEach(contacts::add);
                yield new CaseOutcome.Done(
                        cases.add(number -> TnsCase.open(id, number, checked, opener.party(), contacts, now)));
            }
        };
    }

    /** A comment of the customer, or an answer of the desk. */
    public CaseOutcome comment(Party by, UUID id, @Nullable String text, List<String> documentIds) {
        List<CaseFault> faults = new ArrayList<>();
        Optional<String> words = CaseWords.text(text, "/text", faults);
        return switch (by) {
            case Party.Customer customer -> {
                List<CaseDocument> attached = attached(customer, documentIds, faults);
                yield change(
                        by,
                        id,
                        CaseService::anyRevision,
                        faults,
                        words.map(w -> new CaseCommand.Comment(customer, w, attached)));
            }
            case Party.Desk desk ->
                change(by, id, CaseService::anyRevision, faults, words.map(w -> new CaseCommand.Answer(desk, w)));
        };
    }

    /** What a customer never sees. */
    public CaseOutcome note(Party.Desk by, UUID id, @Nullable String text) {
        List<CaseFault> faults = new ArrayList<>();
        Optional<String> words = CaseWords.text(text, "/text", faults);
        return change(by, id, CaseService::anyRevision, faults, words.map(w -> new CaseCommand.Note(by, w)));
    }

    public CaseOutcome ask(Party.Desk by, UUID id, LongPredicate expected, @Nullable String text) {
        List<CaseFault> faults = new ArrayList<>();
        Optional<String> words = CaseWords.text(text, "/text", faults);
        return change(by, id, expected, faults, words.map(w -> new CaseCommand.Ask(by, w)));
    }

    public CaseOutcome take(Party.Desk by, UUID id, LongPredicate expected) {
        return change(by, id, expected, List.of(), Optional.of(new CaseCommand.Take(by)));
    }

    /** @param code how, by the desk; a customer needs and gives none */
    public CaseOutcome resolve(
            Party by, UUID id, LongPredicate expected, @Nullable String code, @Nullable String text) {
        List<CaseFault> faults = new ArrayList<>();
        Optional<ResolutionCode> resolution = switch (by) {
            case Party.Customer _ -> Optional.of(ResolutionCode.SOLVED);
            case Party.Desk _ -> CaseForm.choice(code, ResolutionCode.class, "/code", faults);
        };
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

    /** Sets the additional contacts; who opened the case stays one. */
    public CaseOutcome changeContacts(
            Party.Customer by, UUID id, LongPredicate expected, List<CaseDraft.ContactDraft> drafts) {
        List<CaseFault> faults = new ArrayList<>();
        List<CaseContact> additional =
                CaseForm.contacts(drafts, faults).stream().map(this::contact).toList();
        return change(by, id, expected, faults, Optional.of(new CaseCommand.ChangeContacts(by, additional)));
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

    /** Keeps a document, to be named by a new case or a comment. */
    public CaseDocument upload(Party.Customer by, String name, String mediaType, byte[] content) {
        CaseDocument document = new CaseDocument(ids.get(), name, mediaType, content.length);
        documents.add(document, by.tenantId(), by.subject(), businessClock.instant(), content);
        return document;
    }

    /** A document of a case. */
    public Optional<CaseDocument> document(Party viewer, UUID caseId, UUID documentId) {
        return cases.document(viewer, caseId, documentId);
    }

    /** The bytes of a document that was found for the viewer. */
    public byte[] content(CaseDocument document) {
        return documents.content(document.id());
    }

    private List<CaseDocument> attached(Party.Customer by, List<String> documentIds, List<CaseFault> faults) {
        if (documentIds.size() > CaseForm.MOST_DOCUMENTS) {
            faults.add(CaseFault.of("/documentIds", CaseFault.TOO_MANY, CaseForm.MOST_DOCUMENTS));
            return List.of();
        }
        return CaseForm.attached(documentIds, "/documentIds", by.tenantId(), documents, faults);
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

    private CaseContact contact(CheckedCase.NamedContact named) {
        return new CaseContact(ids.get(), false, named.name(), named.email(), named.language());
    }

    private static boolean anyRevision(long revision) {
        return true;
    }
}
