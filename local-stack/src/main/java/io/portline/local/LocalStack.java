package io.portline.local;

import io.portline.infrastructure.FreePort;
import io.portline.infrastructure.KafkaAccess;
import io.portline.infrastructure.Signal;
import io.portline.local.demo.DemoAddresses;
import io.portline.local.demo.DeskAddresses;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A running stack: every part a process of its own, started in order, kept running, ended in reverse order. */
public final class LocalStack implements AutoCloseable {
    static final String SUPERVISOR = "supervisor";

    private static final long NEEDED_MEGABYTES = 700;
    private static final Duration SAVE_EVERY = Duration.ofSeconds(2);

    /** How far ahead of now the saved business time is, in real time: no process can have seen more before the next save. */
    private static final Duration SAVED_AHEAD = Duration.ofSeconds(6);

    private final Home home;
    private final LocalStackSettings settings;
    private final Terminal terminal;
    private final Clock realClock;
    private final PartRunner.Patience patience;
    private final ClockSegment segment;
    private final Secrets secrets;
    private final StartTurns turns = StartTurns.ofThisMachine();
    private final Map<String, PartRunner> runners = new LinkedHashMap<>();
    private final CountDownLatch closing = new CountDownLatch(1);
    private boolean closed;

    private LocalStack(
            Home home,
            LocalStackSettings settings,
            Terminal terminal,
            Clock realClock,
            PartRunner.Patience patience,
            ClockSegment segment) {
        this.home = home;
        this.settings = settings;
        this.terminal = terminal;
        this.realClock = realClock;
        this.patience = patience;
        this.segment = segment;
        this.secrets = new Secrets(home.secrets());
    }

    /** Begins to start every part and returns; see {@link #awaitReady()}. What happens is said on the terminal. */
    public static LocalStack start(LocalStackSettings settings, Terminal terminal) {
        Home home = Home.open(settings.project(), settings.folder());
        return start(home, settings, terminal, Clock.systemUTC(), PartRunner.Patience.usual(), LocalStack::topology);
    }

    /** The same for who kills parts on purpose: a part that dies is started again at once, however often it dies. */
    public static LocalStack startTirelessly(LocalStackSettings settings, Terminal terminal) {
        Home home = Home.open(settings.project(), settings.folder());
        return start(home, settings, terminal, Clock.systemUTC(), PartRunner.Patience.tireless(), LocalStack::topology);
    }

    /** Puts the business clock of a stack that does not run forward; it is seen by the next start. */
    public static void leap(LocalStackSettings settings, Duration ahead) {
        Home home = Home.open(settings.project(), settings.folder());
        requireNoneRunning(home);
        ClockSegment.Saved.read(home.clock())
                .ifPresent(saved ->
                        new ClockSegment.Saved(saved.segment(), saved.reached().plus(ahead)).write(home.clock()));
    }

    /** The same, with what happens said in the file {@code logs/stack.log} of the folder. */
    public static LocalStack start(LocalStackSettings settings) {
        Home home = Home.open(settings.project(), settings.folder());
        return start(settings, Terminal.toFile(home.log("stack")));
    }

    @FunctionalInterface
    interface PartsOf {
        List<Part> parts(
                Home home, LocalStackSettings settings, Secrets secrets, ClockSegment clock, Terminal terminal);
    }

    static List<Part> topology(
            Home home, LocalStackSettings settings, Secrets secrets, ClockSegment clock, Terminal terminal) {
        return topologyOf(home, settings, secrets, clock, terminal).parts();
    }

    private static Topology topologyOf(
            Home home, LocalStackSettings settings, Secrets secrets, ClockSegment clock, Terminal terminal) {
        return new Topology(
                home,
                settings.ports(),
                secrets,
                clock,
                terminal,
                settings.useCache(),
                settings.secured(),
                settings.forLongRuns(),
                settings.environment());
    }

    static LocalStack start(
            Home home,
            LocalStackSettings settings,
            Terminal terminal,
            Clock realClock,
            PartRunner.Patience patience,
            PartsOf partsOf) {
        requireNoneRunning(home);
        Machine.requireDisk(home.folder(), NEEDED_MEGABYTES);
        endOrphans(home, terminal, realClock);
        Instant now = realClock.instant();
        ClockSegment segment = ClockSegment.Saved.read(home.clock())
                .map(saved -> saved.next(now, settings.speed()))
                .orElseGet(() -> new ClockSegment(now, now, settings.speed()));
        LocalStack stack = new LocalStack(home, settings, terminal, realClock, patience, segment);
        List<Part> parts =
                Topology.choose(partsOf.parts(home, settings, stack.secrets, segment, terminal), settings.only());
        requireFreePorts(parts);
        new PidFile(home.pidFile(SUPERVISOR)).write(ProcessHandle.current());
        stack.saveClock(SAVED_AHEAD);
        Thread.ofPlatform().name("save-clock").daemon().start(stack::keepClockSaved);
        parts.forEach(
                part -> stack.runners.put(part.name(), new PartRunner(part, home, terminal, patience, stack.turns)));
        stack.runners.values().forEach(runner -> runner.start(stack.neededBy(runner)));
        return stack;
    }

    /** Refuses if another supervisor runs here. */
    static void requireNoneRunning(Home home) {
        new PidFile(home.pidFile(SUPERVISOR)).find().ifPresent(other -> {
            throw new LocalStackException(
                    "Portline is already running here (process %d). './portline status' shows it, './portline down' stops it."
                            .formatted(other.pid()));
        });
    }

    /** Ends what a killed supervisor has left running; true if there was anything. */
    static boolean endOrphans(Home home, Terminal terminal, Clock realClock) {
        List<Path> files;
        try (Stream<Path> all = Files.list(home.run())) {
            // The database last: the others still have something to write.
            files = all.filter(file -> file.toString().endsWith(".pid"))
                    .filter(file -> !file.equals(home.pidFile(SUPERVISOR)))
                    .sorted(Comparator.<Path, Boolean>comparing(file -> file.endsWith("postgres.pid"))
                            .thenComparing(Comparator.naturalOrder()))
                    .toList();
        } catch (IOException e) {
            throw new LocalStackException("Cannot read %s: %s".formatted(home.run(), e.getMessage()), e);
        }
        boolean found = false;
        for (Path file : files) {
            PidFile pidFile = new PidFile(file);
            Optional<ProcessHandle> orphan = pidFile.find();
            if (orphan.isPresent()) {
                found = true;
                String name = String.valueOf(file.getFileName()).replace(".pid", "");
                terminal.say(
                        "  Stopping %s (process %d), left over from before",
                        name, orphan.get().pid());
                PidFile.end(orphan.get(), "postgres".equals(name) ? Signal.INT : Signal.TERM, Duration.ofSeconds(15));
            }
            pidFile.delete();
        }
        if (found) {
            // They have seen business time go on since the last save.
            ClockSegment.Saved.read(home.clock())
                    .ifPresent(saved -> saved.usedUntil(realClock.instant()).write(home.clock()));
        }
        return found;
    }

    /** Waits until every part is ready or has failed; the names of those that failed. */
    public List<String> awaitSettled() {
        return runners.values().stream()
                .filter(runner -> !runner.settled().join())
                .map(runner -> runner.part().name())
                .toList();
    }

    /** Waits until every part is ready; throws if one fails for good. */
    public void awaitReady() {
        List<String> failed = awaitSettled();
        if (!failed.isEmpty()) {
            throw new LocalStackException(
                    "Not ready: %s; logs are in %s".formatted(String.join(", ", failed), home.logs()));
        }
    }

    /** Where the parts are, for the demo and for tests; as the client {@code contoso-script}. */
    public DemoAddresses addresses() {
        return addresses(home, settings.ports(), secrets, segment, realClock);
    }

    /** Whether the data of this folder were begun with credentials, which is for good. */
    static boolean asksForCredentials(Home home) {
        return Files.exists(home.data().resolve("kafka").resolve("secured"));
    }

    static DemoAddresses addresses(Home home, Ports ports, Secrets secrets, ClockSegment segment, Clock realClock) {
        Map<String, String> client = new LinkedHashMap<>();
        if (asksForCredentials(home)) {
            client.putAll(KafkaAccess.credentials(Access.OUTSIDE, Topology.kafkaPassword(secrets, Access.OUTSIDE)));
            client.putAll(registryClient(secrets, Access.OUTSIDE));
        }
        return new DemoAddresses(
                local(ports.identity()),
                local(ports.orderService()),
                local(ports.mailView()),
                "localhost:" + ports.kafka(),
                "http://localhost:%d/apis/registry/v3".formatted(ports.registry()),
                "contoso-script",
                secrets.random("client-contoso-script"),
                new SegmentClock(segment, realClock),
                local(ports.dashboard()),
                client);
    }

    static DeskAddresses deskAddresses(Ports ports, Secrets secrets, ClockSegment segment, Clock realClock) {
        return new DeskAddresses(
                local(ports.identity()),
                local(ports.caseService()),
                local(ports.mailView()),
                ports.smtp(),
                secrets.random("client-contoso-script"),
                secrets.random("client-fabrikam-script"),
                secrets.random("client-desk-script"),
                new SegmentClock(segment, realClock),
                local(ports.dashboard()));
    }

    /** Where the parts are, for the desk's demo and for tests. */
    public DeskAddresses deskAddresses() {
        return deskAddresses(settings.ports(), secrets, segment, realClock);
    }

    /** What a client of Kafka needs as that user (see {@link Access}); empty where Kafka asks nobody. */
    public Map<String, String> kafkaClient(String user) {
        return settings.secured() ? KafkaAccess.credentials(user, Topology.kafkaPassword(secrets, user)) : Map.of();
    }

    /** What an Apicurio or Confluent client of the registry needs as that user; empty where the registry asks nobody. */
    public Map<String, String> registryClient(String user) {
        return settings.secured() ? registryClient(secrets, user) : Map.of();
    }

    private static Map<String, String> registryClient(Secrets secrets, String user) {
        String password = Topology.registryPassword(secrets, user);
        return Map.of(
                "apicurio.registry.auth.username",
                user,
                "apicurio.registry.auth.password",
                password,
                "basic.auth.credentials.source",
                "USER_INFO",
                "basic.auth.user.info",
                user + ":" + password);
    }

    /**
     * Starts another process of a service beside the others and waits until it is ready.
     *
     * @return its address
     */
    public URI startAnother(String service, String name) {
        if (runners.containsKey(name)) {
            throw new LocalStackException("There is a part '%s' already".formatted(name));
        }
        int port = FreePort.find();
        Part part = topologyOf(home, settings, secrets, segment, terminal).another(service, name, port);
        PartRunner runner = new PartRunner(part, home, terminal, patience, turns);
        synchronized (this) {
            runners.put(name, runner);
        }
        runner.start(List.of());
        PartRunner.State state = runner.awaitSettled(patience.readyLimit());
        if (state != PartRunner.State.READY) {
            throw new LocalStackException("%s: %s; its log is %s".formatted(name, state.words(), home.log(name)));
        }
        return local(port);
    }

    /** Resident bytes of each part. */
    public Map<String, Long> memory() {
        Map<String, Long> bytes = new LinkedHashMap<>();
        status().forEach(status ->
                status.process().ifPresent(process -> bytes.put(status.part().name(), Machine.residentBytes(process))));
        return bytes;
    }

    /** Time that processors have worked for each part since it was started. */
    public Map<String, Duration> processorTime() {
        Map<String, Duration> times = new LinkedHashMap<>();
        status().forEach(status ->
                status.process().ifPresent(process -> times.put(status.part().name(), Machine.processorTime(process))));
        return times;
    }

    /** The folder in which the mail sink keeps what it was sent. */
    public Path mails() {
        return home.data().resolve("mail");
    }

    /** Of all clients of the issuer. */
    public List<String> clientSecrets() {
        return Topology.CLIENTS.stream().map(this::clientSecret).toList();
    }

    /** The folder of the logs, one of each part. */
    public Path logs() {
        return home.logs();
    }

    /** The address and the credentials of a service's database, as {@code url, user, password}. */
    public List<String> database(String name) {
        return List.of(
                "jdbc:postgresql://localhost:%d/%s".formatted(settings.ports().postgres(), name),
                name,
                secrets.random("database-" + name));
    }

    public Ports ports() {
        return settings.ports();
    }

    /** The one password of the demo users. */
    public String demoPassword() {
        return secrets.demoPassword();
    }

    /** The secret of a client of the issuer. */
    public String clientSecret(String client) {
        return secrets.random("client-" + client);
    }

    /** Business time as the services compute it. */
    public Clock businessClock() {
        return new SegmentClock(segment, realClock);
    }

    public boolean has(String part) {
        return runners.containsKey(part);
    }

    /** SIGKILL to a part; the supervisor notices and starts it again, as after any death. */
    public void kill(String part) {
        runner(part).status().process().ifPresent(process -> {
            Signal.KILL.sendTo(family(process));
            process.onExit().join();
        });
    }

    /** SIGSTOP: the part stands still, keeps its connections and does not know it. */
    public void freeze(String part) {
        runner(part).status().process().ifPresent(process -> Signal.STOP.sendTo(family(process)));
    }

    /** SIGCONT after {@link #freeze}. */
    public void thaw(String part) {
        runner(part).status().process().ifPresent(process -> Signal.CONT.sendTo(family(process)));
    }

    /** Waits until a part that died is ready again. */
    public void awaitReady(String part) {
        PartRunner.State state = runner(part).awaitSettled(patience.readyLimit());
        if (state != PartRunner.State.READY) {
            throw new LocalStackException("%s: %s; its log is %s".formatted(part, state.words(), home.log(part)));
        }
    }

    private static List<Long> family(ProcessHandle process) {
        List<Long> family = new ArrayList<>();
        family.add(process.pid());
        process.descendants().forEach(child -> family.add(child.pid()));
        return family;
    }

    /** Ends a part in good order and leaves it ended. */
    public void stop(String part) {
        runner(part).stop();
    }

    /** Starts a part that was stopped or has failed and waits until it is ready. */
    public void start(String part) {
        PartRunner runner = runner(part);
        runner.start(List.of());
        PartRunner.State state = runner.awaitSettled(patience.readyLimit());
        if (state != PartRunner.State.READY) {
            throw new LocalStackException(
                    "%s: %s; './portline logs %s' shows its log".formatted(part, state.words(), part));
        }
    }

    /** Ends a part in good order, starts it and waits until it is ready. */
    public void restart(String part) {
        stop(part);
        start(part);
    }

    List<PartRunner.Status> status() {
        return runners.values().stream().map(PartRunner::status).toList();
    }

    /** Of all parts and this process. */
    long residentBytes() {
        return status().stream()
                        .flatMap(status -> status.process().stream())
                        .mapToLong(Machine::residentBytes)
                        .sum()
                + Machine.residentBytesAlone(ProcessHandle.current());
    }

    /** Ends every part after those that wait for it; parts that do not depend on each other end at the same time. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        Map<String, CompletableFuture<Void>> stops = new LinkedHashMap<>();
        for (PartRunner runner : new ArrayList<>(runners.values()).reversed()) {
            CompletableFuture<?>[] dependents = runners.values().stream()
                    .filter(other ->
                            other.part().waitsFor().contains(runner.part().name()))
                    .flatMap(other -> Stream.ofNullable(stops.get(other.part().name())))
                    .toArray(CompletableFuture<?>[]::new);
            stops.put(
                    runner.part().name(),
                    CompletableFuture.allOf(dependents)
                            .thenRunAsync(
                                    runner::stop, task -> Thread.ofPlatform().start(task)));
        }
        CompletableFuture.allOf(stops.values().toArray(CompletableFuture<?>[]::new))
                .join();
        closing.countDown();
        saveClock(Duration.ZERO);
        new PidFile(home.pidFile(SUPERVISOR)).delete();
    }

    private PartRunner runner(String part) {
        PartRunner runner = runners.get(part);
        if (runner == null) {
            throw new LocalStackException(
                    "There is no part '%s'; the parts are %s".formatted(part, String.join(", ", runners.keySet())));
        }
        return runner;
    }

    private List<PartRunner> neededBy(PartRunner runner) {
        return runner.part().waitsFor().stream()
                .flatMap(name -> Stream.ofNullable(runners.get(name)))
                .toList();
    }

    private void keepClockSaved() {
        try {
            while (!closing.await(SAVE_EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
                saveClockAhead();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (LocalStackException e) {
            terminal.say("! The business time is not saved any more: %s", String.valueOf(e.getMessage()));
        }
    }

    private synchronized void saveClockAhead() {
        // Not after close() has saved the exact time.
        if (!closed) {
            saveClock(SAVED_AHEAD);
        }
    }

    private synchronized void saveClock(Duration ahead) {
        new ClockSegment.Saved(segment, segment.businessAt(realClock.instant().plus(ahead))).write(home.clock());
    }

    private static URI local(int port) {
        return URI.create("http://localhost:" + port);
    }

    private static void requireFreePorts(List<Part> parts) {
        List<String> busy = new ArrayList<>();
        for (Part part : parts) {
            for (int port : part.ports()) {
                if (!FreePort.isFree(port)) {
                    String holder = Machine.listener(port)
                            .map(process -> "process %d (%s); end it with 'kill %d'"
                                    .formatted(
                                            process.pid(),
                                            process.info().command().orElse("unknown program"),
                                            process.pid()))
                            .orElse("a process of another user; 'sudo ss -ltnp sport = :%d' shows it".formatted(port));
                    busy.add("  port %d, which %s needs, is held by %s".formatted(port, part.name(), holder));
                }
            }
        }
        if (!busy.isEmpty()) {
            throw new LocalStackException(
                    "Not started, ports are busy:%n%s".formatted(String.join(System.lineSeparator(), busy)));
        }
    }
}
