package io.portline.web.trace;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import org.springframework.web.filter.OncePerRequestFilter;

import java.io.IOException;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Continues the caller's W3C trace, or begins one, in the logging context (keys {@code traceId} and {@code spanId}), and
 * notes which order or case the request is about (key {@code subject}). From
 * there the log lines, the calls to other services and the published events take it. Where a tracer is at work, its own
 * ids replace these.
 */
public final class TraceFilter extends OncePerRequestFilter {

    public static final String HEADER = "traceparent";
    private static final String TRACE_ID = "traceId";
    private static final String SPAN_ID = "spanId";
    private static final String SUBJECT = "subject";
    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");
    private static final Pattern FORMAT =
            Pattern.compile("(?!ff)[0-9a-f]{2}-((?!0{32})[0-9a-f]{32})-((?!0{16})[0-9a-f]{16})-[0-9a-f]{2}(-.*)?");

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String header = request.getHeader(HEADER);
        Matcher matcher = header == null ? null : FORMAT.matcher(header);
        String trace = matcher != null && matcher.matches() ? matcher.group(1) : random(16);
        try (var _ = MDC.putCloseable(TRACE_ID, trace);
                var _ = MDC.putCloseable(SPAN_ID, random(8));
                var _ = MDC.putCloseable(SUBJECT, subject(request.getRequestURI()))) {
            chain.doFilter(request, response);
        }
    }

    /** The order, case or port-out that the address names; empty if none. */
    private static String subject(String path) {
        Matcher id = ID.matcher(path);
        return id.find() ? id.group() : "";
    }

    @Override
    protected boolean shouldNotFilterErrorDispatch() {
        return false;
    }

    /** The header for calls made by this thread; null where no trace is under way. */
    public static @Nullable String outgoing() {
        String trace = MDC.get(TRACE_ID);
        String span = MDC.get(SPAN_ID);
        return trace == null || span == null ? null : "00-" + trace + "-" + span + "-01";
    }

    private static String random(int bytes) {
        byte[] id = new byte[bytes];
        ThreadLocalRandom.current().nextBytes(id);
        // All zeros would mean "invalid".
        id[0] |= 1;
        return HexFormat.of().formatHex(id);
    }
}
