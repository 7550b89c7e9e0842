package io.portline.carrier.carrierorder;

import org.jspecify.annotations.Nullable;

import java.util.function.BooleanSupplier;

/** Lets work that is done later belong to the trace of what it was asked with. */
@FunctionalInterface
public interface Traces {

    /**
     * Does the work within a trace.
     *
     * @param traceParent W3C trace context; null begins a new trace
     */
    boolean continuing(@Nullable String traceParent, BooleanSupplier work);
}
