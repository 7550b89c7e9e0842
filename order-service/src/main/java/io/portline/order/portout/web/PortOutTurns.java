package io.portline.order.portout.web;

import io.portline.order.portout.PinKeeper;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Lets few port-out requests in at once, before any of them has a connection to the database: looking at a PIN is slow on purpose, and many
 * guesses at the same moment must not take the connections from everybody else.
 */
@Component
class PortOutTurns implements HandlerInterceptor, WebMvcConfigurer {

    /** Of the pool's 8 connections. */
    private static final int AT_ONCE = 4;

    /** Real time, without holding anything. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Semaphore turns = new Semaphore(AT_ONCE, true);

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        // Before the transaction that the idempotency of the request begins.
        registry.addInterceptor(this)
                .addPathPatterns("/api/v1/port-out-requests")
                .order(Ordered.HIGHEST_PRECEDENCE + 1);
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
            throws InterruptedException {
        if (!turns.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new PinKeeper.BusyException();
        }
        return true;
    }

    @Override
    public void afterCompletion(
            HttpServletRequest request, HttpServletResponse response, Object handler, @Nullable Exception failure) {
        turns.release();
    }
}
