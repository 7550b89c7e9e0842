package io.portline.messaging.trace;

import io.portline.messaging.headers.TraceParent;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/** Trace ids in the log and in headers, without a tracer: costs next to nothing. */
public final class LoggedTracing implements Tracing {

    /** In the logging context: the aggregate's id. */
    static final String SUBJECT = "subject";

    @Override
    public String publishing(String topic, String key) {
        return TraceParent.current().header();
    }

    @Override
    public @Nullable String current() {
        return MDC.get("traceId") == null ? null : TraceParent.current().header();
    }

    @Override
    public Scope handling(String consumer, String topic, String key, @Nullable String traceParent) {
        return continuing(key, traceParent);
    }

    @Override
    public Scope running(String timer, String subject, @Nullable String traceParent) {
        return continuing(subject, traceParent);
    }

    @Override
    public boolean exports() {
        return false;
    }

    private static Scope continuing(String subject, @Nullable String traceParent) {
        TraceParent.Scope trace = TraceParent.continuing(traceParent);
        MDC.MDCCloseable logged = MDC.putCloseable(SUBJECT, subject);
        return () -> {
            logged.close();
            trace.close();
        };
    }
}
