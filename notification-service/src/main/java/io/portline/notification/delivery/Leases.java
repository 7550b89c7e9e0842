package io.portline.notification.delivery;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The deliveries that this instance has in hand. A lease is short, so that what a dead instance held waits for a minute at most, and is renewed while the
 * instance lives, however slow the other side is. Who has been frozen longer sends nothing that somebody else may have taken meanwhile. Times are real.
 */
public final class Leases {
    public static final Duration LENGTH = Duration.ofMinutes(1);

    private static final Duration RENEWED_EVERY = Duration.ofSeconds(15);

    /** Nothing is begun so shortly before the end. */
    private static final Duration MARGIN = Duration.ofSeconds(5);

    /** Where leases are kept for all instances. */
    @FunctionalInterface
    public interface Renewal {
        /**
         * Gives leases another end.
         *
         * @param held each with the end that it has as far as is known here
         * @return those that had it; the others are somebody else's by now, or settled
         */
        Set<UUID> renew(Map<UUID, Instant> held, Instant until);
    }

    private final Map<UUID, Instant> ends = new ConcurrentHashMap<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Renewal renewal;
    private final Clock realClock;

    public Leases(Renewal renewal, Clock realClock) {
        this.renewal = renewal;
        this.realClock = realClock;
    }

    /** When a lease that begins now ends: to the microsecond, as the database keeps it. */
    public Instant end() {
        return realClock.instant().plus(LENGTH).truncatedTo(ChronoUnit.MICROS);
    }

    /** False if it is in hand already: its lease had ended, and nobody was quicker. */
    public boolean take(UUID delivery, Instant until) {
        return ends.put(delivery, until) == null;
    }

    /** Whether it may be begun. One that may not is let go of; it is due again. */
    public boolean mayBegin(UUID delivery) {
        Instant now = realClock.instant();
        return ends.computeIfPresent(delivery, (_, end) -> now.plus(MARGIN).isBefore(end) ? end : null) != null;
    }

    public void letGo(Collection<UUID> deliveries) {
        deliveries.forEach(ends::remove);
    }

    /**
     * Renews what is in hand every now and then, until {@link #close()}.
     *
     * @param failed told each time that it cannot; it is tried again
     */
    public void keep(Consumer<RuntimeException> failed) throws InterruptedException {
        while (!closed.await(RENEWED_EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
            try {
                renew();
            } catch (RuntimeException databaseAway) {
                failed.accept(databaseAway);
            }
        }
    }

    void renew() {
        Map<UUID, Instant> held = Map.copyOf(ends);
        if (held.isEmpty()) {
            return;
        }
        Instant until = end();
        Set<UUID> renewed = renewal.renew(held, until);
        held.forEach((delivery, end) ->
                // What was let go of or taken anew meanwhile is left as it is.
                ends.computeIfPresent(
                        delivery, (_, now) -> now.equals(end) ? (renewed.contains(delivery) ? until : null) : now));
    }

    public void close() {
        closed.countDown();
    }
}
