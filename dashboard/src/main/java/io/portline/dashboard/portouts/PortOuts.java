package io.portline.dashboard.portouts;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** All port-outs that the topic told of. */
public interface PortOuts {

    /** One entry of a port-out's timeline. */
    record Change(Instant at, String status, List<String> reasonCodes) {}

    /** Takes in one event; doubled and late ones change nothing but a missing timeline entry. */
    void record(PortOut after);

    /** A tenant's port-outs, newest first. */
    List<PortOut> newest(String tenantId, int limit);

    Optional<PortOut> find(String tenantId, UUID id);

    /** What happened to a tenant's port-out, oldest first. */
    List<Change> timeline(String tenantId, UUID id);
}
