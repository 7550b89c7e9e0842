package io.portline.cases.tnscase;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** Wakes cases when time alone brings them something; in the transaction that changes the case. */
public interface CaseTimers {

    /** @param at business time; empty: not any more */
    void wake(UUID caseId, Optional<Instant> at);
}
