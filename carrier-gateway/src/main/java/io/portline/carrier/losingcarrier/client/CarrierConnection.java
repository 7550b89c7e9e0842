package io.portline.carrier.losingcarrier.client;

import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.portline.carrier.losingcarrier.client.CarrierAway.Kind;
import io.portline.messaging.headers.TraceParent;
import org.jspecify.annotations.Nullable;
import org.springframework.core.retry.RetryException;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.core.retry.RetryTemplate;
import org.springframework.transaction.support.TransactionSynchronizationManager;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The way to one carrier. A question that fails is put again a few times with waits that grow, half of them by chance; a carrier of which half the
 * calls fail is left alone for a while; no more than a few calls to it are under way at a time.
 */
final class CarrierConnection {

    private static final Duration LONGEST_RETRY_AFTER = Duration.ofHours(1);
    private static final int HALF = 50;

    private final String carrierId;
    private final URI requests;
    private final @Nullable String token;
    private final HttpCarrierSettings settings;
    private final HttpClient http;
    private final Clock realClock;
    private final CircuitBreaker breaker;
    private final RetryTemplate retries;
    private final Semaphore places;
    private final MeterRegistry meters;

    CarrierConnection(
            String carrierId,
            URI address,
            HttpCarrierSettings settings,
            HttpClient http,
            Clock realClock,
            MeterRegistry meters) {
        this.carrierId = carrierId;
        String base = address.toString();
        this.requests = URI.create((base.endsWith("/") ? base : base + "/") + "requests/");
        this.token = settings.tokens().get(carrierId);
        this.settings = settings;
        this.http = http;
        this.realClock = realClock;
        this.places = new Semaphore(settings.concurrentCalls());
        this.meters = meters;
        this.breaker = CircuitBreaker.of(
                carrierId,
                CircuitBreakerConfig.custom()
                        .slidingWindowType(SlidingWindowType.COUNT_BASED)
                        .slidingWindowSize(settings.callsLookedAt())
                        .minimumNumberOfCalls(settings.callsLookedAt())
                        .failureRateThreshold(HALF)
                        .waitDurationInOpenState(settings.openFor())
                        .permittedNumberOfCallsInHalfOpenState(2)
                        // Whoever is busy, or refuses one request, is not down.
                        .ignoreException(failed -> failed instanceof CarrierAway away
                                && (away.kind() == Kind.BUSY || away.kind() == Kind.REFUSES))
                        .build());
        Gauge.builder("portline.carrier.circuit.open", breaker, CarrierConnection::openness)
                .description("1 while a carrier is left alone after many failures")
                .tag("carrier", carrierId)
                .register(meters);
        this.retries = new RetryTemplate(RetryPolicy.builder()
                .maxRetries(settings.retries())
                .delay(settings.firstWait())
                .multiplier(2)
                .jitter(settings.firstWait().dividedBy(2))
                .predicate(failed -> failed instanceof CarrierAway away && away.kind() == Kind.BRIEF)
                .build());
    }

    private static double openness(CircuitBreaker breaker) {
        return breaker.getState() == CircuitBreaker.State.CLOSED ? 0 : 1;
    }

    /** Makes sense of an answer's bytes. */
    @FunctionalInterface
    interface Reading<T> {
        /** @throws CarrierAway if no sense can be made of them */
        T read(byte[] answer) throws CarrierAway;
    }

    /** The client that all connections share; it follows no redirect, for that would carry passcodes to who knows where. */
    static HttpClient client(HttpCarrierSettings settings) {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(settings.connectTimeout())
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
    }

    /**
     * Puts a question. The carrier knows by the id that it is the same one again.
     *
     * @throws CarrierAway if there is no usable answer now
     */
    <T> T ask(UUID requestId, byte[] question, Reading<T> reading) throws CarrierAway {
        if (TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException("carriers are not asked within a transaction: it would wait for them");
        }
        if (!places.tryAcquire()) {
            throw new CarrierAway(
                    Kind.NOT_ASKED, settings.concurrentCalls() + " calls are under way", settings.firstWait(), null);
        }
        try {
            return retries.<T>execute(() -> breaker.executeCallable(() -> timed(requestId, question, reading)));
        } catch (RetryException failed) {
            throw away(failed.getLastException());
        } finally {
            places.release();
        }
    }

    private CarrierAway away(Throwable cause) {
        return switch (cause) {
            case CarrierAway away -> away;
            case CallNotPermittedException _ ->
                new CarrierAway(Kind.NOT_ASKED, "it is left alone after many failures", settings.openFor(), null);
            case RuntimeException bug -> throw bug;
            case Error error -> throw error;
            default -> new CarrierAway(Kind.BRIEF, cause.toString(), null, cause);
        };
    }

    private <T> T timed(UUID requestId, byte[] question, Reading<T> reading) throws CarrierAway {
        Timer.Sample sample = Timer.start(meters);
        String result = "ERROR";
        try {
            T answer = once(requestId, question, reading);
            result = "ANSWERED";
            return answer;
        } catch (CarrierAway away) {
            result = away.kind().name();
            throw away;
        } finally {
            sample.stop(meters.timer("portline.carrier.calls", "carrier", carrierId, "result", result));
        }
    }

    private <T> T once(UUID requestId, byte[] question, Reading<T> reading) throws CarrierAway {
        HttpRequest.Builder request = HttpRequest.newBuilder(requests.resolve(requestId.toString()))
                .PUT(BodyPublishers.ofByteArray(question))
                .header("Content-Type", "application/json")
                .header("Accept", "application/json")
                .header("User-Agent", "portline-carrier-gateway")
                .header("traceparent", TraceParent.current().header());
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        HttpResponse<byte[]> response = exchange(request.build());
        int status = response.statusCode();
        if (status == 200 || status == 202) {
            return reading.read(response.body());
        }
        throw refusal(response);
    }

    /** The time-out of the request itself ends with the answer's first line; this one holds for the last byte too. */
    private HttpResponse<byte[]> exchange(HttpRequest request) throws CarrierAway {
        CompletableFuture<HttpResponse<byte[]>> answer = http.sendAsync(
                request,
                BodyHandlers.limiting(
                        BodyHandlers.ofByteArray(), settings.maxAnswer().toBytes()));
        try {
            return answer.get(settings.answerTimeout().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException _) {
            answer.cancel(true);
            throw new CarrierAway(Kind.BRIEF, "no whole answer within " + settings.answerTimeout());
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof IOException io) {
                throw new CarrierAway(Kind.BRIEF, io.toString(), null, io);
            }
            throw new IllegalStateException("asking " + carrierId + " failed", failed);
        } catch (InterruptedException _) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw new CarrierAway(Kind.NOT_ASKED, "interrupted while waiting for the answer");
        }
    }

    private CarrierAway refusal(HttpResponse<byte[]> response) {
        int status = response.statusCode();
        Duration retryAfter = response.headers()
                .firstValue("Retry-After")
                .map(this::retryAfter)
                .orElse(null);
        Kind kind = switch (status) {
            case 429 -> Kind.BUSY;
            case 503 -> retryAfter == null ? Kind.BRIEF : Kind.BUSY;
            case 408, 425 -> Kind.BRIEF;
            case 400, 409, 410, 413, 422 -> Kind.REFUSES;
            default -> status >= 500 ? Kind.BRIEF : Kind.NO_ACCESS;
        };
        return new CarrierAway(kind, "HTTP " + status, retryAfter, null);
    }

    /** Seconds or a date; what cannot be read is as if it were not there. */
    private @Nullable Duration retryAfter(String text) {
        Duration wait;
        try {
            wait = text.strip().matches("\\d{1,9}")
                    ? Duration.ofSeconds(Long.parseLong(text.strip()))
                    : Duration.between(realClock.instant(), Instant.from(dateOf(text.strip())));
        } catch (DateTimeException _) {
            return null;
        }
        if (wait.isNegative()) {
            return Duration.ZERO;
        }
        return wait.compareTo(LONGEST_RETRY_AFTER) > 0 ? LONGEST_RETRY_AFTER : wait;
    }

    private static ZonedDateTime dateOf(String text) {
        return ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME);
    }
}
