package io.portline.web.limit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.portline.web.problem.ProblemException;
import io.portline.web.problem.ProblemTranslation;
import io.portline.web.problem.ProblemType;
import io.portline.web.problem.Problems;
import io.portline.web.tenant.Caller;
import io.portline.web.tenant.Callers;
import io.portline.web.tenant.TenantScope;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.web.filter.OncePerRequestFilter;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/**
 * Keeps one tenant from taking the service away from the others: a token bucket per tenant and instance. Callers above
 * tenants, our services among them, are not limited.
 */
public final class RateLimitFilter extends OncePerRequestFilter {

    private final int perSecond;
    private final int burst;
    private final Problems problems;
    private final ProblemTranslation translation;
    private final Cache<String, Bucket> buckets = Caffeine.newBuilder()
            .maximumSize(10_000)
            .expireAfterAccess(Duration.ofMinutes(10))
            .build();

    /**
     * @param perSecond how many requests a tenant may make each second in the long run
     * @param burst how many it may make at once after a pause
     */
    public RateLimitFilter(int perSecond, int burst, Problems problems, ProblemTranslation translation) {
        this.perSecond = perSecond;
        this.burst = burst;
        this.problems = problems;
        this.translation = translation;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Optional<Caller> caller;
        try {
            caller = Callers.current();
        } catch (ProblemException noCaller) {
            problems.write(translation.translate(noCaller), request, response);
            return;
        }
        if (caller.isPresent() && caller.get().scope() instanceof TenantScope.OneTenant tenant) {
            ConsumptionProbe probe =
                    buckets.get(tenant.tenantId(), _ -> newBucket()).tryConsumeAndReturnRemaining(1);
            if (!probe.isConsumed()) {
                ProblemException problem = ProblemException.of(ProblemType.TOO_MANY)
                        .retryAfter(Duration.ofNanos(probe.getNanosToWaitForRefill()));
                problems.write(problem, request, response);
                return;
            }
        }
        chain.doFilter(request, response);
    }

    private Bucket newBucket() {
        return Bucket.builder()
                .addLimit(limit -> limit.capacity(burst).refillGreedy(perSecond, Duration.ofSeconds(1)))
                .build();
    }
}
