package io.portline.messaging.headers;

import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A W3C trace context. It is found in the logging context (keys {@code traceId} and {@code spanId}), where a tracer puts
 * its own and where the inbox puts that of the event being handled; so cause and effect keep one trace id across all
 * services, with or without a tracer.
 */
public record TraceParent(String traceId, String spanId) {

    private static final String TRACE_ID = "traceId";
    private static final String SPAN_ID = "spanId";
    private static final Pattern FORMAT = Pattern.compile("00-([0-9a-f]{32})-([0-9a-f]{16})-[0-9a-f]{2}");
    private static final Pattern TRACE = Pattern.compile("(?!0{32})[0-9a-f]{32}");
    private static final Pattern SPAN = Pattern.compile("(?!0{16})[0-9a-f]{16}");

    /** That of the work in progress on this thread, or a new one. */
    public static TraceParent current() {
        String trace = MDC.get(TRACE_ID);
        String span = MDC.get(SPAN_ID);
        boolean known = trace != null && TRACE.matcher(trace).matches();
        return new TraceParent(
                known ? trace : random(16),
                known && span != null && SPAN.matcher(span).matches() ? span : random(8));
    }

    /** Parses a {@code traceparent} header; null if there is none or it is not valid. */
    public static @Nullable TraceParent parse(@Nullable String header) {
        if (header == null) {
            return null;
        }
        Matcher matcher = FORMAT.matcher(header);
        return matcher.matches() ? new TraceParent(matcher.group(1), matcher.group(2)) : null;
    }

    /** Continues the trace of {@code header} on this thread until closed; starts a new one if there is none. */
    public static Scope continuing(@Nullable String header) {
        TraceParent parent = parse(header);
        MDC.MDCCloseable trace = MDC.putCloseable(TRACE_ID, parent == null ? random(16) : parent.traceId());
        MDC.MDCCloseable span = MDC.putCloseable(SPAN_ID, random(8));
        return () -> {
            span.close();
            trace.close();
        };
    }

    /** As the header's value. */
    public String header() {
        return "00-" + traceId + "-" + spanId + "-01";
    }

    private static String random(int bytes) {
        byte[] id = new byte[bytes];
        ThreadLocalRandom.current().nextBytes(id);
        id[0] |= 1; // never all zeros, which means "invalid"
        return HexFormat.of().formatHex(id);
    }

    /** Ends what {@link #continuing} began. */
    @FunctionalInterface
    public interface Scope extends AutoCloseable {
        @Override
        void close();
    }
}
