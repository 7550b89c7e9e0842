package io.portline.infrastructure;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What every JVM that we start has in common: this JVM's own java, and the settings that start fast and stay small on few cores. */
final class JavaCommand {
    private JavaCommand() {}

    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /**
     * @param forLongRuns whether it starts slower and then needs less of the processor, in twice the heap: compiled by both compilers, as servers
     *                    are by default. For what is measured for minutes
     */
    static List<String> settings(int heapMegabytes, boolean forLongRuns) {
        return forLongRuns ? settings(2 * heapMegabytes) : smallAndFast(heapMegabytes);
    }

    static List<String> smallAndFast(int heapMegabytes) {
        List<String> settings = new ArrayList<>(settings(heapMegabytes));
        settings.add("-XX:TieredStopAtLevel=1");
        return settings;
    }

    private static List<String> settings(int heapMegabytes) {
        return List.of(
                "-Xmx" + heapMegabytes + "m",
                "-XX:+UseSerialGC",
                "-XX:+UseCompactObjectHeaders",
                "-XX:+ExitOnOutOfMemoryError");
    }
}
