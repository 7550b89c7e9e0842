package io.portline.cases.tnscase;

import java.util.function.Supplier;

/** Several changes that happen together or not at all. */
public interface Atomically {

    /** What the work does is undone if it throws. */
    <T> T run(Supplier<T> work);
}
