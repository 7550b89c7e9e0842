package io.portline.notification.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * At most so many mails a second to one domain, from this process: big mail hosts defer whoever comes faster. Each
 * delivery beyond the rate is given its turn once, so that a long queue is moved once and not over and over.
 */
public final class Pacing {
    private static final int DOMAINS_REMEMBERED = 10_000;

    private final long intervalNanos;
    private final Duration burst;
    private final Map<String, Instant> nextTurn = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Instant> eldest) {
            return size() > DOMAINS_REMEMBERED;
        }
    };

    /**
     * @param perSecond mails a second to one domain; 0 for no limit
     * @param burst how many may go at once after a pause
     */
    public Pacing(int perSecond, int burst) {
        this.intervalNanos = perSecond == 0 ? 0 : Duration.ofSeconds(1).toNanos() / perSecond;
        this.burst = Duration.ofNanos(intervalNanos * Math.max(0, burst - 1));
    }

    /**
     * Takes a turn for a mail to that domain.
     *
     * @return when its turn is; empty if it may go now
     */
    public synchronized Optional<Instant> turn(String domain, Instant now) {
        if (intervalNanos == 0) {
            return Optional.empty();
        }
        Instant earliest = nextTurn.getOrDefault(domain, Instant.MIN);
        Instant begin = now.minus(burst);
        Instant turn = earliest.isBefore(begin) ? begin : earliest;
        nextTurn.put(domain, turn.plusNanos(intervalNanos));
        return turn.isAfter(now) ? Optional.of(turn) : Optional.empty();
    }
}
