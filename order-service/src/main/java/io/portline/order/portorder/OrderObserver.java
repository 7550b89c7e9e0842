package io.portline.order.portorder;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** Is told what happened to orders once it has been committed; for measuring, nothing depends on it. */
@FunctionalInterface
public interface OrderObserver {
    /**
     * Something happened to one order.
     *
     * @param before the order before; null if it is new
     * @param happened in order
     */
    void observe(@Nullable PortOrder before, List<Happened> happened);
}
