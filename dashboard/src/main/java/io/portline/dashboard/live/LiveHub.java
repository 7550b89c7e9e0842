package io.portline.dashboard.live;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * Tells open pages what changed. One thread asks the database at once when this instance has written something, and
 * every so often in any case, because other instances write as well; it rests while no page is open.
 */
public final class LiveHub implements AutoCloseable {

    /** More at once is not named one by one. */
    static final int MOST_AT_ONCE = 1_000;

    private final ChangeFeed feed;
    private final Duration interval;
    private final Consumer<RuntimeException> onFailure;
    private final Set<LiveLine> lines = ConcurrentHashMap.newKeySet();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition awake = lock.newCondition();
    private final Thread thread;
    private boolean woken;
    private volatile boolean closed;

    private record Told(LiveChange.Kind kind, UUID id) {}

    /**
     * @param interval how long a change by another instance may wait
     * @param onFailure is told when the database did not answer; the hub asks again after the interval
     */
    public LiveHub(ChangeFeed feed, Duration interval, Consumer<RuntimeException> onFailure) {
        this.feed = feed;
        this.interval = interval;
        this.onFailure = onFailure;
        this.thread = Thread.ofPlatform().daemon().name("live-hub").unstarted(this::run);
        thread.start();
    }

    /**
     * Opens a line to a page; the caller closes it.
     *
     * @param since the mark at which the page was made, or of the last news that it got: nothing later is missed
     */
    public LiveLine open(Audience audience, String since) {
        LiveLine line = new LiveLine(this, audience, since);
        lines.add(line);
        String now = feed.mark();
        List<LiveChange> meanwhile = feed.since(since, MOST_AT_ONCE + 1);
        line.offer(meanwhile, meanwhile.size() > MOST_AT_ONCE, now);
        if (closed) {
            line.close();
        }
        wake();
        return line;
    }

    /** This instance has committed something. Cheap, and to be called after the commit. */
    public void wake() {
        lock.lock();
        try {
            woken = true;
            awake.signal();
        } finally {
            lock.unlock();
        }
    }

    /** How many pages are open. */
    public int openLines() {
        return lines.size();
    }

    void forget(LiveLine line) {
        lines.remove(line);
    }

    /** Ends all lines, so that a stop need not wait for browsers. */
    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        List.copyOf(lines).forEach(LiveLine::close);
    }

    private void run() {
        String mark = null;
        Map<Told, Long> told = new HashMap<>();
        while (!closed) {
            try {
                rest();
                if (lines.isEmpty()) {
                    mark = null;
                    continue;
                }
                String next = feed.mark();
                if (mark == null) {
                    // The first page of a while; what it missed was told when its line was opened.
                    told.clear();
                } else {
                    told = tell(feed.since(mark, MOST_AT_ONCE + 1), told, next);
                }
                mark = next;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (RuntimeException e) {
                if (!closed) {
                    onFailure.accept(e);
                }
            }
        }
    }

    private Map<Told, Long> tell(List<LiveChange> found, Map<Told, Long> before, String mark) {
        boolean overflow = found.size() > MOST_AT_ONCE;
        Map<Told, Long> now = new HashMap<>();
        List<LiveChange> fresh = new ArrayList<>();
        for (LiveChange change : found) {
            Told subject = new Told(change.kind(), change.id());
            now.merge(subject, change.version(), Math::max);
            if (before.getOrDefault(subject, -1L) < change.version()) {
                fresh.add(change);
            }
        }
        if (overflow || !fresh.isEmpty()) {
            lines.forEach(line -> line.offer(fresh, overflow, mark));
        }
        return now;
    }

    private void rest() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = interval.toNanos();
            while (!woken && !closed) {
                if (lines.isEmpty()) {
                    awake.await();
                } else if (left > 0) {
                    left = awake.awaitNanos(left);
                } else {
                    break;
                }
            }
            woken = false;
        } finally {
            lock.unlock();
        }
    }
}
