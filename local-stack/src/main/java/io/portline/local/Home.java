package io.portline.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where things lie.
 *
 * @param project the checkout
 * @param folder  the data folder: {@code PORTLINE_HOME}, else {@code .portline} in the checkout
 */
record Home(Path project, Path folder) {
    /** Creates the folder, readable by its owner only. */
    static Home open(Path project, Path folder) {
        Home home = new Home(
                project.toAbsolutePath().normalize(), folder.toAbsolutePath().normalize());
        for (Path needed :
                List.of(home.folder, home.logs(), home.run(), home.secrets(), home.data(), home.applications())) {
            try {
                Files.createDirectories(
                        needed, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            } catch (IOException e) {
                throw new LocalStackException(
                        "The data folder %s cannot be written (%s). Set PORTLINE_HOME to a folder that can."
                                .formatted(home.folder, e.getMessage()),
                        e);
            }
        }
        return home;
    }

    Path logs() {
        return folder.resolve("logs");
    }

    Path run() {
        return folder.resolve("run");
    }

    Path secrets() {
        return folder.resolve("secrets");
    }

    Path data() {
        return folder.resolve("data");
    }

    /** Unpacked services and their AOT caches; with the checkout, for they belong to what was built there. */
    Path applications() {
        return project.resolve(".portline").resolve("applications");
    }

    Path clock() {
        return folder.resolve("data").resolve("clock.properties");
    }

    Path log(String part) {
        return logs().resolve(part + ".log");
    }

    Path pidFile(String part) {
        return run().resolve(part + ".pid");
    }

    Path jar(String module) {
        return project.resolve(module).resolve("target").resolve(module + "-0.1.0-SNAPSHOT-app.jar");
    }

    /** Data, secrets and logs; unpacked services stay, they hold no data. */
    void empty() {
        for (Path path : List.of(data(), secrets(), logs())) {
            deleteRecursively(path);
        }
        open(project, folder);
    }

    static void deleteRecursively(Path path) {
        if (!Files.exists(path)) {
            return;
        }
        try (Stream<Path> files = Files.walk(path)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> {
                try {
                    Files.deleteIfExists(file);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        } catch (IOException | UncheckedIOException e) {
            throw new LocalStackException("Cannot delete %s: %s".formatted(path, e.getMessage()), e);
        }
    }
}
