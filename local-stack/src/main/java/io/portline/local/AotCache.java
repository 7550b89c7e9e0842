package io.portline.local;

import io.portline.infrastructure.OneAtATime;
import io.portline.infrastructure.ServerCommand;
import io.portline.infrastructure.Signal;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.zip.CRC32C;

/**
 * The JDK's AOT cache of a server: its classes as they were in one life for trial, on this very machine and JDK. Without one the server starts all the
 * same, only slower.
 */
final class AotCache {
    /** One life for trial: as in use, but for what must be its own, such as ports. */
    record Trial(ServerCommand command, Probe ready) {}

    /** Training takes a core and a half; more at once would only fight. */
    private static final Semaphore TRAINING = new Semaphore(2);

    private static final Duration READY_LIMIT = Duration.ofMinutes(3);
    private static final Duration END_LIMIT = Duration.ofMinutes(2);

    /** Hundreds of lines about what a cache cannot hold would hide what the server itself says. */
    private static final String QUIET = "-Xlog:aot*=error";

    private static final long POLL_MILLIS = 60;

    private final Home home;
    private final Terminal terminal;
    private final String name;

    AotCache(Home home, Terminal terminal, String name) {
        this.home = home;
        this.terminal = terminal;
        this.name = name;
    }

    /**
     * A server whose jars are not built here; the cache is one for these jars and this JDK.
     *
     * @param trial in a folder for what it writes, which is deleted afterwards
     */
    ServerCommand faster(ServerCommand command, Function<Path, Trial> trial) {
        List<Path> jars = jars(command);
        if (!jars.stream().allMatch(Files::isRegularFile)) {
            // Started from an editor or by tests: the JDK caches classes of jars alone.
            return command;
        }
        Path ofServer = home.applications().resolve(name);
        Path folder = ofServer.resolve(fingerprint(jars));
        try {
            createFolder(home.applications());
            OneAtATime.under(home.applications().resolve(name + ".lock"), () -> {
                if (!Files.isDirectory(folder)) {
                    Home.deleteRecursively(ofServer);
                    createFolder(folder);
                }
                return folder;
            });
        } catch (IOException e) {
            throw new LocalStackException("Cannot prepare %s: %s".formatted(name, e.getMessage()), e);
        }
        Path work = folder.resolve("trial-" + ProcessHandle.current().pid());
        try {
            return faster(folder, command, () -> {
                createFolder(work);
                return trial.apply(work);
            });
        } finally {
            Home.deleteRecursively(work);
        }
    }

    /** The command with the cache in that folder, which is made when it is missing. */
    ServerCommand faster(Path folder, ServerCommand command, Supplier<Trial> trial) {
        Path cache = folder.resolve("application.aot");
        Path untrainable = folder.resolve("untrainable");
        if (!Files.exists(cache) && !Files.exists(untrainable)) {
            TRAINING.acquireUninterruptibly();
            try {
                // Another stack of the same checkout may have been quicker.
                if (!Files.exists(cache)) {
                    train(folder, cache, untrainable, trial.get());
                }
            } finally {
                TRAINING.release();
            }
        }
        // 'auto': a cache that does not fit (another JDK) is left aside.
        return Files.exists(cache) ? with(command, "-XX:AOTMode=auto", "-XX:AOTCache=" + cache, QUIET) : command;
    }

    private void train(Path folder, Path cache, Path untrainable, Trial trial) {
        terminal.say("  %-22s preparing a faster start (once per build) …", name);
        Path partial = folder.resolve(
                "application.aot.%d.partial".formatted(ProcessHandle.current().pid()));
        try {
            deleteLeftovers(folder);
            boolean lived = live(trial, with(trial.command(), "-XX:AOTCacheOutput=" + partial, QUIET));
            if (lived && Files.exists(partial)) {
                Files.move(partial, cache, StandardCopyOption.ATOMIC_MOVE);
                return;
            }
            Files.deleteIfExists(partial);
            // Not tried again at every start; the server itself will say what is wrong.
            Files.createFile(untrainable);
            terminal.say("  %-22s starts without it; why: %s", name, home.log(name));
        } catch (FileAlreadyExistsException anotherFound) {
            terminal.say("  %-22s starts without it; why: %s", name, home.log(name));
        } catch (IOException e) {
            throw new LocalStackException("Cannot prepare %s: %s".formatted(name, e.getMessage()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LocalStackException("Interrupted while preparing " + name, e);
        }
    }

    /** Of stacks that were ended in the middle of a trial: a hundred megabytes each. */
    private static void deleteLeftovers(Path folder) throws IOException {
        try (DirectoryStream<Path> partials = Files.newDirectoryStream(folder, "application.aot.*.partial*")) {
            for (Path partial : partials) {
                long pid = Long.parseLong(partial.getFileName().toString().split("\\.")[2]);
                if (!ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false)) {
                    Files.deleteIfExists(partial);
                }
            }
        }
    }

    /** Starts it, lets it become ready and ends it in good order: at its end the JVM writes the cache. False if it never was ready. */
    private boolean live(Trial trial, ServerCommand command) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command.command())
                .directory(command.workingFolder().toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(home.log(name).toFile()));
        builder.environment().putAll(command.environment());
        Process process = builder.start();
        try {
            long deadline = System.nanoTime() + READY_LIMIT.toNanos();
            while (!trial.ready().ready()) {
                if (process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS) || System.nanoTime() > deadline) {
                    return false;
                }
            }
            Signal.TERM.sendTo(List.of(process.pid()));
            return process.waitFor(END_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    private static ServerCommand with(ServerCommand command, String... options) {
        List<String> words = new ArrayList<>(command.command());
        words.addAll(1, List.of(options));
        return new ServerCommand(words, command.environment(), command.workingFolder());
    }

    private static List<Path> jars(ServerCommand command) {
        int jar = command.command().indexOf("-jar");
        if (jar > 0) {
            return List.of(command.workingFolder().resolve(command.command().get(jar + 1)));
        }
        return Arrays.stream(command.environment().getOrDefault("CLASSPATH", "").split(File.pathSeparator))
                .map(Path::of)
                .toList();
    }

    private static String fingerprint(List<Path> jars) {
        CRC32C checksum = new CRC32C();
        checksum.update(System.getProperty("java.vm.version").getBytes(StandardCharsets.UTF_8));
        try {
            for (Path jar : jars) {
                checksum.update((jar + " " + Files.size(jar) + " " + Files.getLastModifiedTime(jar))
                        .getBytes(StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw new LocalStackException("Cannot read a jar: " + e.getMessage(), e);
        }
        return HexFormat.of().toHexDigits(checksum.getValue(), 8);
    }

    private static void createFolder(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new LocalStackException("Cannot create %s: %s".formatted(folder, e.getMessage()), e);
        }
    }
}
