package io.portline.order.portorder;

import java.util.Optional;
import java.util.UUID;

/** All groups of orders. */
public interface OrderGroups {

    /** Keeps a group whose orders have been added. */
    void add(OrderGroup group);

    Optional<OrderGroup> find(UUID id);
}
