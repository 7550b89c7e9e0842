package io.portline.infrastructure;

import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Server files that are unpacked once per user and version, not once per module or run. They lie in {@code PORTLINE_CACHE}, else in
 * {@code portline} below {@code XDG_CACHE_HOME} or {@code ~/.cache}, else in the temporary folder. Safe against other processes that unpack at the same time.
 */
final class UnpackedFiles {
    @FunctionalInterface
    interface Archive {
        /** The archive as an uncompressed tar stream. */
        InputStream openTar() throws IOException;
    }

    private UnpackedFiles() {}

    static Path folder(String name, Archive archive) {
        Path cache = cacheFolder();
        Path target = cache.resolve(name);
        if (Files.isDirectory(target)) {
            return target;
        }
        try {
            return OneAtATime.under(cache.resolve(name + ".lock"), () -> {
                if (!Files.isDirectory(target)) {
                    // Unpacked beside and renamed, so that a half-unpacked folder is never taken for a whole one.
                    Path partial = cache.resolve(name + ".partial");
                    deleteRecursively(partial);
                    try (InputStream tar = archive.openTar()) {
                        unpack(tar, partial);
                    }
                    Files.move(partial, target, StandardCopyOption.ATOMIC_MOVE);
                }
                return target;
            });
        } catch (IOException e) {
            throw new InfrastructureException("Cannot unpack %s into %s: %s".formatted(name, cache, e), e);
        }
    }

    private static Path cacheFolder() {
        String own = System.getenv("PORTLINE_CACHE");
        String xdg = System.getenv("XDG_CACHE_HOME");
        Path wanted;
        if (own != null && !own.isBlank()) {
            wanted = Path.of(own);
        } else if (xdg != null && !xdg.isBlank()) {
            wanted = Path.of(xdg, "portline");
        } else {
            wanted = Path.of(System.getProperty("user.home"), ".cache", "portline");
        }
        try {
            return Files.createDirectories(wanted);
        } catch (IOException notWritable) {
            Path fallback =
                    Path.of(System.getProperty("java.io.tmpdir"), "portline-" + System.getProperty("user.name"));
            try {
                return Files.createDirectories(fallback);
            } catch (IOException e) {
                throw new InfrastructureException(
                        "Neither %s nor %s can be written; set PORTLINE_CACHE to a folder that can"
                                .formatted(wanted, fallback),
                        e);
            }
        }
    }

    private static void unpack(InputStream tarStream, Path target) throws IOException {
        Files.createDirectories(target);
        try (TarArchiveInputStream tar = new TarArchiveInputStream(tarStream)) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                Path file = target.resolve(entry.getName()).normalize();
                if (!file.startsWith(target)) {
                    throw new IOException("Entry outside the archive: " + entry.getName());
                }
                if (entry.isDirectory()) {
                    Files.createDirectories(file);
                } else if (entry.isSymbolicLink()) {
                    createParent(file);
                    Files.createSymbolicLink(file, Path.of(entry.getLinkName()));
                } else {
                    createParent(file);
                    Files.copy(tar, file);
                    Files.setPosixFilePermissions(file, permissions((entry.getMode() & 0100) != 0));
                }
            }
        }
    }

    private static void createParent(Path file) throws IOException {
        Path parent = file.getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
    }

    private static Set<PosixFilePermission> permissions(boolean executable) {
        Set<PosixFilePermission> permissions = EnumSet.of(
                PosixFilePermission.OWNER_READ,
                PosixFilePermission.OWNER_WRITE,
                PosixFilePermission.GROUP_READ,
                PosixFilePermission.OTHERS_READ);
        if (executable) {
            permissions.add(PosixFilePermission.OWNER_EXECUTE);
            permissions.add(PosixFilePermission.GROUP_EXECUTE);
            permissions.add(PosixFilePermission.OTHERS_EXECUTE);
        }
        return permissions;
    }

    static void deleteRecursively(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> {
                try {
                    Files.deleteIfExists(file);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
