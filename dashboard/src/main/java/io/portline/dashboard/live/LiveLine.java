package io.portline.dashboard.live;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The line to one open page. Holds at most {@link #CAPACITY} changes, each order or case once with its newest version; a
 * page that is slower than that is told to look at everything.
 */
public final class LiveLine implements AutoCloseable {

    static final int CAPACITY = 200;

    private record Subject(LiveChange.Kind kind, UUID id) {}

    private final LiveHub hub;
    private final Audience audience;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition news = lock.newCondition();
    private final Map<Subject, LiveChange> waiting = new LinkedHashMap<>();
    private String mark;
    private boolean more;
    private boolean closed;

    LiveLine(LiveHub hub, Audience audience, String mark) {
        this.hub = hub;
        this.audience = audience;
        this.mark = mark;
    }

    void offer(List<LiveChange> changes, boolean overflow, String now) {
        lock.lock();
        try {
            mark = now;
            for (LiveChange change : changes) {
                if (!more && audience.mayHear(change)) {
                    waiting.merge(
                            new Subject(change.kind(), change.id()),
                            change,
                            (old, newer) -> newer.version() >= old.version() ? newer : old);
                }
            }
            if (overflow || waiting.size() > CAPACITY) {
                more = true;
                waiting.clear();
            }
            if (more || !waiting.isEmpty()) {
                news.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Waits for news, at most so long; empty if there was none, or if the line is closed. */
    public LiveNews await(Duration atMost) throws InterruptedException {
        long left = atMost.toNanos();
        lock.lockInterruptibly();
        try {
            while (waiting.isEmpty() && !more && !closed && left > 0) {
                left = news.awaitNanos(left);
            }
            LiveNews told = new LiveNews(new ArrayList<>(waiting.values()), more, mark);
            waiting.clear();
            more = false;
            return told;
        } finally {
            lock.unlock();
        }
    }

    /** Waits a little whatever comes, so that what follows quickly is told together; ends early if the line is closed. */
    public void gather(Duration time) throws InterruptedException {
        long left = time.toNanos();
        lock.lockInterruptibly();
        try {
            while (!closed && left > 0) {
                left = news.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    public boolean isClosed() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            news.signalAll();
        } finally {
            lock.unlock();
        }
        hub.forget(this);
    }
}
