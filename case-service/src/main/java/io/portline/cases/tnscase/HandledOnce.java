package io.portline.cases.tnscase;

import java.time.Instant;
import java.util.UUID;

/** Remembers what has led to a case or comment, so that it does not do so again. Within the caller's transaction. */
public interface HandledOnce {

    /** Whether this mail was handled for this case already; nobody is kept from handling it meanwhile. */
    boolean knownMail(String messageId, UUID caseId);

    /** Whether this mail is handled for this case for the first time. */
    boolean firstMail(String messageId, UUID caseId, Instant at);

    /** Whether this order, in this submission, has this trouble for the first time. */
    boolean firstTrouble(UUID orderId, int attempt, OrderTrouble.Kind kind, Instant at);
}
