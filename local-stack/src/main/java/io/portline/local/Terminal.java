package io.portline.local;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** What the reader sees. */
public final class Terminal {
    private final PrintStream out;

    public Terminal(PrintStream out) {
        this.out = out;
    }

    /** This process's standard output. */
    public static Terminal standard() {
        return new Terminal(new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8));
    }

    /** The end of a file. */
    public static Terminal toFile(Path file) {
        try {
            return new Terminal(new PrintStream(
                    Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND),
                    true,
                    StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new LocalStackException("Cannot write %s: %s".formatted(file, e.getMessage()), e);
        }
    }

    /** One line, formatted; several threads may say lines at once. */
    @SuppressWarnings("AnnotateFormatMethod") // The annotation would be a library for this one method.
    public void say(String format, Object... arguments) {
        String line = arguments.length == 0 ? format : format.formatted(arguments);
        synchronized (out) {
            out.println(line);
        }
    }

    /** For what prints by itself. */
    public PrintStream stream() {
        return out;
    }
}
