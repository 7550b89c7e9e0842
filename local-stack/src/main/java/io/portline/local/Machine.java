package io.portline.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What this machine says of itself; Linux only where it matters, silent elsewhere. */
final class Machine {
    private static final Path PROC = Path.of("/proc");
    private static final String LISTENING = "0A";

    private Machine() {}

    static void requireDisk(Path folder, long neededMegabytes) {
        try {
            long freeMegabytes = Files.getFileStore(folder).getUsableSpace() / (1024 * 1024);
            if (freeMegabytes < neededMegabytes) {
                throw new LocalStackException(
                        "The disk of %s is nearly full: %d MiB are free, %d MiB are needed. Free some, or set PORTLINE_HOME to a folder on another disk."
                                .formatted(folder, freeMegabytes, neededMegabytes));
            }
        } catch (IOException e) {
            throw new LocalStackException(
                    "Cannot tell how full the disk of %s is: %s".formatted(folder, e.getMessage()), e);
        }
    }

    /** Who listens on a TCP port, where that can be told: of other users' processes only root is told. */
    static Optional<ProcessHandle> listener(int port) {
        List<String> sockets = new ArrayList<>();
        for (String table : List.of("net/tcp", "net/tcp6")) {
            try (Stream<String> lines = Files.lines(PROC.resolve(table))) {
                lines.skip(1)
                        .map(line -> line.strip().split("\\s+"))
                        .filter(words -> words.length > 9 && LISTENING.equals(words[3]) && portOf(words[1]) == port)
                        .forEach(words -> sockets.add("socket:[" + words[9] + "]"));
            } catch (IOException notLinux) {
                return Optional.empty();
            }
        }
        return ProcessHandle.allProcesses()
                .filter(process -> holds(process.pid(), sockets))
                .findFirst();
    }

    /** Resident memory in bytes; 0 where it cannot be told. */
    static long residentBytes(ProcessHandle process) {
        long sum = resident(process.pid());
        for (ProcessHandle child : process.descendants().toList()) {
            sum += resident(child.pid());
        }
        return sum;
    }

    /** Time that processors worked for a process and the children that it has now; zero where it cannot be told. */
    static Duration processorTime(ProcessHandle process) {
        return Stream.concat(Stream.of(process), process.descendants())
                .flatMap(each -> each.info().totalCpuDuration().stream())
                .reduce(Duration.ZERO, Duration::plus);
    }

    /** Resident memory in bytes without that of its children; 0 where it cannot be told. */
    static long residentBytesAlone(ProcessHandle process) {
        return resident(process.pid());
    }

    /** Proportional share for a family that shares memory (PostgreSQL), so that shared pages count once. */
    private static long resident(long pid) {
        try (Stream<String> lines = Files.lines(PROC.resolve(pid + "/smaps_rollup"))) {
            return lines.filter(line -> line.startsWith("Pss:"))
                            .findFirst()
                            .map(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                            .orElse(0L)
                    * 1024;
        } catch (IOException | java.io.UncheckedIOException gone) {
            return 0;
        }
    }

    private static int portOf(String address) {
        return HexFormat.fromHexDigits(address.substring(address.lastIndexOf(':') + 1));
    }

    private static boolean holds(long pid, List<String> sockets) {
        try (Stream<Path> files = Files.list(PROC.resolve(pid + "/fd"))) {
            return files.anyMatch(file -> {
                try {
                    return sockets.contains(Files.readSymbolicLink(file).toString());
                } catch (IOException closedMeanwhile) {
                    return false;
                }
            });
        } catch (IOException | java.io.UncheckedIOException notOurs) {
            return false;
        }
    }
}
