package io.portline.notification.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** While the mail server is away nobody knocks at it with every mail: a growing pause, one mail to see, and so on. */
public final class ServerPause {
    private static final int DOUBLINGS = 16;

    private final Duration first;
    private final Duration longest;
    private final RandomGenerator random;
    private int failures;
    private Instant until = Instant.MIN;

    public ServerPause(Duration first, Duration longest, RandomGenerator random) {
        this.first = first;
        this.longest = longest;
        this.random = random;
    }

    /** The server did not answer; those that find out together count once. */
    public synchronized void away(Instant now) {
        if (now.isBefore(until)) {
            return;
        }
        Duration doubled = first.multipliedBy(1L << Math.min(failures, DOUBLINGS));
        Duration wait = doubled.compareTo(longest) > 0 ? longest : doubled;
        failures++;
        until = now.plusMillis((long) (wait.toMillis() * (0.75 + random.nextDouble() / 2)));
    }

    /** The server answered, whatever it said. */
    public synchronized void back() {
        failures = 0;
        until = Instant.MIN;
    }

    /** Until when to leave it alone; empty if it may be tried. */
    public synchronized Optional<Instant> pausedUntil(Instant now) {
        return now.isBefore(until) ? Optional.of(until) : Optional.empty();
    }
}
