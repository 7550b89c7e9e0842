package io.portline.order.portorder;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** All drafts. */
public interface Drafts {

    void add(Draft draft);

    Optional<Draft> find(UUID id, String tenantId);

    /** A page of a tenant's drafts, the newest first. */
    List<Draft> list(String tenantId, @Nullable Position after, int limit);

    /** Writes a draft over the revision before its own; false if somebody was faster, or it is gone. */
    boolean change(Draft draft);

    /** Removes a draft of that revision; false if somebody was faster, or it is gone. */
    boolean remove(UUID id, String tenantId, long revision);

    /** The sort keys of a draft. */
    record Position(Instant createdAt, UUID id) {}
}
