package io.portline.local;

import io.portline.infrastructure.FreePort;
import io.portline.infrastructure.ServerCommand;
import io.portline.infrastructure.Signal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** The supervisor over real processes: small shells that write down when they begin and end. */
class LocalStackTest {
    private static final PartRunner.Patience IMPATIENT = new PartRunner.Patience(
            Duration.ofSeconds(20),
            Duration.ofSeconds(5),
            Duration.ofMillis(50),
            Duration.ofMillis(200),
            3,
            Duration.ofMinutes(2));

    @TempDir
    Path folder;

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private final Terminal terminal = new Terminal(new PrintStream(said, true, StandardCharsets.UTF_8));
    private final List<LocalStack> open = new ArrayList<>();
    private Home home = new Home(Path.of("."), Path.of("."));

    @BeforeEach
    void makeHome() {
        home = Home.open(folder, folder.resolve("home"));
    }

    @AfterEach
    void endAll() {
        open.forEach(LocalStack::close);
        LocalStack.endOrphans(home, terminal, Clock.systemUTC());
    }

    @Test
    void startsPartsAfterThoseTheyWaitForAndEndsThemInReverse() throws Exception {
        LocalStack stack = start(part("database"), part("service", "database"), part("page", "service"));
        stack.awaitReady();
        stack.close();
        assertThat(events())
                .containsExactly("database up", "service up", "page up", "page down", "service down", "database down");
        assertThat(said()).contains("✓ database", "✓ service", "✓ page");
    }

    @Test
    void startsAPartThatDiesAgainAndSaysSo() {
        LocalStack stack = start(part("service"));
        stack.awaitReady();
        long first = pid(stack);
        stack.kill("service");
        await().untilAsserted(
                        () -> assertThat(stack.status().getFirst().state()).isEqualTo(PartRunner.State.READY));
        assertThat(pid(stack)).isNotEqualTo(first);
        assertThat(said()).contains("service ended by itself (code 137)", "service is started again");
    }

    @Test
    void reportsAPartThatKeepsDyingAsFailedWithItsLog() {
        LocalStack stack = start(shell("broken", "echo 'no such table'; exit 3"), part("other"));
        assertThat(stack.awaitSettled()).containsExactly("broken");
        assertThat(stack.status().getFirst().state()).isEqualTo(PartRunner.State.FAILED);
        assertThat(said())
                .contains("broken ended by itself (code 3)", "no such table", "✗ broken", "./portline start broken");
        assertThat(stack.status().getLast().state()).isEqualTo(PartRunner.State.READY);
        assertThatThrownBy(stack::awaitReady)
                .isInstanceOf(LocalStackException.class)
                .hasMessageContaining("broken");
    }

    @Test
    void doesNotStartWhatWaitsForAFailedPart() {
        LocalStack stack = start(shell("broken", "exit 3"), part("service", "broken"));
        assertThat(stack.awaitSettled()).containsExactly("broken", "service");
        assertThat(said()).contains("broken is not there, which it waits for");
    }

    @Test
    void stopsStartsAndRestartsOnePartAlone() {
        LocalStack stack = start(part("database"), part("service", "database"));
        stack.awaitReady();
        stack.stop("database");
        assertThat(stack.status())
                .extracting(PartRunner.Status::state)
                .containsExactly(PartRunner.State.STOPPED, PartRunner.State.READY);
        stack.start("database");
        stack.restart("service");
        assertThat(stack.status()).extracting(PartRunner.Status::state).containsOnly(PartRunner.State.READY);
        assertThatThrownBy(() -> stack.stop("databose"))
                .isInstanceOf(LocalStackException.class)
                .hasMessageContaining("database, service");
    }

    @Test
    void startsAPartThatIsBeingStoppedOnlyWhenItIsGone() throws Exception {
        LocalStack stack = start(slowToEnd("service"));
        stack.awaitReady();
        Thread stopping = Thread.ofPlatform().start(() -> stack.stop("service"));
        await().untilAsserted(() -> assertThat(events()).contains("service asked to end"));
        Thread starting = Thread.ofPlatform().start(() -> stack.start("service"));
        await().until(() -> starting.getState() == Thread.State.WAITING);
        Files.createFile(folder.resolve("may-end"));
        stopping.join();
        starting.join();

        assertThat(stack.status()).extracting(PartRunner.Status::state).containsExactly(PartRunner.State.READY);
        assertThat(events()).containsExactly("service up", "service asked to end", "service down", "service up");
        assertThat(said()).doesNotContain("ended by itself");
    }

    @Test
    void refusesASecondSupervisorInTheSameFolder() {
        start(part("service")).awaitReady();
        assertThatThrownBy(() -> start(part("service")))
                .isInstanceOf(LocalStackException.class)
                .hasMessageContaining("already running")
                .hasMessageContaining("./portline down");
    }

    @Test
    void namesTheBusyPortItsHolderAndWhatToDo() throws Exception {
        try (ServerSocket holder = new ServerSocket(FreePort.find(), 1, InetAddress.getLoopbackAddress())) {
            Part part = new Part(
                    "service",
                    List.of(holder.getLocalPort()),
                    "here",
                    List.of(),
                    () -> command("service", "exit 0"),
                    () -> true,
                    () -> {},
                    Signal.TERM);
            assertThatThrownBy(() -> start(part))
                    .isInstanceOf(LocalStackException.class)
                    .hasMessageContaining("port " + holder.getLocalPort() + ", which service needs")
                    .hasMessageContaining("kill " + ProcessHandle.current().pid());
        }
    }

    @Test
    void endsWhatAKilledSupervisorLeftOverAndOnlyThat() throws Exception {
        Process orphan = process();
        Process stranger = process();
        new PidFile(home.pidFile("service")).write(orphan.toHandle());
        // The id of a living process with the start time of another one: not ours.
        Files.writeString(home.pidFile("old"), stranger.pid() + " 2001-01-01T00:00:00Z\n");
        try {
            assertThat(LocalStack.endOrphans(home, terminal, Clock.systemUTC())).isTrue();
            assertThat(orphan.isAlive()).isFalse();
            assertThat(stranger.isAlive()).isTrue();
            assertThat(home.pidFile("service")).doesNotExist();
            assertThat(LocalStack.endOrphans(home, terminal, Clock.systemUTC())).isFalse();
        } finally {
            stranger.destroyForcibly();
        }
    }

    @Test
    void endsAStoppedOrStubbornProcessByForce() throws Exception {
        Process stubborn = new ProcessBuilder("sh", "-c", "trap '' TERM; echo on; while :; do read -r _ || :; done")
                .redirectInput(ProcessBuilder.Redirect.PIPE)
                .start();
        assertThat(stubborn.inputReader().readLine()).isEqualTo("on");
        PidFile.end(stubborn.toHandle(), Signal.TERM, Duration.ofMillis(200));
        assertThat(stubborn.isAlive()).isFalse();
    }

    @Test
    void letsBusinessTimeStandStillWhileOff() {
        LocalStack first = start(part("service"));
        first.awaitReady();
        first.close();
        ClockSegment.Saved saved = ClockSegment.Saved.read(home.clock()).orElseThrow();
        LocalStack second = start(part("service"));
        assertThat(second.businessClock().instant()).isAfterOrEqualTo(saved.reached());
        assertThat(ClockSegment.Saved.read(home.clock()).orElseThrow().segment().businessOrigin())
                .isEqualTo(saved.reached());
    }

    @Test
    void answersOnlyWhoKnowsTheToken() throws Exception {
        try (ControlChannel _ = ControlChannel.open(home, words -> String.join("+", words))) {
            assertThat(ControlChannel.ask(home, "restart", "mail")).contains("restart+mail");
            String[] address = Files.readString(home.run().resolve("control")).split(" ");
            Files.writeString(home.run().resolve("control"), address[0] + " guessed");
            assertThatThrownBy(() -> ControlChannel.ask(home, "down")).isInstanceOf(LocalStackException.class);
        }
        assertThat(ControlChannel.ask(home, "status")).isEqualTo(Optional.empty());
    }

    private LocalStack start(Part... parts) {
        LocalStackSettings settings =
                new LocalStackSettings(folder, home.folder(), Ports.free(), BigDecimal.TEN, false, List.of());
        LocalStack stack = LocalStack.start(
                home, settings, terminal, Clock.systemUTC(), IMPATIENT, (_, _, _, _, _) -> Arrays.asList(parts));
        open.add(stack);
        return stack;
    }

    private Part part(String name, String... waitsFor) {
        // Ready once it has said so; ends when asked, after saying so.
        return part(name, "", List.of(waitsFor));
    }

    /** Ends only when the file {@code may-end} is there. */
    private Part slowToEnd(String name) {
        return part(
                name,
                "echo \"%s asked to end\" >> events; while [ ! -f may-end ]; do sleep 0.05; done; ".formatted(name),
                List.of());
    }

    private Part part(String name, String beforeItEnds, List<String> waitsFor) {
        String script =
                "trap '%2$secho \"%1$s down\" >> events; exit 0' TERM; echo '%1$s up' >> events; touch %1$s.ready; while :; do sleep 0.05; done"
                        .formatted(name, beforeItEnds);
        return new Part(
                name,
                List.of(),
                "here",
                waitsFor,
                () -> {
                    delete(folder.resolve(name + ".ready"));
                    return command(name, script);
                },
                () -> Files.exists(folder.resolve(name + ".ready")),
                () -> {},
                Signal.TERM);
    }

    private Part shell(String name, String script) {
        return new Part(
                name, List.of(), "here", List.of(), () -> command(name, script), () -> false, () -> {}, Signal.TERM);
    }

    private ServerCommand command(String name, String script) {
        return new ServerCommand(List.of("sh", "-c", script, name), Map.of(), folder);
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static Process process() throws Exception {
        return new ProcessBuilder("sleep", "300").start();
    }

    private static long pid(LocalStack stack) {
        return stack.status().getFirst().process().orElseThrow().pid();
    }

    private List<String> events() throws Exception {
        return Files.readAllLines(folder.resolve("events"));
    }

    private String said() {
        return said.toString(StandardCharsets.UTF_8);
    }
}
