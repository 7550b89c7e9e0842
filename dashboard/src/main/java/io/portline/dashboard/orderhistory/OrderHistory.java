package io.portline.dashboard.orderhistory;

import org.jspecify.annotations.Nullable;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** All port orders that the topics told of. Deleted ones are in none of the answers. */
public interface OrderHistory {

    /**
     * Takes in events, those of an order in its order: the timeline gets the entry of each once, and an order becomes
     * what it was after the last of them unless it is newer already. Doubled and late events change nothing.
     */
    void record(List<OrderChange> changes);

    /** A page of a tenant's orders, newest submission first. */
    OrderPage page(String tenantId, OrderFilter filter, @Nullable OrderPosition after, int limit);

    /** Those of a tenant's orders that are asked for and exist, newest submission first. */
    List<OrderSummary> summaries(String tenantId, Collection<UUID> ids);

    /** Which of a tenant's orders fit a filter. */
    List<UUID> matching(String tenantId, OrderFilter filter, Collection<UUID> ids);

    /** A tenant's order. */
    Optional<OrderState> find(String tenantId, UUID id);

    /** An order of any tenant that is linked with a case, for the desk. */
    Optional<OrderState> findLinkedWithCase(UUID id);

    /** What happened to a tenant's order, oldest first. */
    List<OrderEvent> timeline(String tenantId, UUID id);
}
