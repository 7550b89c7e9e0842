package io.portline.web.idempotency;

import io.portline.web.problem.FieldProblem;
import io.portline.web.problem.ProblemException;
import io.portline.web.problem.ProblemType;
import io.portline.web.tenant.Caller;
import io.portline.web.tenant.Callers;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;

import java.io.IOException;
import java.util.Collections;
import java.util.List;

/** Looks up the key of a request to an {@link Idempotent} handler, and answers in its place what is known already. */
public final class IdempotencyInterceptor implements HandlerInterceptor {

    /** Sent with answers that are not given for the first time. */
    static final String REPLAYED = "Idempotency-Replayed";

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
            throws IOException, ServletException {
        Idempotent idempotent =
                handler instanceof HandlerMethod method ? method.getMethodAnnotation(Idempotent.class) : null;
        if (idempotent == null) {
            return true;
        }
        if (!(request.getAttribute(IdempotentExchange.ATTRIBUTE) instanceof IdempotentExchange exchange)) {
            if (idempotent.required()) {
                throw ProblemException.of(ProblemType.IDEMPOTENCY_KEY)
                        .error(FieldProblem.header(IdempotencyKey.HEADER, "REQUIRED"));
            }
            return true;
        }
        List<String> headers = Collections.list(request.getHeaders(IdempotencyKey.HEADER));
        IdempotencyKey key = IdempotencyKey.parse(headers);
        Caller caller = Callers.current().orElseThrow(() -> ProblemException.of(ProblemType.UNAUTHENTICATED));
        RequestFingerprint fingerprint = RequestFingerprint.of(request, route(request, handler), caller, key);
        IdempotencyKeys.Answer answer =
                idempotent.deferred() ? exchange.look(fingerprint) : exchange.begin(fingerprint);
        if (answer == null) {
            return true;
        }
        replay(answer, response);
        return false;
    }

    private static void replay(IdempotencyKeys.Answer answer, HttpServletResponse response) throws IOException {
        response.setStatus(answer.status());
        answer.headers().forEach(response::setHeader);
        response.setHeader(REPLAYED, "true");
        response.getOutputStream().write(answer.body());
    }

    private static String route(HttpServletRequest request, Object handler) {
        @Nullable Object pattern = request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
        return request.getMethod() + " " + (pattern == null ? handler : pattern);
    }
}
