package io.portline.cases.tnscase;

import java.util.Set;

/** What becomes of a command. */
public sealed interface Decision {

    /** @param after the case with the event applied */
    record Accepted(CaseEvent event, TnsCase after) implements Decision {}

    /** What was wanted is so already. */
    record Unchanged() implements Decision {}

    /** @param allowed what may be done instead */
    record Refused(CaseStatus status, CaseAction action, Set<CaseAction> allowed) implements Decision {}
}
