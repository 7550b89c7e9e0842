package io.portline.infrastructure;

import java.nio.file.Path;
import java.util.List;

/** What every JVM that we start has in common: this JVM's own java, and the settings that start fast and stay small on few cores. */
final class JavaCommand {
    private JavaCommand() {}

    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /** For what is measured for minutes: starts slower, and then needs less of the processor, compiled by both compilers as servers are by default. */
    static List<String> forLongRuns(int heapMegabytes) {
        return List.of(
                "-Xmx" + heapMegabytes + "m",
                "-XX:+UseSerialGC",
                "-XX:+UseCompactObjectHeaders",
                "-XX:+ExitOnOutOfMemoryError");
    }

    static List<String> smallAndFast(int heapMegabytes) {
        return List.of(
                "-Xmx" + heapMegabytes + "m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseCompactObjectHeaders",
                "-XX:+ExitOnOutOfMemoryError");
    }
}
