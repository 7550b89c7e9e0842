package io.portline.cases.tnscase.web;

import io.portline.cases.tnscase.CaseService;
import io.portline.cases.tnscase.Feedback;
import io.portline.web.idempotency.Idempotent;
import io.portline.web.page.Cursor;
import io.portline.web.page.Page;
import io.portline.web.page.PageRequest;
import io.portline.web.tenant.Caller;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import java.util.Optional;

/** What tenants think of the desk in general. */
@RestController
@RequestMapping("/api/v1/feedback")
@Tag(name = "Feedback", description = "What tenants think of the desk")
class FeedbackController {

    private final CaseService service;
    private final CaseAnswers answers;

    FeedbackController(CaseService service, CaseAnswers answers) {
        this.service = service;
        this.answers = answers;
    }

    /** Somebody of a tenant says what they think, with stars or without. */
    @Idempotent
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(operationId = "giveFeedback", summary = "Tell the desk what one thinks")
    @PostMapping
    ResponseEntity<CaseResponses.Feedback> give(Caller caller, @RequestBody CaseRequests.Stars request) {
        return switch (service.feedback(Parties.customer(caller), request.stars(), request.words())) {
            case CaseService.FeedbackOutcome.Kept(Feedback feedback) ->
                ResponseEntity.status(201).body(view(feedback));
            case CaseService.FeedbackOutcome.Invalid(var faults) -> throw answers.invalid(faults, caller.language());
        };
    }

    /** What the desk was told, newest first. */
    @Operation(operationId = "listFeedback", summary = "What the desk was told")
    @GetMapping
    Page<CaseResponses.Feedback> list(Caller caller, PageRequest page) {
        Parties.desk(caller);
        return Page.of(
                        service.feedbacks(
                                Optional.ofNullable(page.cursor()).map(cursor -> cursor.uuid(0)), page.rowsToRead()),
                        page,
                        last -> Cursor.of(last.id()))
                .map(FeedbackController::view);
    }

    private static CaseResponses.Feedback view(Feedback feedback) {
        return new CaseResponses.Feedback(
                feedback.id(),
                feedback.by().tenantId(),
                feedback.by().name(),
                feedback.stars().orElse(null),
                feedback.words(),
                feedback.at());
    }
}
