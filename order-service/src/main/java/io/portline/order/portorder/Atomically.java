package io.portline.order.portorder;

import java.util.function.Supplier;

/** Does several things at once or not at all. */
@FunctionalInterface
public interface Atomically {
    <T> T run(Supplier<T> work);
}
