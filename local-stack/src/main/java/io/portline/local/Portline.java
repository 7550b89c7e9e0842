package io.portline.local;

import io.portline.infrastructure.InfrastructureException;
import io.portline.local.demo.AllOutcomes;
import io.portline.local.demo.Demo;
import io.portline.local.demo.DemoAddresses;
import io.portline.local.demo.DeskDemo;
import io.portline.local.demo.PortlineApi;

import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Behind the script {@code ./portline}, which finds the JDK and builds; here the commands are carried out. */
public final class Portline {
    private static final Duration DOWN_LIMIT = Duration.ofSeconds(60);

    private final Home home;
    private final Terminal terminal;

    private Portline(Home home, Terminal terminal) {
        this.home = home;
        this.terminal = terminal;
    }

    /** The project's folder comes as the system property {@code portline.project}. */
    public static void main(String... args) {
        Terminal terminal = Terminal.standard();
        int code;
        try {
            Path project = Path.of(System.getProperty("portline.project", "."));
            String folder = System.getenv("PORTLINE_HOME");
            Home home = Home.open(
                    project, folder == null || folder.isBlank() ? project.resolve(".portline") : Path.of(folder));
            code = new Portline(home, terminal).carryOut(new ArrayDeque<>(List.of(args)));
        } catch (LocalStackException | InfrastructureException e) {
            terminal.say("✗ %s", String.valueOf(e.getMessage()));
            code = 1;
        }
        // The hook of 'up' waits for this thread when it failed early.
        Runtime.getRuntime().halt(code);
    }

    private int carryOut(Deque<String> words) {
        String command = words.isEmpty() ? "help" : words.pop();
        return switch (command) {
            case "up" -> up(words);
            case "down" -> down();
            case "demo" -> demo(words);
            case "status" -> ask("status");
            case "start", "stop", "restart" -> ask(command, part(command, words));
            default ->
                throw new LocalStackException(
                        "There is no command '%s'; './portline help' lists them".formatted(command));
        };
    }

    private int up(Deque<String> words) {
        boolean fresh = false;
        boolean useCache = true;
        boolean secured = false;
        BigDecimal speed = LocalStackSettings.DEFAULT_SPEED;
        List<String> only = new ArrayList<>();
        while (!words.isEmpty()) {
            String word = words.pop();
            switch (word) {
                case "--fresh" -> fresh = true;
                case "--no-cache" -> useCache = false;
                case "--secured" -> secured = true;
                case "--speed" -> speed = speed(words.isEmpty() ? "" : words.pop());
                default -> {
                    if (word.startsWith("-")) {
                        throw new LocalStackException(
                                "'up' does not know %s; './portline help' lists what it knows".formatted(word));
                    }
                    only.add(word);
                }
            }
        }
        LocalStack.requireNoneRunning(home);
        if (fresh) {
            LocalStack.endOrphans(home, terminal, Clock.systemUTC());
            home.empty();
        }
        terminal.say(
                "Portline starts%s; data, logs and secrets are in %s", fresh ? " with nothing" : "", home.folder());
        Supervisor supervisor = new Supervisor(home, terminal);
        endOnSignal(supervisor);
        supervisor.run(new LocalStackSettings(
                home.project(),
                home.folder(),
                Ports.usual(),
                speed,
                useCache,
                only,
                secured || LocalStack.asksForCredentials(home),
                false,
                Map.of()));
        // Not System.exit: when a signal began the end, the hook below waits for this very thread.
        Runtime.getRuntime().halt(0);
        return 0;
    }

    private static void endOnSignal(Supervisor supervisor) {
        Thread running = Thread.currentThread();
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            supervisor.end();
                            try {
                                running.join(Duration.ofSeconds(90));
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                            }
                        },
                        "end-on-signal"));
    }

    private int demo(Deque<String> words) {
        boolean allOutcomes = false;
        boolean atTheDesk = false;
        while (!words.isEmpty()) {
            String word = words.pop();
            switch (word) {
                case "--all-outcomes" -> allOutcomes = true;
                case "--desk" -> atTheDesk = true;
                default ->
                    throw new LocalStackException(
                            "'demo' does not know %s; './portline help' lists what it knows".formatted(word));
            }
        }
        if (ControlChannel.ask(home, "status").isEmpty()) {
            throw new LocalStackException(
                    "The demo needs a running Portline: './portline up' in another terminal first");
        }
        ClockSegment segment = ClockSegment.Saved.read(home.clock())
                .orElseThrow(() -> new LocalStackException("The business time is not there: " + home.clock()))
                .segment();
        Secrets secrets = new Secrets(home.secrets());
        DemoAddresses addresses = LocalStack.addresses(home, Ports.usual(), secrets, segment, Clock.systemUTC());
        // The registry's client warns of how it makes its HTTP client; nobody at a terminal can act on that.
        Logger.getLogger("").setLevel(Level.SEVERE);
        try {
            if (atTheDesk) {
                return DeskDemo.run(
                                LocalStack.deskAddresses(Ports.usual(), secrets, segment, Clock.systemUTC()),
                                terminal.stream())
                        ? 0
                        : 1;
            }
            boolean right = allOutcomes
                    ? AllOutcomes.run(
                            addresses,
                            addresses.as("fabrikam-script", secrets.random("client-fabrikam-script")),
                            terminal.stream())
                    : Demo.run(addresses, terminal.stream());
            return right ? 0 : 1;
        } catch (PortlineApi.ApiRefusal | UncheckedIOException e) {
            throw new LocalStackException(String.valueOf(e.getMessage()), e);
        }
    }

    private static BigDecimal speed(String word) {
        try {
            BigDecimal speed = new BigDecimal(word);
            if (speed.signum() > 0 && speed.compareTo(BigDecimal.valueOf(1_000_000)) <= 0) {
                return speed;
            }
        } catch (NumberFormatException notANumber) {
            // Said below.
        }
        throw new LocalStackException("--speed wants a number above 0 and at most 1000000, not '%s'".formatted(word));
    }

    private int down() {
        Optional<ProcessHandle> supervisor = new PidFile(home.pidFile(LocalStack.SUPERVISOR)).find();
        if (supervisor.isPresent()) {
            if (ControlChannel.ask(home, "down").isEmpty()) {
                supervisor.get().destroy();
            }
            try {
                supervisor.get().onExit().get(DOWN_LIMIT.toSeconds(), java.util.concurrent.TimeUnit.SECONDS);
            } catch (java.util.concurrent.TimeoutException e) {
                throw new LocalStackException(
                        "Portline (process %d) has not stopped within %d s; 'kill -9 %d' and './portline down' again stop the rest"
                                .formatted(
                                        supervisor.get().pid(),
                                        DOWN_LIMIT.toSeconds(),
                                        supervisor.get().pid()),
                        e);
            } catch (java.util.concurrent.ExecutionException e) {
                throw new IllegalStateException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return 1;
            }
        }
        boolean orphans = LocalStack.endOrphans(home, terminal, Clock.systemUTC());
        terminal.say(supervisor.isPresent() || orphans ? "Portline is stopped." : "Portline was not running.");
        return 0;
    }

    private int ask(String... words) {
        Optional<String> answer = ControlChannel.ask(home, words);
        if (answer.isEmpty()) {
            throw new LocalStackException("Portline is not running here; './portline up' starts it");
        }
        terminal.say("%s", answer.get());
        return 0;
    }

    private static String part(String command, Deque<String> words) {
        if (words.isEmpty()) {
            throw new LocalStackException("Say which part: ./portline %s PART".formatted(command));
        }
        return words.pop();
    }
}
