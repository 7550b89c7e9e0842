package io.portline.local;

import io.portline.infrastructure.OneAtATime;
import io.portline.infrastructure.ServerCommand;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;
import java.util.zip.CRC32C;

/**
 * A Spring Boot service as it starts fastest: its jar unpacked, an AOT cache trained by one life on this very machine, JDK and jar, and its beans found
 * out by the build. Jar and cache are made at the first start and made anew when the jar changes. Without any of it the service starts all the same, only
 * slower.
 */
final class Application {
    /** What must be the same in training and in use. */
    private static final List<String> JVM = List.of(
            "-XX:+UseSerialGC",
            "-XX:+UseCompactObjectHeaders",
            "-Xss512k",
            "-XX:+ExitOnOutOfMemoryError",
            // More carriers than processors: one may be held by who waits for another (docs/decisions/0006).
            "-Djdk.virtualThreadScheduler.parallelism=8",
            "--enable-native-access=ALL-UNNAMED",
            "-Dfile.encoding=UTF-8",
            "-Duser.timezone=UTC");

    private final Home home;
    private final Terminal terminal;
    private final String module;
    private final int heapMegabytes;
    private final boolean forLongRuns;
    private final Map<String, String> environment;
    private final boolean useCache;
    private final boolean asBuilt;

    /** @param asBuilt whether nothing is set that the conditions of its beans might ask for and that was not set when it was built */
    Application(
            Home home,
            Terminal terminal,
            String module,
            int heapMegabytes,
            boolean forLongRuns,
            Map<String, String> environment,
            boolean useCache,
            boolean asBuilt) {
        this.home = home;
        this.terminal = terminal;
        this.module = module;
        this.heapMegabytes = heapMegabytes;
        this.forLongRuns = forLongRuns;
        this.environment = Map.copyOf(environment);
        this.useCache = useCache;
        this.asBuilt = asBuilt;
    }

    /** @param ready whether it does its work, asked when it is started for trial */
    ServerCommand command(Probe ready) {
        Path folder = unpacked();
        List<String> words = java();
        if (useCache && asBuilt && hasItsBeans(jar(folder))) {
            words.add("-Dspring.aot.enabled=true");
        }
        words.addAll(List.of("-jar", jar(folder).toString()));
        ServerCommand command = new ServerCommand(words, environment(), folder);
        return useCache
                ? new AotCache(home, terminal, module).faster(folder, command, () -> new AotCache.Trial(command, ready))
                : command;
    }

    /** Whether Maven has found its beans out beforehand (profile {@code fast-start}). */
    private static boolean hasItsBeans(Path jar) {
        try (JarFile file = new JarFile(jar.toFile(), false)) {
            return file.stream().anyMatch(entry -> entry.getName().endsWith("__ApplicationContextInitializer.class"));
        } catch (IOException e) {
            throw new LocalStackException("Cannot read %s: %s".formatted(jar, e.getMessage()), e);
        }
    }

    private List<String> java() {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Xmx" + (forLongRuns ? 2 * heapMegabytes : heapMegabytes) + "m");
        command.addAll(JVM);
        if (!forLongRuns) {
            command.add("-XX:TieredStopAtLevel=1");
        }
        return command;
    }

    private Map<String, String> environment() {
        Map<String, String> all = new HashMap<>(environment);
        all.put("MALLOC_ARENA_MAX", "2");
        return all;
    }

    private Path jar(Path folder) {
        return folder.resolve(module + ".jar");
    }

    private Path unpacked() {
        Path jar = home.jar(module);
        if (!Files.isRegularFile(jar)) {
            throw new LocalStackException(
                    "%s is not built: %s is missing. './portline up' builds it; see what Maven says with 'mvn -pl %s -am -DskipTests package'."
                            .formatted(module, home.project().relativize(jar), module));
        }
        String version = fingerprint(jar);
        Path ofModule = home.applications().resolve(module);
        Path folder = ofModule.resolve(version);
        try {
            Files.createDirectories(home.applications());
            // Another stack of the same checkout may start at this moment.
            return OneAtATime.under(
                    home.applications().resolve(module + ".lock"), () -> unpacked(jar, ofModule, folder));
        } catch (IOException e) {
            throw new LocalStackException("Cannot unpack %s into %s: %s".formatted(jar, folder, e.getMessage()), e);
        }
    }

    private Path unpacked(Path jar, Path ofModule, Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            Home.deleteRecursively(ofModule);
            Path partial = folder.resolveSibling(folder.getFileName() + ".partial");
            Files.createDirectories(ofModule);
            run(
                    List.of(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-XX:TieredStopAtLevel=1",
                            "-Djarmode=tools",
                            "-jar",
                            jar.toString(),
                            "extract",
                            "--destination",
                            partial.toString()),
                    Map.of(),
                    ofModule,
                    60);
            Files.move(partial.resolve(String.valueOf(jar.getFileName())), partial.resolve(module + ".jar"));
            Files.move(partial, folder, StandardCopyOption.ATOMIC_MOVE);
        }
        return folder;
    }

    private boolean run(List<String> command, Map<String, String> environment, Path folder, int limitSeconds)
            throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(
                        ProcessBuilder.Redirect.appendTo(home.log(module).toFile()));
        builder.environment().putAll(environment);
        Process process = builder.start();
        try {
            if (!process.waitFor(limitSeconds, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return false;
            }
            return process.exitValue() == 0;
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new LocalStackException("Interrupted while preparing " + module, e);
        }
    }

    /** Of the jar's entries by their checksums, which it holds itself, and of the JVM: a cache fits only both. */
    private static String fingerprint(Path jar) {
        CRC32C checksum = new CRC32C();
        checksum.update(System.getProperty("java.vm.version").getBytes(StandardCharsets.UTF_8));
        checksum.update(JVM.toString().getBytes(StandardCharsets.UTF_8));
        try (JarFile file = new JarFile(jar.toFile(), false)) {
            file.stream()
                    .map(entry -> entry.getName() + ' ' + entry.getCrc() + '\n')
                    .forEach(line -> checksum.update(line.getBytes(StandardCharsets.UTF_8)));
            return HexFormat.of().toHexDigits(checksum.getValue(), 8) + "-" + Files.size(jar);
        } catch (IOException e) {
            throw new LocalStackException("Cannot read %s: %s".formatted(jar, e.getMessage()), e);
        }
    }
}
