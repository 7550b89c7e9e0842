package io.portline.local;

import io.portline.infrastructure.InfrastructureException;
import io.portline.infrastructure.ServerCommand;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/** Keeps one part running: starts it, waits until it is ready, starts it again with growing waits when it dies, and says so each time. */
final class PartRunner {
    enum State {
        STOPPED("stopped"),
        WAITING("waiting for others"),
        STARTING("starting"),
        READY("ready"),
        BACKING_OFF("died, will be started again"),
        FAILED("failed");

        private final String words;

        State(String words) {
            this.words = words;
        }

        String words() {
            return words;
        }
    }

    /** What the reader is told of a part. */
    record Status(Part part, State state, Optional<ProcessHandle> process, int deaths, Duration since) {}

    /** How patient the runner is; tests are less so. */
    record Patience(
            Duration readyLimit,
            Duration stopLimit,
            Duration firstWait,
            Duration longestWait,
            int deathsToFail,
            Duration calm) {
        static Patience usual() {
            return new Patience(
                    Duration.ofSeconds(180),
                    Duration.ofSeconds(15),
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(30),
                    8,
                    Duration.ofMinutes(2));
        }

        /** For failure tests, in which dying is no sign of anything. */
        static Patience tireless() {
            return new Patience(
                    Duration.ofSeconds(180),
                    Duration.ofSeconds(15),
                    Duration.ofMillis(500),
                    Duration.ofSeconds(2),
                    Integer.MAX_VALUE,
                    Duration.ofSeconds(10));
        }
    }

    private static final Duration POLL = Duration.ofMillis(60);

    private final Part part;
    private final Home home;
    private final Terminal terminal;
    private final Patience patience;
    private final StartTurns turns;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final CompletableFuture<Boolean> settled = new CompletableFuture<>();

    private boolean wanted;
    private @Nullable Thread thread;
    private @Nullable Process process;
    private State state = State.STOPPED;
    private long stateSince = System.nanoTime();
    private int deaths;
    private long wantedSince = System.nanoTime();

    PartRunner(Part part, Home home, Terminal terminal, Patience patience, StartTurns turns) {
        this.part = part;
        this.home = home;
        this.terminal = terminal;
        this.patience = patience;
        this.turns = turns;
    }

    Part part() {
        return part;
    }

    /** True once it has been ready, false once it has failed for good or was stopped before. */
    CompletableFuture<Boolean> settled() {
        return settled;
    }

    Status status() {
        lock.lock();
        try {
            return new Status(
                    part,
                    state,
                    Optional.ofNullable(process).map(Process::toHandle),
                    deaths,
                    Duration.ofNanos(System.nanoTime() - stateSince));
        } finally {
            lock.unlock();
        }
    }

    /** Starts it once the others are ready; returns at once, or as soon as it is gone if it is being stopped. */
    void start(List<PartRunner> others) {
        lock.lock();
        try {
            while (!wanted && thread != null) {
                changed.awaitUninterruptibly();
            }
            if (wanted) {
                return;
            }
            wanted = true;
            deaths = 0;
            wantedSince = System.nanoTime();
            enter(State.WAITING);
            thread = Thread.ofPlatform().name("run-" + part.name()).daemon().start(() -> keepRunning(others));
        } finally {
            lock.unlock();
        }
    }

    /** Ends it in good order and leaves it ended; returns when it is gone. */
    void stop() {
        Process running;
        Thread runner;
        lock.lock();
        try {
            wanted = false;
            changed.signalAll();
            running = process;
            runner = thread;
        } finally {
            lock.unlock();
        }
        if (running != null) {
            PidFile.end(running.toHandle(), part.stop(), patience.stopLimit());
        }
        if (runner != null) {
            try {
                runner.join(Duration.ofSeconds(30));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Waits until it is ready, has failed or was stopped. */
    State awaitSettled(Duration limit) {
        lock.lock();
        try {
            long left = limit.toNanos();
            while (left > 0 && state != State.READY && state != State.FAILED && state != State.STOPPED) {
                left = changed.awaitNanos(left);
            }
            return state;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return state;
        } finally {
            lock.unlock();
        }
    }

    private void keepRunning(List<PartRunner> others) {
        try {
            for (PartRunner other : others) {
                if (!other.settled().join() && isWanted()) {
                    fail("%s is not there, which it waits for"
                            .formatted(other.part().name()));
                    return;
                }
            }
            while (isWanted()) {
                if (!runOnce() || !backOff()) {
                    return;
                }
            }
        } finally {
            lock.lock();
            try {
                thread = null;
                wanted = false;
                changed.signalAll();
                if (state != State.FAILED) {
                    enter(State.STOPPED);
                }
            } finally {
                lock.unlock();
            }
            settled.complete(false);
        }
    }

    /** One life of the process; false if it must not be started again. */
    private boolean runOnce() {
        PidFile pidFile = new PidFile(home.pidFile(part.name()));
        StartTurns.Turn turn = StartTurns.Turn.NONE;
        Process started;
        try {
            ServerCommand command = Topology.inOwnSession(part.launch().command());
            turn = turns.await(this::isWanted);
            started = begin(command);
            if (started == null) {
                turn.close();
                return false;
            }
            pidFile.write(started.toHandle());
        } catch (IOException | LocalStackException | InfrastructureException e) {
            turn.close();
            fail(String.valueOf(e.getMessage()));
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
        try {
            try (StartTurns.Turn _ = turn) {
                awaitReadiness(started);
            }
            int code = started.waitFor();
            if (isWanted()) {
                terminal.say(
                        "! %s ended by itself (code %d). Its log ends:%n%s",
                        part.name(), code, logTail(home.log(part.name()), 6));
            }
            return isWanted();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.lock();
            try {
                process = null;
            } finally {
                lock.unlock();
            }
            pidFile.delete();
        }
    }

    /** Null if it is not wanted any more. */
    private @Nullable Process begin(ServerCommand command) throws IOException {
        rotateLog();
        ProcessBuilder builder = new ProcessBuilder(command.command())
                .directory(command.workingFolder().toFile())
                .redirectErrorStream(true)
                .redirectOutput(
                        ProcessBuilder.Redirect.appendTo(home.log(part.name()).toFile()));
        builder.environment().putAll(command.environment());
        lock.lock();
        try {
            if (!wanted) {
                return null;
            }
            Process started = builder.start();
            process = started;
            enter(State.STARTING);
            return started;
        } finally {
            lock.unlock();
        }
    }

    private void awaitReadiness(Process started) throws InterruptedException {
        long deadline = System.nanoTime() + patience.readyLimit().toNanos();
        while (!started.waitFor(POLL.toMillis(), TimeUnit.MILLISECONDS)) {
            if (part.probe().ready()) {
                part.afterReady().run();
                lock.lock();
                try {
                    enter(State.READY);
                } finally {
                    lock.unlock();
                }
                terminal.say(
                        "✓ %-22s %-66s ready after %4.1f s",
                        part.name(), part.address(), (System.nanoTime() - wantedSince) / 1e9);
                settled.complete(true);
                return;
            }
            if (System.nanoTime() > deadline) {
                terminal.say(
                        "! %s is not ready after %d s; it is ended and started again. Its log: %s",
                        part.name(), patience.readyLimit().toSeconds(), home.log(part.name()));
                PidFile.end(started.toHandle(), part.stop(), patience.stopLimit());
            }
        }
    }

    /** Waits before the next start, longer each time; false if it died too often. */
    private boolean backOff() {
        lock.lock();
        try {
            if (state == State.READY
                    && System.nanoTime() - stateSince > patience.calm().toNanos()) {
                deaths = 0;
            }
            deaths++;
            if (deaths >= patience.deathsToFail()) {
                fail("it died %d times in a row. When the cause is gone: ./portline start %s"
                        .formatted(deaths, part.name()));
                return false;
            }
            Duration wait = patience.firstWait().multipliedBy(1L << Math.min(deaths - 1, 20));
            if (wait.compareTo(patience.longestWait()) > 0) {
                wait = patience.longestWait();
            }
            enter(State.BACKING_OFF);
            terminal.say(
                    "  %s is started again in %.1f s (death %d of %d)",
                    part.name(), wait.toMillis() / 1e3, deaths, patience.deathsToFail());
            long left = wait.toNanos();
            while (wanted && left > 0) {
                left = changed.awaitNanos(left);
            }
            return wanted;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }

    private void fail(String why) {
        lock.lock();
        try {
            enter(State.FAILED);
        } finally {
            lock.unlock();
        }
        terminal.say("✗ %-22s failed: %s", part.name(), why);
        terminal.say("  its log: %s", home.log(part.name()));
        settled.complete(false);
    }

    private boolean isWanted() {
        lock.lock();
        try {
            return wanted;
        } finally {
            lock.unlock();
        }
    }

    private void enter(State next) {
        state = next;
        stateSince = System.nanoTime();
        changed.signalAll();
    }

    /** Keeps the log bounded: past 50 MiB the old one is put aside at the next start. */
    private void rotateLog() throws IOException {
        Path log = home.log(part.name());
        if (Files.exists(log) && Files.size(log) > 50L * 1024 * 1024) {
            Files.move(
                    log, log.resolveSibling(part.name() + ".log.1"), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        }
    }

    static String logTail(Path log, int count) {
        try (Stream<String> lines = Files.lines(log, StandardCharsets.ISO_8859_1)) {
            List<String> last = new ArrayList<>();
            lines.forEach(line -> {
                last.add("    " + line);
                if (last.size() > count) {
                    last.removeFirst();
                }
            });
            return String.join(System.lineSeparator(), last);
        } catch (IOException | java.io.UncheckedIOException e) {
            return "    (no log)";
        }
    }
}
