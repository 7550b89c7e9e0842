package io.portline.local;

import io.portline.infrastructure.FreePort;
import io.portline.infrastructure.ServerCommand;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import javax.tools.ToolProvider;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** Caches of a small server in a jar of its own, made by the JDK itself. */
class AotCacheTest {
    private static final String SERVER = """
            import java.net.*;
            public class Server {
                public static void main(String... port) throws Exception {
                    try (ServerSocket socket = new ServerSocket(Integer.parseInt(port[0]), 5, InetAddress.getLoopbackAddress())) {
                        while (true) {
                            try (Socket one = socket.accept()) {
                                one.getOutputStream().write("220 here\\r\\n".getBytes());
                            }
                        }
                    }
                }
            }
            """;

    @TempDir
    Path folder;

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private final Terminal terminal = new Terminal(new PrintStream(said, true, StandardCharsets.UTF_8));
    private final AtomicInteger trials = new AtomicInteger();
    private AotCache cache;
    private Home home;

    @BeforeEach
    void open() {
        home = Home.open(folder, folder.resolve("home"));
        cache = new AotCache(home, terminal, "server");
    }

    @Test
    void isMadeByOneTrialAndTakenFromThenOn() throws IOException {
        Path jar = serverJar();

        ServerCommand first = faster(jar);
        ServerCommand second = faster(jar);

        assertThat(trials).hasValue(1);
        assertThat(second).isEqualTo(first);
        assertThat(first.command()).element(2).asString().startsWith("-XX:AOTCache=");
        assertThat(Path.of(first.command().get(2).substring("-XX:AOTCache=".length())))
                .isNotEmptyFile();
        assertThat(run(first, "-XX:AOTMode=on", "-version")).isZero();
        try (Stream<Path> left = Files.walk(home.applications())) {
            assertThat(left.map(path -> path.getFileName().toString()))
                    .noneMatch(name -> name.startsWith("trial") || name.endsWith(".partial"));
        }
    }

    @Test
    void isMadeWhereATrialWasCutShortOnceAndLeavesNothingOfThat() throws IOException {
        Path jar = serverJar();
        Path made = Path.of(faster(jar).command().get(2).substring("-XX:AOTCache=".length()));
        Files.delete(made);
        Process gone = new ProcessBuilder("true").start();
        gone.onExit().join();
        Path leftover = Files.createFile(made.resolveSibling("application.aot.%d.partial".formatted(gone.pid())));

        faster(jar);

        assertThat(made).exists();
        assertThat(leftover).doesNotExist();
    }

    @Test
    void isMadeAnewForAnotherJar() throws IOException {
        Path jar = serverJar();
        ServerCommand first = faster(jar);
        Files.setLastModifiedTime(jar, FileTime.fromMillis(1_000_000));

        assertThat(faster(jar)).isNotEqualTo(first);
        assertThat(trials).hasValue(2);
    }

    @Test
    void isDoneWithoutWhenTheServerDiesInItsTrialAndIsNotTriedAgain() throws IOException {
        Path jar = serverJar();
        ServerCommand command = command(jar, "no port");

        for (int starts = 0; starts < 2; starts++) {
            assertThat(cache.faster(command, _ -> {
                        trials.incrementAndGet();
                        return new AotCache.Trial(command, () -> false);
                    }))
                    .isEqualTo(command);
        }

        assertThat(trials).hasValue(1);
        assertThat(said.toString(StandardCharsets.UTF_8)).contains("starts without it");
        assertThat(home.log("server")).content().contains("NumberFormatException");
    }

    @Test
    void isDoneWithoutForClassesThatAreInNoJar() {
        ServerCommand command =
                new ServerCommand(List.of("java", "Server"), Map.of("CLASSPATH", folder.toString()), folder);

        assertThat(cache.faster(command, _ -> {
                    throw new AssertionError("it must not be tried");
                }))
                .isEqualTo(command);
    }

    private ServerCommand faster(Path jar) {
        return cache.faster(command(jar, "0"), _ -> {
            trials.incrementAndGet();
            int port = FreePort.find();
            return new AotCache.Trial(command(jar, Integer.toString(port)), Probe.greeting(port));
        });
    }

    private ServerCommand command(Path jar, String port) {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return new ServerCommand(List.of(java, "-XX:+UseSerialGC", "-jar", jar.toString(), port), Map.of(), folder);
    }

    /** The exit code of the JVM with that cache; with {@code -XX:AOTMode=on} it ends at once if the cache does not fit. */
    private int run(ServerCommand command, String... further) throws IOException {
        List<String> words = new ArrayList<>(command.command().subList(0, 4));
        words.remove("-XX:AOTMode=auto");
        words.addAll(List.of("-cp", command.command().get(command.command().indexOf("-jar") + 1)));
        words.addAll(List.of(further));
        Process process = new ProcessBuilder(words)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("run.log").toFile())
                .start();
        return process.onExit().join().exitValue();
    }

    private Path serverJar() throws IOException {
        Path classes = Files.createDirectories(folder.resolve("classes"));
        Path source = Files.writeString(classes.resolve("Server.java"), SERVER);
        assertThat(ToolProvider.getSystemJavaCompiler()
                        .run(null, null, null, "-d", classes.toString(), source.toString()))
                .isZero();
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, "Server");
        Path jar = folder.resolve("server.jar");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
            out.putNextEntry(new JarEntry("Server.class"));
            Files.copy(classes.resolve("Server.class"), out);
        }
        return jar;
    }
}
