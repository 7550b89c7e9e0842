package io.portline.messaging.trace;

import org.jspecify.annotations.Nullable;

/**
 * Carries the trace of a request along: into the outbox, through Kafka to those who handle the event, and into the timers
 * that they set. The logging context has {@code traceId}, {@code spanId} and {@code subject}, the id of the order, case or
 * port-out in hand.
 */
public interface Tracing {

    /** The {@code traceparent} of a record that is put in the outbox now. */
    String publishing(String topic, String key);

    /** The {@code traceparent} of the work in progress on this thread; null if it belongs to none. */
    @Nullable
    String current();

    /** Begins to handle a record on this thread. */
    Scope handling(String consumer, String topic, String key, @Nullable String traceParent);

    /** Begins to run a timer on this thread. */
    Scope running(String timer, String subject, @Nullable String traceParent);

    /** Whether anybody but the log is told, so that it pays to look up what a timer belongs to. */
    boolean exports();

    /** Work in progress, until closed. */
    interface Scope extends AutoCloseable {

        /** The work failed. */
        default void failed(Throwable failure) {}

        @Override
        void close();
    }
}
