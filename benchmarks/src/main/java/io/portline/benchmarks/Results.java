package io.portline.benchmarks;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What was measured: printed as it comes, and kept as JSON with the machine and the commit. */
final class Results {
    private final PrintStream out;
    private final List<Result> all = new ArrayList<>();
    private String section = "";

    Results(PrintStream out) {
        this.out = out;
    }

    /**
     * One figure.
     *
     * @param ratio to the floor or the rival that {@code of} names; null where there is none
     */
    record Result(
            String section,
            String what,
            double value,
            String unit,
            @Nullable Double ratio,
            @Nullable String of) {}

    void section(String title) {
        section = title;
        out.printf("%n== %s%n", title);
    }

    void add(String what, double value, String unit) {
        add(new Result(section, what, value, unit, null, null));
    }

    void add(String what, double value, String unit, double floor, String of) {
        add(new Result(section, what, value, unit, floor == 0 ? null : value / floor, of));
    }

    void times(String what, Percentiles times) {
        add(what + " p50", times.at(0.5).toNanos() / 1e6, "ms");
        add(what + " p99", times.at(0.99).toNanos() / 1e6, "ms");
        add(what + " max", times.at(1).toNanos() / 1e6, "ms");
    }

    /** The median and the 99th percentile also as ratios to the same of a floor from the same run. */
    void times(String what, Percentiles times, Percentiles floor, String of) {
        for (int percent : List.of(50, 99)) {
            double share = percent / 100.0;
            add(
                    "%s p%d".formatted(what, percent),
                    times.at(share).toNanos() / 1e6,
                    "ms",
                    floor.at(share).toNanos() / 1e6,
                    "%s, p%d".formatted(of, percent));
        }
        add(what + " max", times.at(1).toNanos() / 1e6, "ms");
    }

    void say(String line) {
        out.println("   " + line);
    }

    private void add(Result result) {
        all.add(result);
        String ratio =
                result.ratio() == null ? "" : String.format(Locale.ROOT, "   %.2f of %s", result.ratio(), result.of());
        out.printf(Locale.ROOT, "%-62s %,12.2f %-10s%s%n", result.what(), result.value(), result.unit(), ratio);
    }

    void write(Path file, Clock clock) throws IOException {
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("at", clock.instant().toString());
        report.put("commit", commit());
        report.put("machine", machine());
        report.put("results", all);
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        Files.writeString(
                file,
                JsonMapper.builder().build().writerWithDefaultPrettyPrinter().writeValueAsString(report));
        out.printf("%nWritten to %s%n", file);
    }

    private static Map<String, Object> machine() {
        Map<String, Object> machine = new LinkedHashMap<>();
        machine.put("processors", Runtime.getRuntime().availableProcessors());
        machine.put("processor", lineOf(Path.of("/proc/cpuinfo"), "model name"));
        machine.put("memory", lineOf(Path.of("/proc/meminfo"), "MemTotal"));
        machine.put("system", System.getProperty("os.name") + " " + System.getProperty("os.version"));
        machine.put("jdk", System.getProperty("java.vm.version"));
        return machine;
    }

    private static String lineOf(Path file, String name) {
        try {
            return Files.readAllLines(file).stream()
                    .filter(line -> line.startsWith(name))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse("");
        } catch (IOException notLinux) {
            return "";
        }
    }

    private static String commit() throws IOException {
        Process git = new ProcessBuilder("git", "describe", "--always", "--dirty")
                .directory(Path.of(System.getProperty("portline.project", ".")).toFile())
                .start();
        return new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    }
}
