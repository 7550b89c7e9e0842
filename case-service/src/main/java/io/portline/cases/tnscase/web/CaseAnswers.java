package io.portline.cases.tnscase.web;

import io.portline.cases.tnscase.CaseAction;
import io.portline.cases.tnscase.CaseFault;
import io.portline.cases.tnscase.CaseOutcome;
import io.portline.cases.tnscase.CaseService;
import io.portline.cases.tnscase.Decision;
import io.portline.cases.tnscase.Party;
import io.portline.cases.tnscase.TnsCase;
import io.portline.web.etag.ETags;
import io.portline.web.problem.ProblemException;
import io.portline.web.problem.ProblemType;
import io.portline.web.tenant.Caller;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.LongPredicate;

/** What every controller answers alike: a case as its caller may see it, and each kind of refusal. */
@Component
class CaseAnswers {

    private final CaseService service;
    private final CaseView view;
    private final CaseTexts texts;

    CaseAnswers(CaseService service, CaseView view, CaseTexts texts) {
        this.service = service;
        this.view = view;
        this.texts = texts;
    }

    /** The case with its revision, its timeline, and what the caller may do with it now. */
    ResponseEntity<CaseResponses.Case> full(ResponseEntity.BodyBuilder response, TnsCase tnsCase, Caller caller) {
        Party viewer = Parties.of(caller);
        return response.eTag(ETags.of(tnsCase.revision()))
                .body(view.full(
                        tnsCase,
                        service.actions(tnsCase, viewer),
                        service.timeline(viewer, tnsCase.id()),
                        caller.language()));
    }

    ResponseEntity<CaseResponses.Case> full(ResponseEntity.BodyBuilder response, CaseOutcome outcome, Caller caller) {
        return full(response, done(outcome, caller), caller);
    }

    TnsCase done(CaseOutcome outcome, Caller caller) {
        return switch (outcome) {
            case CaseOutcome.Done(TnsCase tnsCase) -> tnsCase;
            case CaseOutcome.NotFound _ -> throw ProblemException.of(ProblemType.NOT_FOUND);
            case CaseOutcome.Stale _ -> throw ProblemException.of(ProblemType.STALE);
            case CaseOutcome.Invalid(var faults) -> throw invalid(faults, caller.language());
            case CaseOutcome.Refused(Decision.Refused refusal) ->
                throw refused(refusal.status().name(), refusal.allowed());
        };
    }

    ProblemException invalid(List<CaseFault> faults, Locale language) {
        return ProblemException.of(ProblemType.VALIDATION)
                .errors(faults.stream()
                        .map(fault -> texts.problem(fault, language))
                        .toList());
    }

    static ProblemException refused(String status, Set<CaseAction> allowed) {
        return ProblemException.of(ProblemType.ACTION_NOT_ALLOWED)
                .with("caseStatus", status)
                .with("actions", allowed.stream().sorted().map(CaseAction::name).toList());
    }

    /** The status guards commands by itself; whoever also says which revision was looked at is held to it. */
    static LongPredicate expected(HttpServletRequest http) {
        return http.getHeader(HttpHeaders.IF_MATCH) == null ? _ -> true : ETags.ifMatch(http)::matches;
    }
}
