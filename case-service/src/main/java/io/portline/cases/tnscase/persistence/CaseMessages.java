package io.portline.cases.tnscase.persistence;

import io.portline.cases.tnscase.Decision;
import io.portline.cases.tnscase.TnsCase;
import io.portline.messaging.outbox.OutboxMessage;

import java.util.List;
import java.util.Optional;

/** What of a change is published. */
public interface CaseMessages {

    /**
     * The messages of a change, final down to their bytes; none for what only the desk may know.
     *
     * @param before the case before; empty when it is opened
     */
    List<OutboxMessage> of(Optional<TnsCase> before, Decision.Accepted change);
}
