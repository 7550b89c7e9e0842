package io.portline.notification.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** When to try a delivery again: growing waits with jitter, for a day of real time. */
public final class RetryPlan {

    /** After that a delivery is given up. */
    public static final Duration GIVE_UP_AFTER = Duration.ofHours(24);

    private static final Duration FIRST_WAIT = Duration.ofSeconds(5);
    private static final Duration LONGEST_WAIT = Duration.ofHours(1);
    private static final int DOUBLINGS_TO_LONGEST = 10;

    private final RandomGenerator random;

    public RetryPlan(RandomGenerator random) {
        this.random = random;
    }

    /**
     * When to try next.
     *
     * @param attempts how often it was tried, at least once
     * @param since when it was to be delivered first, real time
     * @param now real time
     * @return empty if it is to be given up
     */
    public Optional<Instant> next(int attempts, Instant since, Instant now) {
        Duration doubled = FIRST_WAIT.multipliedBy(1L << Math.min(attempts - 1, DOUBLINGS_TO_LONGEST));
        Duration wait = doubled.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : doubled;
        // Between three quarters and five quarters, so that what failed together does not come back together.
        Instant next = now.plusMillis((long) (wait.toMillis() * (0.75 + random.nextDouble() / 2)));
        return next.isAfter(since.plus(GIVE_UP_AFTER)) ? Optional.empty() : Optional.of(next);
    }
}
