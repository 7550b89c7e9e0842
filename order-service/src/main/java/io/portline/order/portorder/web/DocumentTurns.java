package io.portline.order.portorder.web;

import io.portline.web.problem.ProblemException;
import io.portline.web.problem.ProblemType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.stereotype.Component;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.multipart.MultipartRequest;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Lets few requests at once hold a document in memory: one of 10 MiB takes up to three times that on its way between client and database, and a
 * few more than these would end the service. An upload comes here when all of it has been received, onto disk, so that a slow sender keeps
 * nobody waiting; a download leaves when all of it has been written.
 */
@Component
class DocumentTurns implements HandlerInterceptor, WebMvcConfigurer {

    static final int AT_ONCE = 3;

    /** Real time, without holding anything; shorter than our other services wait for an answer. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final Duration AGAIN = Duration.ofSeconds(2);

    private final Semaphore turns = new Semaphore(AT_ONCE, true);

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        // Before the transaction that the idempotency of the request begins.
        registry.addInterceptor(this).order(Ordered.HIGHEST_PRECEDENCE + 1);
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
            throws InterruptedException {
        if (holdsDocument(request, handler) && !turns.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
            throw ProblemException.of(ProblemType.UNAVAILABLE)
                    .detailKey("detail.documents-busy")
                    .retryAfter(AGAIN);
        }
        return true;
    }

    @Override
    public void afterCompletion(
            HttpServletRequest request, HttpServletResponse response, Object handler, @Nullable Exception failure) {
        if (holdsDocument(request, handler)) {
            turns.release();
        }
    }

    private static boolean holdsDocument(HttpServletRequest request, Object handler) {
        return request instanceof MultipartRequest
                || (handler instanceof HandlerMethod method && method.getBeanType() == DocumentController.class);
    }
}
