package io.portline.order.portout;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * The wrong PINs of one carrier about one tenant. Five within an hour lock the carrier out of that tenant's numbers for an hour. All times are
 * real: a fast business clock must not give more guesses.
 *
 * @param wrongAt of the last hour, oldest first
 * @param lockedUntil null if it was never locked; in the past once it is over
 */
public record PinAttempts(List<Instant> wrongAt, @Nullable Instant lockedUntil) {

    public static final int MOST_WRONG = 5;
    public static final Duration WITHIN = Duration.ofHours(1);
    public static final Duration LOCKED_FOR = Duration.ofHours(1);

    public static final PinAttempts NONE = new PinAttempts(List.of(), null);

    public PinAttempts {
        wrongAt = List.copyOf(wrongAt);
    }

    /** Until when the carrier is locked out; null if it is not. */
    @Nullable
    public Instant lockedAt(Instant now) {
        return lockedUntil != null && lockedUntil.isAfter(now) ? lockedUntil : null;
    }

    /** With one more, which may be the one that locks. A lock begins with a clean slate after it. */
    public PinAttempts wrong(Instant now) {
        List<Instant> recent = Stream.concat(
                        wrongAt.stream().filter(at -> at.isAfter(now.minus(WITHIN))), Stream.of(now))
                .toList();
        return recent.size() >= MOST_WRONG
                ? new PinAttempts(List.of(), now.plus(LOCKED_FOR))
                : new PinAttempts(recent, lockedUntil);
    }
}
