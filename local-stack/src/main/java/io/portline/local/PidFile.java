package io.portline.local;

import io.portline.infrastructure.Signal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Remembers a process by its id and start time, so that it is found again after the supervisor's death and no other process that has got the same id
 * is ever taken for it.
 */
record PidFile(Path file) {
    void write(ProcessHandle process) {
        String content =
                process.pid() + " " + startOf(process).map(Instant::toString).orElse("-") + "\n";
        Path partial = file.resolveSibling(file.getFileName() + ".partial");
        try {
            Files.writeString(partial, content);
            Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new LocalStackException("Cannot write %s: %s".formatted(file, e.getMessage()), e);
        }
    }

    /** The remembered process, if it still runs. */
    Optional<ProcessHandle> find() {
        String[] words;
        try {
            words = Files.readString(file).strip().split(" ");
        } catch (NoSuchFileException none) {
            return Optional.empty();
        } catch (IOException e) {
            throw new LocalStackException("Cannot read %s: %s".formatted(file, e.getMessage()), e);
        }
        if (words.length != 2 || !words[0].matches("[0-9]{1,18}")) {
            return Optional.empty();
        }
        return ProcessHandle.of(Long.parseLong(words[0]))
                .filter(ProcessHandle::isAlive)
                .filter(process ->
                        startOf(process).map(Instant::toString).orElse("-").equals(words[1]));
    }

    void delete() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new LocalStackException("Cannot delete %s: %s".formatted(file, e.getMessage()), e);
        }
    }

    /** Ends a process in good order, by force with its children after the limit; returns when it is gone. */
    static void end(ProcessHandle process, Signal signal, Duration limit) {
        // A stopped process (SIGSTOP) gets signals only when it goes on.
        Signal.CONT.sendTo(family(process));
        signal.sendTo(List.of(process.pid()));
        if (!gone(process, limit)) {
            List<Long> family = family(process);
            Signal.KILL.sendTo(family);
            if (!gone(process, Duration.ofSeconds(20))) {
                throw new LocalStackException("Process %d survives SIGKILL; see 'ps -p %d -o pid,stat,cmd'"
                        .formatted(process.pid(), process.pid()));
            }
        }
    }

    private static List<Long> family(ProcessHandle process) {
        List<Long> family = new ArrayList<>();
        family.add(process.pid());
        process.descendants().forEach(child -> family.add(child.pid()));
        return family;
    }

    private static boolean gone(ProcessHandle process, Duration limit) {
        try {
            process.onExit().get(limit.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException stillThere) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LocalStackException("Interrupted while waiting for process " + process.pid(), e);
        }
    }

    private static Optional<Instant> startOf(ProcessHandle process) {
        return process.info().startInstant();
    }
}
