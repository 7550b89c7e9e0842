package io.portline.benchmarks;

import java.util.UUID;

/** A way to publish an event with a change, in a running application with a database of its own. */
interface Approach extends AutoCloseable {
    String name();

    /** A change and its event in one transaction. */
    void change(UUID order, long version);

    /** The orders that are changed. */
    Orders orders();

    /** The topic in which the events arrive, each with its version as a header or in JSON. */
    String topic();

    @Override
    void close();
}
