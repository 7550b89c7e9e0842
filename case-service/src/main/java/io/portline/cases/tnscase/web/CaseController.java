package io.portline.cases.tnscase.web;

import io.portline.cases.tnscase.CaseNumber;
import io.portline.cases.tnscase.CaseOutcome;
import io.portline.cases.tnscase.CaseQuery;
import io.portline.cases.tnscase.CaseService;
import io.portline.cases.tnscase.Party;
import io.portline.cases.tnscase.TimelineEntry;
import io.portline.cases.tnscase.TnsCase;
import io.portline.numbering.Language;
import io.portline.web.etag.ExpectedRevision;
import io.portline.web.idempotency.Idempotent;
import io.portline.web.page.Cursor;
import io.portline.web.page.Page;
import io.portline.web.page.PageRequest;
import io.portline.web.problem.ProblemException;
import io.portline.web.problem.ProblemType;
import io.portline.web.tenant.Caller;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Cases: a tenant opens them, both sides talk in them, one of them closes them. */
@RestController
@RequestMapping("/api/v1")
@Tag(name = "Cases", description = "Tickets at the service desk: opened by a tenant, answered by the desk")
class CaseController {

    private final CaseService service;
    private final CaseView view;
    private final CaseAnswers answers;
    private final CaseExport export;

    CaseController(CaseService service, CaseView view, CaseAnswers answers, CaseExport export) {
        this.service = service;
        this.view = view;
        this.answers = answers;
        this.export = export;
    }

    /** The form of a new case: categories, types with their fields, countries with their zones, reasons. */
    @Operation(operationId = "listCaseTypes", summary = "What a new case may be about")
    @GetMapping("/case-types")
    CaseResponses.CaseTypes types(Caller caller) {
        return view.types(caller.language());
    }

    /** Opens a case; whatever is wrong is told at once. */
    @Idempotent
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(operationId = "openCase", summary = "Open a case")
    @PostMapping("/cases")
    ResponseEntity<CaseResponses.Case> open(Caller caller, @RequestBody CaseRequests.OpenCase request) {
        Party.Customer by = Parties.customer(caller);
        CaseService.Opener opener = new CaseService.Opener(by, caller.email(), Language.of(caller.language()));
        TnsCase opened = answers.done(service.open(opener, request.draft()), caller);
        return answers.full(ResponseEntity.created(URI.create("/api/v1/cases/" + opened.id())), opened, caller);
    }

    /** The cases of a view: newest first, the queue oldest first. */
    @Operation(operationId = "listCases", summary = "List the cases of a view")
    @GetMapping("/cases")
    Page<CaseResponses.CaseSummary> list(Caller caller, @ParameterObject CaseFilter filter, PageRequest page) {
        Party viewer = Parties.of(caller);
        CaseQuery query = filter.query(
                viewer,
                Optional.ofNullable(page.cursor()).map(cursor -> new CaseNumber(Math.max(1, cursor.number(0)))),
                page.rowsToRead());
        return Page.of(
                        service.list(viewer, query),
                        page,
                        last -> Cursor.of(last.number().sequence()))
                .map(tnsCase -> view.summary(tnsCase, caller.language()));
    }

    /** All cases of a view as a CSV file, whatever their number; cells that a spreadsheet would run are made text. */
    @ApiResponse(
            responseCode = "200",
            description = "The file",
            content = @Content(mediaType = "text/csv", schema = @Schema(type = "string")))
    @Operation(operationId = "exportCases", summary = "Export a view as CSV")
    @GetMapping("/cases/export")
    void export(Caller caller, @ParameterObject CaseFilter filter, HttpServletResponse response) throws IOException {
        Party viewer = Parties.of(caller);
        export.write(viewer, filter.query(viewer, Optional.empty(), CaseExport.AT_ONCE), caller.language(), response);
    }

    /** A case with its timeline. */
    @Operation(operationId = "getCase", summary = "One case with its timeline")
    @GetMapping("/cases/{id}")
    ResponseEntity<CaseResponses.Case> find(Caller caller, @PathVariable UUID id) {
        TnsCase found =
                service.find(Parties.of(caller), id).orElseThrow(() -> ProblemException.of(ProblemType.NOT_FOUND));
        return answers.full(ResponseEntity.ok(), found, caller);
    }

    /** What happened in a case, oldest first. */
    @Operation(operationId = "getCaseTimeline", summary = "What happened in a case")
    @GetMapping("/cases/{id}/timeline")
    CaseResponses.Timeline timeline(Caller caller, @PathVariable UUID id) {
        List<TimelineEntry> entries = service.timeline(Parties.of(caller), id);
        if (entries.isEmpty()) {
            throw ProblemException.of(ProblemType.NOT_FOUND);
        }
        return view.timeline(entries, caller.language());
    }

    /** A comment of the customer, an answer of the desk, or, marked internal, a note of the desk. */
    @Idempotent
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(operationId = "commentOnCase", summary = "Comment on a case")
    @PostMapping("/cases/{id}/comments")
    ResponseEntity<CaseResponses.Case> comment(
            Caller caller, @PathVariable UUID id, @RequestBody CaseRequests.Comment request) {
        List<String> documentIds = CaseRequests.ids(request.documentIds());
        CaseOutcome outcome = Boolean.TRUE.equals(request.internal())
                ? service.note(Parties.desk(caller), id, request.text())
                : service.comment(Parties.of(caller), id, request.text(), documentIds);
        return answers.full(ResponseEntity.status(201), outcome, caller);
    }

    /** The matter is settled: by the customer without more, by the desk with a code. */
    @GuardedByStatus
    @Operation(operationId = "resolveCase", summary = "Settle a case")
    @PostMapping("/cases/{id}/resolve")
    ResponseEntity<CaseResponses.Case> resolve(
            Caller caller,
            @PathVariable UUID id,
            @RequestBody(required = false) CaseRequests.@Nullable Resolution request,
            HttpServletRequest http) {
        CaseRequests.Resolution resolution = request == null ? new CaseRequests.Resolution(null, null) : request;
        return answers.full(
                ResponseEntity.ok(),
                service.resolve(
                        Parties.of(caller), id, CaseAnswers.expected(http), resolution.code(), resolution.text()),
                caller);
    }

    /** The customer gives the case up. */
    @GuardedByStatus
    @Operation(operationId = "cancelCase", summary = "Give a case up")
    @PostMapping("/cases/{id}/cancel")
    ResponseEntity<CaseResponses.Case> cancel(
            Caller caller,
            @PathVariable UUID id,
            @RequestBody CaseRequests.Cancellation request,
            HttpServletRequest http) {
        return answers.full(
                ResponseEntity.ok(),
                service.cancel(
                        Parties.customer(caller), id, CaseAnswers.expected(http), request.reason(), request.words()),
                caller);
    }

    /** The customer says how a closed case went; a later rating takes the place of an earlier one. */
    @GuardedByStatus
    @Operation(operationId = "rateCase", summary = "Rate how a case went")
    @PostMapping("/cases/{id}/rating")
    ResponseEntity<CaseResponses.Case> rate(
            Caller caller, @PathVariable UUID id, @RequestBody CaseRequests.Stars request) {
        return answers.full(
                ResponseEntity.ok(),
                service.rate(Parties.customer(caller), id, request.stars(), request.words()),
                caller);
    }

    /** Sets the additional contacts. */
    @Operation(operationId = "setCaseContacts", summary = "Set the additional contacts")
    @PutMapping("/cases/{id}/contacts")
    ResponseEntity<CaseResponses.Case> contacts(
            Caller caller,
            @PathVariable UUID id,
            @RequestBody CaseRequests.Contacts request,
            ExpectedRevision expected) {
        return answers.full(
                ResponseEntity.ok(),
                service.changeContacts(Parties.customer(caller), id, expected::matches, request.drafts()),
                caller);
    }
}
