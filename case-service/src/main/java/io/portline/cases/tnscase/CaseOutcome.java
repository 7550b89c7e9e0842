package io.portline.cases.tnscase;

import java.util.List;

/** What became of a request. */
public sealed interface CaseOutcome {

    record Done(TnsCase tnsCase) implements CaseOutcome {}

    record Invalid(List<CaseFault> faults) implements CaseOutcome {}

    record Refused(Decision.Refused refusal) implements CaseOutcome {}

    /** The caller spoke of another revision than the current one. */
    record Stale() implements CaseOutcome {}

    /** There is no such case, or not for the caller. */
    record NotFound() implements CaseOutcome {}
}
