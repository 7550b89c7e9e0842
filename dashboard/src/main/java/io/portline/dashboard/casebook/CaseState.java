package io.portline.dashboard.casebook;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.UUID;

/**
 * A case after its latest known event, as far as its customer may see it. Instants are business time.
 *
 * @param type null where an inquiry leaves it out
 */
public record CaseState(
        UUID id,
        String tenantId,
        String number,
        long version,
        Instant occurredAt,
        CaseStatus status,
        String category,
        @Nullable String type,
        String country,
        String title,
        @Nullable ZonedDateTime requested,
        boolean assigned,
        @Nullable Instant firstAnswerDueBy,
        @Nullable Instant solutionDueBy,
        boolean overdue,
        @Nullable String closingReason,
        List<UUID> linkedOrderIds,
        Instant openedAt,
        @Nullable Instant closedAt) {

    public CaseState {
        linkedOrderIds = List.copyOf(linkedOrderIds);
    }

    /** When the desk owes something next; null if no clock runs. */
    public @Nullable Instant dueBy() {
        return firstAnswerDueBy != null ? firstAnswerDueBy : solutionDueBy;
    }
}
