package io.portline.infrastructure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/**
 * A server that runs as a child process of this JVM and cannot outlive it: a watching shell ends it when this JVM is gone, however that
 * happened. Can be frozen and thawed (SIGSTOP, SIGCONT) together with its own children.
 */
final class ChildProcess {
    private static final Duration POLL = Duration.ofMillis(25);
    private static final Duration FREEZING_LIMIT = Duration.ofSeconds(5);
    private static final Duration FREEZING_POLL = Duration.ofMillis(1);

    /** Stopped by a signal, by a tracer, or ended. */
    private static final Set<String> STOPPED_STATES = Set.of("T", "t", "Z", "X");

    private final String name;
    private final Process process;
    private final Process leash;
    private final Path log;

    private ChildProcess(String name, Process process, Process leash, Path log) {
        this.name = name;
        this.process = process;
        this.leash = leash;
        this.log = log;
    }

    /** @param endSignal what ends the server in good order */
    static ChildProcess start(String name, ServerCommand command, Path log, Signal endSignal) {
        try {
            ProcessBuilder builder = new ProcessBuilder(command.command())
                    .directory(command.workingFolder().toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
            builder.environment().putAll(command.environment());
            Process process = builder.start();
            // The leash reads a pipe that nobody writes to: it closes when this JVM ends, even by SIGKILL.
            Process leash = new ProcessBuilder(
                            "sh",
                            "-c",
                            "read -r _; kill -CONT " + process.pid() + "; kill -" + endSignal + " " + process.pid())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return new ChildProcess(name, process, leash, log);
        } catch (IOException e) {
            throw new InfrastructureException("Cannot start %s: %s".formatted(name, e.getMessage()), e);
        }
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Waits until the server is ready; fails at once when the process ends, and after the limit, with the end of its log. */
    void awaitReady(BooleanSupplier ready, Duration limit) {
        long deadline = System.nanoTime() + limit.toNanos();
        while (!ready.getAsBoolean()) {
            if (ended(POLL)) {
                dropLeash();
                throw new InfrastructureException("%s ended with code %d while starting. Its log ends:%n%s"
                        .formatted(name, process.exitValue(), logTail()));
            }
            if (System.nanoTime() > deadline) {
                kill();
                throw new InfrastructureException("%s was not ready within %d s. Its log ends:%n%s"
                        .formatted(name, limit.toSeconds(), logTail()));
            }
        }
    }

    /** Ends the server in good order; by force if it does not end within the limit. */
    void stop(Signal signal, Duration limit) {
        thaw();
        signal.sendTo(List.of(process.pid()));
        if (!ended(limit)) {
            kill();
        }
        dropLeash();
    }

    /** SIGKILL to the server and its children, as when the machine dies. */
    void kill() {
        List<Long> all = family();
        Signal.KILL.sendTo(all);
        if (!ended(Duration.ofSeconds(20))) {
            throw new InfrastructureException("%s (process %d) survives SIGKILL".formatted(name, process.pid()));
        }
        // Until the children are gone too, the server's files and shared memory are still held.
        for (long pid : all) {
            ProcessHandle.of(pid).ifPresent(handle -> {
                try {
                    handle.onExit().get(10, TimeUnit.SECONDS);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException e) {
                    throw new InfrastructureException("A child of %s survives SIGKILL".formatted(name), e);
                }
            });
        }
        dropLeash();
    }

    void freeze() {
        List<Long> family = family();
        Signal.STOP.sendTo(family);
        // One thread takes the signal and stops the others once it runs itself: on a busy machine they go on until
        // then.
        long limit = System.nanoTime() + FREEZING_LIMIT.toNanos();
        while (!family.stream().allMatch(ChildProcess::standsStill) && System.nanoTime() < limit) {
            LockSupport.parkNanos(FREEZING_POLL.toNanos());
        }
    }

    /** Whether no thread of it runs; also where the system does not tell (only Linux has {@code /proc}). */
    private static boolean standsStill(long pid) {
        try (Stream<Path> threads = Files.list(Path.of("/proc", Long.toString(pid), "task"))) {
            return threads.allMatch(thread -> STOPPED_STATES.contains(state(thread)));
        } catch (IOException | UncheckedIOException nothingToSee) {
            return true;
        }
    }

    /** One letter, as proc(5) has them: what follows the name in parentheses. */
    private static String state(Path thread) {
        try {
            String stat = Files.readString(thread.resolve("stat"));
            int end = stat.lastIndexOf(')');
            return stat.substring(end + 2, end + 3);
        } catch (IOException ended) {
            return "X";
        }
    }

    void thaw() {
        Signal.CONT.sendTo(family());
    }

    private List<Long> family() {
        List<Long> pids = new ArrayList<>();
        pids.add(process.pid());
        process.descendants().forEach(child -> pids.add(child.pid()));
        return pids;
    }

    private boolean ended(Duration limit) {
        try {
            return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InfrastructureException("Interrupted while waiting for " + name, e);
        }
    }

    /** Once the server is gone its id may be given to another process, which the leash must not hit. */
    private void dropLeash() {
        leash.destroyForcibly();
    }

    private String logTail() {
        try (Stream<String> lines = Files.lines(log, StandardCharsets.UTF_8)) {
            List<String> all = lines.toList();
            return String.join(System.lineSeparator(), all.subList(Math.max(0, all.size() - 30), all.size()));
        } catch (IOException | java.io.UncheckedIOException e) {
            return "(no log: " + e.getMessage() + ")";
        }
    }
}
