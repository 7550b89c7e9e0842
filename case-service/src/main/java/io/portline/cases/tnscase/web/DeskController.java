package io.portline.cases.tnscase.web;

import io.portline.cases.tnscase.CaseService;
import io.portline.cases.tnscase.TimelineEntry;
import io.portline.web.idempotency.Idempotent;
import io.portline.web.problem.ProblemException;
import io.portline.web.problem.ProblemType;
import io.portline.web.tenant.Caller;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import java.util.List;
import java.util.UUID;

/** What only the desk does with cases. */
@RestController
@RequestMapping("/api/v1")
@Tag(name = "Desk", description = "What only the service desk does")
class DeskController {

    private final CaseService service;
    private final CaseView view;
    private final CaseAnswers answers;

    DeskController(CaseService service, CaseView view, CaseAnswers answers) {
        this.service = service;
        this.view = view;
        this.answers = answers;
    }

    /** A desk agent makes the case their own. */
    @GuardedByStatus
    @Operation(operationId = "takeCase", summary = "Take a case")
    @PostMapping("/cases/{id}/take")
    ResponseEntity<CaseResponses.Case> take(Caller caller, @PathVariable UUID id, HttpServletRequest http) {
        return answers.full(
                ResponseEntity.ok(), service.take(Parties.desk(caller), id, CaseAnswers.expected(http)), caller);
    }

    /** Gives the case to an agent who has worked at the desk, or back to the queue. */
    @GuardedByStatus
    @Operation(operationId = "assignCase", summary = "Give a case to an agent, or back to the queue")
    @PostMapping("/cases/{id}/assign")
    ResponseEntity<CaseResponses.Case> assign(
            Caller caller,
            @PathVariable UUID id,
            @RequestBody CaseRequests.Assignment request,
            HttpServletRequest http) {
        return answers.full(
                ResponseEntity.ok(),
                service.assign(Parties.desk(caller), id, CaseAnswers.expected(http), request.agent()),
                caller);
    }

    /** The agents who have worked at the desk, to choose from. */
    @Operation(operationId = "listDeskAgents", summary = "The agents of the desk")
    @GetMapping("/desk-agents")
    CaseResponses.Agents agents(Caller caller) {
        Parties.desk(caller);
        return new CaseResponses.Agents(service.agents().stream()
                .map(agent -> new CaseResponses.Agent(agent.subject(), agent.name()))
                .toList());
    }

    /** The desk asks the customer and waits; its clocks stand until the customer answers. */
    @GuardedByStatus
    @Operation(operationId = "askCustomer", summary = "Ask the customer and wait")
    @PostMapping("/cases/{id}/ask")
    ResponseEntity<CaseResponses.Case> ask(
            Caller caller, @PathVariable UUID id, @RequestBody CaseRequests.Question request, HttpServletRequest http) {
        return answers.full(
                ResponseEntity.ok(),
                service.ask(
                        Parties.desk(caller),
                        id,
                        CaseAnswers.expected(http),
                        request.text(),
                        CaseRequests.ids(request.documentIds())),
                caller);
    }

    /** What the desk has written down for itself, oldest first. */
    @Operation(operationId = "listCaseNotes", summary = "The notes that the desk made for itself")
    @GetMapping("/cases/{id}/notes")
    CaseResponses.Timeline notes(Caller caller, @PathVariable UUID id) {
        List<TimelineEntry> entries = service.timeline(Parties.desk(caller), id);
        if (entries.isEmpty()) {
            throw ProblemException.of(ProblemType.NOT_FOUND);
        }
        return view.timeline(entries.stream().filter(TimelineEntry::internal).toList(), caller.language());
    }

    /** A note of the desk: in no event, no mail and no export, and never shown to a customer. */
    @Idempotent
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(operationId = "addCaseNote", summary = "Make a note for the desk")
    @PostMapping("/cases/{id}/notes")
    ResponseEntity<CaseResponses.Case> note(
            Caller caller, @PathVariable UUID id, @RequestBody CaseRequests.Note request) {
        return answers.full(ResponseEntity.status(201), service.note(Parties.desk(caller), id, request.text()), caller);
    }
}
