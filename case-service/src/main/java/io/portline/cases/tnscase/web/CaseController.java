package io.portline.cases.tnscase.web;

import io.portline.cases.tnscase.CaseAction;
import io.portline.cases.tnscase.CaseDocument;
import io.portline.cases.tnscase.CaseNumber;
import io.portline.cases.tnscase.CaseOutcome;
import io.portline.cases.tnscase.CaseQuery;
import io.portline.cases.tnscase.CaseService;
import io.portline.cases.tnscase.Party;
import io.portline.cases.tnscase.TimelineEntry;
import io.portline.cases.tnscase.TnsCase;
import io.portline.numbering.Country;
import io.portline.numbering.Language;
import io.portline.web.etag.ETags;
import io.portline.web.etag.ExpectedRevision;
import io.portline.web.idempotency.Idempotent;
import io.portline.web.page.Cursor;
import io.portline.web.page.Page;
import io.portline.web.page.PageRequest;
import io.portline.web.problem.FieldProblem;
import io.portline.web.problem.ProblemException;
import io.portline.web.problem.ProblemType;
import io.portline.web.tenant.Caller;
import io.portline.web.upload.MediaKind;
import io.portline.web.upload.UploadedFile;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.util.unit.DataSize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RequestPart;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.LongPredicate;

/** Cases: a tenant opens them, both sides talk in them, one of them closes them. */
@RestController
@RequestMapping("/api/v1")
class CaseController {

    private static final DataSize LARGEST_DOCUMENT = DataSize.ofMegabytes(10);

    private final CaseService service;
    private final CaseView view;
    private final CaseTexts texts;

    CaseController(CaseService service, CaseView view, CaseTexts texts) {
        this.service = service;
        this.view = view;
        this.texts = texts;
    }

    /** The form of a new case: categories, types with their fields, countries with their zones, reasons. */
    @GetMapping("/case-types")
    CaseResponses.CaseTypes types(Caller caller) {
        return view.types(caller.language());
    }

    /** Keeps a document for a new case or a comment to name. */
    @Idempotent
    @ResponseStatus(HttpStatus.CREATED)
    @PostMapping(path = "/documents", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    ResponseEntity<CaseResponses.Document> upload(Caller caller, @RequestPart("file") MultipartFile file) {
        Party.Customer by = Parties.customer(caller);
        UploadedFile read = UploadedFile.read(file, EnumSet.allOf(MediaKind.class), LARGEST_DOCUMENT);
        CaseDocument document = service.upload(by, read.name(), read.kind().mediaType(), read.content());
        return ResponseEntity.status(201).body(CaseView.document(document));
    }

    /** Opens a case; whatever is wrong is told at once. */
    @Idempotent
    @ResponseStatus(HttpStatus.CREATED)
    @PostMapping("/cases")
    ResponseEntity<CaseResponses.Case> open(Caller caller, @RequestBody CaseRequests.OpenCase request) {
        Party.Customer by = Parties.customer(caller);
        CaseService.Opener opener = new CaseService.Opener(by, caller.email(), Language.of(caller.language()));
        TnsCase opened = done(service.open(opener, request.draft()), caller);
        return answer(ResponseEntity.created(URI.create("/api/v1/cases/" + opened.id())), opened, caller);
    }

    /**
     * The cases of a view.
     *
     * @param view {@code mine} (default), {@code company}, or {@code queue} for the desk
     * @param state {@code open} (default), {@code closed} or {@code all}
     * @param country only those of that country, ISO 3166-1 alpha-2
     * @param q only the one with that number, or those with these words in their title
     */
    @GetMapping("/cases")
    Page<CaseResponses.CaseSummary> list(
            Caller caller,
            @RequestParam(required = false) @Nullable String view,
            @RequestParam(required = false) @Nullable String state,
            @RequestParam(required = false) @Nullable String country,
            @RequestParam(required = false) @Nullable String q,
            PageRequest page) {
        Party viewer = Parties.of(caller);
        CaseQuery.View wanted = parameter("view", view, CaseQuery.View.class, CaseQuery.View.MINE);
        if (!wanted.offeredTo(viewer)) {
            throw ProblemException.of(ProblemType.FORBIDDEN);
        }
        CaseQuery query = new CaseQuery(
                wanted,
                parameter("state", state, CaseQuery.State.class, CaseQuery.State.OPEN),
                country(country),
                Optional.ofNullable(q).map(String::strip).filter(words -> !words.isEmpty()),
                Optional.ofNullable(page.cursor()).map(cursor -> new CaseNumber(Math.max(1, cursor.number(0)))),
                page.rowsToRead());
        return Page.of(
                        service.list(viewer, query),
                        page,
                        last -> Cursor.of(last.number().sequence()))
                .map(tnsCase -> this.view.summary(tnsCase, caller.language()));
    }

    /** A case with its timeline. */
    @GetMapping("/cases/{id}")
    ResponseEntity<CaseResponses.Case> find(Caller caller, @PathVariable UUID id) {
        TnsCase found =
                service.find(Parties.of(caller), id).orElseThrow(() -> ProblemException.of(ProblemType.NOT_FOUND));
        return answer(ResponseEntity.ok(), found, caller);
    }

    /** What happened in a case, oldest first. */
    @GetMapping("/cases/{id}/timeline")
    CaseResponses.Timeline timeline(Caller caller, @PathVariable UUID id) {
        List<TimelineEntry> entries = service.timeline(Parties.of(caller), id);
        if (entries.isEmpty()) {
            throw ProblemException.of(ProblemType.NOT_FOUND);
        }
        return view.timeline(entries, caller.language());
    }

    /** A document of a case, always as a download. */
    @GetMapping("/cases/{id}/documents/{documentId}")
    ResponseEntity<byte[]> document(Caller caller, @PathVariable UUID id, @PathVariable UUID documentId) {
        CaseDocument document = service.document(Parties.of(caller), id, documentId)
                .orElseThrow(() -> ProblemException.of(ProblemType.NOT_FOUND));
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType(document.mediaType()))
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename(document.name(), StandardCharsets.UTF_8)
                                .build()
                                .toString())
                .header("X-Content-Type-Options", "nosniff")
                .body(service.content(document));
    }

    /** A comment of the customer, an answer of the desk, or, marked internal, a note of the desk. */
    @Idempotent
    @ResponseStatus(HttpStatus.CREATED)
    @PostMapping("/cases/{id}/comments")
    ResponseEntity<CaseResponses.Case> comment(
            Caller caller, @PathVariable UUID id, @RequestBody CaseRequests.Comment request) {
        List<String> documentIds = CaseRequests.ids(request.documentIds());
        CaseOutcome outcome = Boolean.TRUE.equals(request.internal())
                ? service.note(Parties.desk(caller), id, request.text())
                : service.comment(Parties.of(caller), id, request.text(), documentIds);
        return answer(ResponseEntity.status(201), done(outcome, caller), caller);
    }

    /** The matter is settled: by the customer without more, by the desk with a code. */
    @GuardedByStatus
    @PostMapping("/cases/{id}/resolve")
    ResponseEntity<CaseResponses.Case> resolve(
            Caller caller,
            @PathVariable UUID id,
            @RequestBody(required = false) CaseRequests.@Nullable Resolution request,
            HttpServletRequest http) {
        CaseRequests.Resolution resolution = request == null ? new CaseRequests.Resolution(null, null) : request;
        return answer(
                ResponseEntity.ok(),
                done(
                        service.resolve(Parties.of(caller), id, expected(http), resolution.code(), resolution.text()),
                        caller),
                caller);
    }

    /** The customer gives the case up. */
    @GuardedByStatus
    @PostMapping("/cases/{id}/cancel")
    ResponseEntity<CaseResponses.Case> cancel(
            Caller caller,
            @PathVariable UUID id,
            @RequestBody CaseRequests.Cancellation request,
            HttpServletRequest http) {
        return answer(
                ResponseEntity.ok(),
                done(
                        service.cancel(Parties.customer(caller), id, expected(http), request.reason(), request.words()),
                        caller),
                caller);
    }

    /** Sets the additional contacts. */
    @PutMapping("/cases/{id}/contacts")
    ResponseEntity<CaseResponses.Case> contacts(
            Caller caller,
            @PathVariable UUID id,
            @RequestBody CaseRequests.Contacts request,
            ExpectedRevision expected) {
        return answer(
                ResponseEntity.ok(),
                done(service.changeContacts(Parties.customer(caller), id, expected::matches, request.drafts()), caller),
                caller);
    }

    /** A desk agent makes the case their own. */
    @GuardedByStatus
    @PostMapping("/cases/{id}/take")
    ResponseEntity<CaseResponses.Case> take(Caller caller, @PathVariable UUID id, HttpServletRequest http) {
        return answer(
                ResponseEntity.ok(), done(service.take(Parties.desk(caller), id, expected(http)), caller), caller);
    }

    /** The desk asks the customer and waits. */
    @GuardedByStatus
    @PostMapping("/cases/{id}/ask")
    ResponseEntity<CaseResponses.Case> ask(
            Caller caller, @PathVariable UUID id, @RequestBody CaseRequests.Question request, HttpServletRequest http) {
        return answer(
                ResponseEntity.ok(),
                done(service.ask(Parties.desk(caller), id, expected(http), request.text()), caller),
                caller);
    }

    private ResponseEntity<CaseResponses.Case> answer(
            ResponseEntity.BodyBuilder response, TnsCase tnsCase, Caller caller) {
        Party viewer = Parties.of(caller);
        return response.eTag(ETags.of(tnsCase.revision()))
                .body(view.full(
                        tnsCase,
                        service.actions(tnsCase, viewer),
                        service.timeline(viewer, tnsCase.id()),
                        caller.language()));
    }

    private TnsCase done(CaseOutcome outcome, Caller caller) {
        return switch (outcome) {
            case CaseOutcome.Done(TnsCase tnsCase) -> tnsCase;
            case CaseOutcome.NotFound _ -> throw ProblemException.of(ProblemType.NOT_FOUND);
            case CaseOutcome.Stale _ -> throw ProblemException.of(ProblemType.STALE);
            case CaseOutcome.Invalid(var faults) ->
                throw ProblemException.of(ProblemType.VALIDATION)
                        .errors(faults.stream()
                                .map(fault -> texts.problem(fault, caller.language()))
                                .toList());
            case CaseOutcome.Refused(var refusal) ->
                throw ProblemException.of(ProblemType.ACTION_NOT_ALLOWED)
                        .with("caseStatus", refusal.status().name())
                        .with(
                                "actions",
                                refusal.allowed().stream()
                                        .sorted()
                                        .map(CaseAction::name)
                                        .toList());
        };
    }

    /** The status guards these commands by itself; whoever also says which revision was looked at is held to it. */
    private static LongPredicate expected(HttpServletRequest http) {
        return http.getHeader(HttpHeaders.IF_MATCH) == null ? _ -> true : ETags.ifMatch(http)::matches;
    }

    private static Optional<Country> country(@Nullable String code) {
        if (code == null) {
            return Optional.empty();
        }
        return Optional.of(Country.of(code)
                .orElseThrow(() -> ProblemException.of(ProblemType.INVALID_PARAMETER)
                        .error(FieldProblem.parameter("country", "COUNTRY_NOT_SERVED"))));
    }

    private static <E extends Enum<E>> E parameter(String name, @Nullable String value, Class<E> type, E otherwise) {
        if (value == null) {
            return otherwise;
        }
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> constant.name().equalsIgnoreCase(value))
                .findFirst()
                .orElseThrow(() -> ProblemException.of(ProblemType.INVALID_PARAMETER)
                        .error(FieldProblem.parameter(
                                name,
                                "NOT_A_CHOICE",
                                String.join(
                                        ", ",
                                        Arrays.stream(type.getEnumConstants())
                                                .map(constant -> constant.name().toLowerCase(Locale.ROOT))
                                                .toList()))));
    }
}
