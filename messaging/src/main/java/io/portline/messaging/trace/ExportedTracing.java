package io.portline.messaging.trace;

import io.micrometer.tracing.Span;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.propagation.Propagator;
import io.portline.messaging.headers.CloudEventHeaders;
import io.portline.messaging.headers.TraceParent;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

import java.util.HashMap;
import java.util.Map;

/** Spans by a tracer, which also keeps the logging context: one for each record published and handled, and for each timer. */
public final class ExportedTracing implements Tracing {

    private static final String SYSTEM = "messaging.system";
    private static final String DESTINATION = "messaging.destination.name";
    private static final String KEY = "messaging.kafka.message.key";

    private final Tracer tracer;
    private final Propagator propagator;

    public ExportedTracing(Tracer tracer, Propagator propagator) {
        this.tracer = tracer;
        this.propagator = propagator;
    }

    @Override
    public String publishing(String topic, String key) {
        Span span = tracer.spanBuilder()
                .kind(Span.Kind.PRODUCER)
                .name("publish " + topic)
                .tag(SYSTEM, "kafka")
                .tag(DESTINATION, topic)
                .tag(KEY, key)
                .start();
        span.end();
        return header(span);
    }

    @Override
    public @Nullable String current() {
        Span span = tracer.currentSpan();
        return span == null ? null : header(span);
    }

    @Override
    public Scope handling(String consumer, String topic, String key, @Nullable String traceParent) {
        return open(
                from(traceParent)
                        .kind(Span.Kind.CONSUMER)
                        .name("process " + topic)
                        .tag(SYSTEM, "kafka")
                        .tag(DESTINATION, topic)
                        .tag(KEY, key)
                        .tag("messaging.consumer.group.name", consumer),
                key);
    }

    @Override
    public Scope running(String timer, String subject, @Nullable String traceParent) {
        return open(from(traceParent).name("timer " + timer).tag("portline.subject", subject), subject);
    }

    @Override
    public boolean exports() {
        return true;
    }

    private Span.Builder from(@Nullable String traceParent) {
        Map<String, String> carrier =
                traceParent == null ? Map.of() : Map.of(CloudEventHeaders.TRACE_PARENT, traceParent);
        return propagator.extract(carrier, Map::get);
    }

    private Scope open(Span.Builder builder, String subject) {
        Span span = builder.start();
        Tracer.SpanInScope scope = tracer.withSpan(span);
        MDC.MDCCloseable logged = MDC.putCloseable(LoggedTracing.SUBJECT, subject);
        return new Scope() {
            @Override
            public void failed(Throwable failure) {
                span.error(failure);
            }

            @Override
            public void close() {
                logged.close();
                scope.close();
                span.end();
            }
        };
    }

    private String header(Span span) {
        Map<String, String> carrier = new HashMap<>();
        propagator.inject(span.context(), carrier, (_, name, value) -> carrier.put(name, value));
        String header = carrier.get(CloudEventHeaders.TRACE_PARENT);
        return header == null ? TraceParent.current().header() : header;
    }
}
