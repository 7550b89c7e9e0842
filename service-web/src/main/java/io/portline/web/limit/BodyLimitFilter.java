package io.portline.web.limit;

import io.portline.web.problem.ProblemException;
import io.portline.web.problem.ProblemTranslation;
import io.portline.web.problem.ProblemType;
import io.portline.web.problem.Problems;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.apache.coyote.BadRequestException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.util.unit.DataSize;
import org.springframework.web.filter.OncePerRequestFilter;

import java.io.IOException;
import java.util.Locale;
import java.util.Set;

/**
 * Reads bodies into memory up to a limit and refuses larger ones with 413, whether their length is announced or not.
 * Multipart requests and forms have the container's limits instead.
 */
public final class BodyLimitFilter extends OncePerRequestFilter {

    private final int maximum;
    private final Set<String> streamedPaths;
    private final Problems problems;
    private final ProblemTranslation translation;

    /** @param streamedPaths whose handlers read the body themselves, with a limit of their own */
    public BodyLimitFilter(
            DataSize maximum, Set<String> streamedPaths, Problems problems, ProblemTranslation translation) {
        this.maximum = Math.toIntExact(maximum.toBytes());
        this.streamedPaths = Set.copyOf(streamedPaths);
        this.problems = problems;
        this.translation = translation;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return streamedPaths.contains(request.getRequestURI());
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (!hasBoundedBody(request)) {
            chain.doFilter(request, response);
            return;
        }
        byte[] body;
        try {
            body = request.getContentLengthLong() > maximum
                    ? null
                    : request.getInputStream().readNBytes(maximum + 1);
        } catch (BadRequestException broken) {
            problems.write(translation.translate(broken), request, response);
            return;
        }
        if (body == null || body.length > maximum) {
            ProblemException problem =
                    ProblemException.of(ProblemType.TOO_LARGE).with("maximumBytes", maximum);
            problems.write(problem, request, response);
            return;
        }
        chain.doFilter(new BufferedBodyRequest(request, body), response);
    }

    private static boolean hasBoundedBody(HttpServletRequest request) {
        long length = request.getContentLengthLong();
        boolean none = length == 0
                || (length < 0
                        && request.getHeader(HttpHeaders.TRANSFER_ENCODING) == null
                        && request.getContentType() == null);
        return !none && !isOfTheContainer(request.getContentType());
    }

    private static boolean isOfTheContainer(@Nullable String contentType) {
        if (contentType == null) {
            return false;
        }
        String lower = contentType.toLowerCase(Locale.ROOT);
        return lower.startsWith("multipart/") || lower.startsWith(MediaType.APPLICATION_FORM_URLENCODED_VALUE);
    }
}
