package io.portline.dashboard.casebook;

import org.jspecify.annotations.Nullable;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** All cases that the topic told of. */
public interface CaseBook {

    /** Which cases to show. */
    enum Openness {
        OPEN,
        CLOSED,
        ALL
    }

    /** Takes in one event; doubled and late ones change nothing but a missing timeline entry. */
    void record(CaseState after, CaseEvent event);

    /**
     * A page of a tenant's cases, newest first.
     *
     * @param text part of a title or a number, if not null
     * @param among only these, if not null
     */
    CasePage page(
            String tenantId,
            Openness openness,
            @Nullable String text,
            @Nullable Collection<UUID> among,
            @Nullable CasePosition after,
            int limit);

    /**
     * The open cases of all tenants, the most urgent first: the desk's queue.
     *
     * @param text part of a title, a number or a tenant's id, if not null
     * @param country of one country, if not null
     * @param after the page behind this case, if not null
     */
    QueuePage queue(@Nullable String text, @Nullable String country, @Nullable QueuePosition after, int limit);

    /** A tenant's case. */
    Optional<CaseState> find(String tenantId, UUID id);

    /** A case of any tenant, for the desk. */
    Optional<CaseState> findOfAnyTenant(UUID id);

    /** What happened in a tenant's case, oldest first. */
    List<CaseEvent> timeline(String tenantId, UUID id);
}
