package io.portline.dashboard.operations;

import org.jspecify.annotations.Nullable;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Something that costs more to look up than to show. Whoever asks gets what was found last, and if that is old, sets
 * another look going; only the first one waits. So many viewers cost no more than one, and what is costly is looked up
 * less often: never for more than a fifth of the time.
 */
public final class Remembered<T> {

    private static final int RESTS = 5;

    private final Supplier<T> look;
    private final Duration fresh;
    private final Clock realClock;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile @Nullable Found<T> last;
    private boolean looking;

    private record Found<T>(T value, Instant begun, Instant good) {}

    /** @param fresh how long it is good at least */
    public Remembered(Supplier<T> look, Duration fresh, Clock realClock) {
        this.look = look;
        this.fresh = fresh;
        this.realClock = realClock;
    }

    /** @param age real time since the look for it began: what happened in it may not have been seen */
    public record Known<T>(T value, Duration age) {}

    /** What was found last. Throws what the look throws only if nothing was ever found. */
    public T get() {
        return known().value();
    }

    /** Like {@link #get()}, with how old it is. */
    public Known<T> known() {
        Found<T> known = last;
        if (known == null) {
            lock.lock();
            try {
                known = last;
                if (known == null) {
                    known = lookNow();
                }
            } finally {
                lock.unlock();
            }
        }
        Instant now = realClock.instant();
        if (!now.isBefore(known.good()) && mayLook()) {
            Thread.ofVirtual().name("remembered").start(() -> {
                try {
                    lookNow();
                } finally {
                    lock.lock();
                    try {
                        looking = false;
                    } finally {
                        lock.unlock();
                    }
                }
            });
        }
        return new Known<>(known.value(), Duration.between(known.begun(), now));
    }

    private boolean mayLook() {
        if (!lock.tryLock()) {
            return false;
        }
        try {
            boolean free = !looking;
            looking = true;
            return free;
        } finally {
            lock.unlock();
        }
    }

    private Found<T> lookNow() {
        Instant begun = realClock.instant();
        T found = look.get();
        Instant done = realClock.instant();
        Duration rest = Duration.between(begun, done).multipliedBy(RESTS);
        Found<T> known = new Found<>(found, begun, done.plus(rest.compareTo(fresh) > 0 ? rest : fresh));
        last = known;
        return known;
    }
}
