package io.portline.infrastructure;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Runs a server as a {@link ChildProcess}. */
final class ProcessHost implements ServerHost {
    private final String name;
    private final Supplier<ServerCommand> command;
    private final Path log;
    private final Signal endSignal;
    private @Nullable ChildProcess process;

    /** @param command asked for at each start; may prepare the server's files */
    ProcessHost(String name, Supplier<ServerCommand> command, Path log, Signal endSignal) {
        this.name = name;
        this.command = command;
        this.log = log;
        this.endSignal = endSignal;
    }

    @Override
    public void start(BooleanSupplier ready, Duration limit) {
        if (process != null && process.isAlive()) {
            return;
        }
        ServerCommand prepared = command.get();
        try {
            Path folder = log.toAbsolutePath().getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
        } catch (IOException e) {
            throw new InfrastructureException("Cannot create the folder of " + log, e);
        }
        ChildProcess started = ChildProcess.start(name, prepared, log, endSignal);
        started.awaitReady(ready, limit);
        process = started;
    }

    @Override
    public void stop(Signal signal, Duration limit) {
        if (process != null) {
            process.stop(signal, limit);
            process = null;
        }
    }

    @Override
    public void kill() {
        if (process != null) {
            process.kill();
            process = null;
        }
    }

    @Override
    public void freeze() {
        if (process != null) {
            process.freeze();
        }
    }

    @Override
    public void thaw() {
        if (process != null) {
            process.thaw();
        }
    }

    /** The data folder belongs to whoever named it. */
    @Override
    public void close() {}
}
