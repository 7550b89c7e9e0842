package io.portline.web.idempotency;

import io.portline.web.problem.ProblemTranslation;
import io.portline.web.problem.Problems;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.ContentCachingResponseWrapper;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Holds the answer of a request with a key back until it is recorded and everything is committed. */
public final class IdempotencyFilter extends OncePerRequestFilter {

    private static final List<String> KEPT_HEADERS =
            List.of(HttpHeaders.CONTENT_TYPE, HttpHeaders.LOCATION, HttpHeaders.ETAG, HttpHeaders.CONTENT_LANGUAGE);

    private final IdempotencyKeys keys;
    private final PlatformTransactionManager transactions;
    private final ProblemTranslation translation;
    private final Problems problems;

    public IdempotencyFilter(
            IdempotencyKeys keys,
            PlatformTransactionManager transactions,
            ProblemTranslation translation,
            Problems problems) {
        this.keys = keys;
        this.transactions = transactions;
        this.translation = translation;
        this.problems = problems;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !HttpMethod.POST.matches(request.getMethod()) || request.getHeader(IdempotencyKey.HEADER) == null;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        ContentCachingResponseWrapper held = new ContentCachingResponseWrapper(response);
        IdempotentExchange exchange = new IdempotentExchange(keys, transactions);
        request.setAttribute(IdempotentExchange.ATTRIBUTE, exchange);
        try {
            chain.doFilter(request, held);
            if (exchange.isOpen()) {
                finish(exchange, request, held);
            } else if (exchange.isForgotten() && isGood(held)) {
                fail(
                        new IllegalStateException("A deferred handler has answered without its transaction"),
                        request,
                        held);
            }
        } finally {
            exchange.rollBack();
            request.removeAttribute(IdempotentExchange.ATTRIBUTE);
        }
        if (!request.isAsyncStarted()) {
            held.copyBodyToResponse();
        }
    }

    private void finish(IdempotentExchange exchange, HttpServletRequest request, ContentCachingResponseWrapper held)
            throws IOException {
        if (request.isAsyncStarted()) {
            throw new IllegalStateException("An idempotent handler must answer on its own thread");
        }
        if (!isGood(held)) {
            // Nothing was done, so nothing is remembered: a corrected request may use the key again.
            exchange.rollBack();
            return;
        }
        try {
            exchange.complete(answer(held));
        } catch (RuntimeException failed) {
            fail(failed, request, held);
        }
    }

    private void fail(RuntimeException failed, HttpServletRequest request, ContentCachingResponseWrapper held)
            throws IOException {
        held.reset();
        problems.write(translation.translate(failed), request, held);
    }

    private static boolean isGood(HttpServletResponse answer) {
        return answer.getStatus() >= 200 && answer.getStatus() < 300;
    }

    private static IdempotencyKeys.Answer answer(ContentCachingResponseWrapper held) {
        Map<String, String> headers = new LinkedHashMap<>();
        for (String name : KEPT_HEADERS) {
            String value = name.equals(HttpHeaders.CONTENT_TYPE) ? held.getContentType() : held.getHeader(name);
            if (value != null) {
                headers.put(name, value);
            }
        }
        return new IdempotencyKeys.Answer(held.getStatus(), headers, held.getContentAsByteArray());
    }
}
