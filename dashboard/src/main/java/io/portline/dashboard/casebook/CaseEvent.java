package io.portline.dashboard.casebook;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * One entry of a case's timeline.
 *
 * @param activity what happened, by the event's own name
 * @param words what was said, if anything
 */
public record CaseEvent(
        UUID eventId,
        long version,
        Instant occurredAt,
        String activity,
        String actor,
        @Nullable CaseStatus from,
        CaseStatus to,
        @Nullable String words,
        @Nullable String closingReason,
        List<Document> documents) {

    public CaseEvent {
        documents = List.copyOf(documents);
    }

    /** A document added by it. */
    public record Document(UUID id, String name, String mediaType, long sizeBytes) {}
}
