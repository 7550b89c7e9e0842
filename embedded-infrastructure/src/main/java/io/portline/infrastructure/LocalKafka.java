package io.portline.infrastructure;

import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.tools.StorageTool;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.utils.Time;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A real Kafka broker (KRaft, broker and controller in one), in this JVM or as a child process. Topics are never created by themselves.
 * A second listener is advertised under the address of a {@link CuttableProxy}, so that a test can cut or freeze its connections.
 */
public final class LocalKafka implements AutoCloseable {
    private static final String CLUSTER_ID = "cG9ydGxpbmUtbG9jYWwtMQ";
    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(30);
    private static final int HEAP_MEGABYTES = 320;

    /**
     * @param dataFolder     where logs and metadata are kept; created when missing
     * @param port           loopback port of the brokers's listener
     * @param controllerPort loopback port of the controller
     * @param proxiedPort    loopback port of the second listener; 0 = none
     * @param proxyPort      port under which the second listener is advertised
     */
    public record Settings(Path dataFolder, int port, int controllerPort, int proxiedPort, int proxyPort) {
        public Settings(Path dataFolder, int port, int controllerPort) {
            this(dataFolder, port, controllerPort, 0, 0);
        }

        boolean hasProxy() {
            return proxiedPort != 0;
        }
    }

    private sealed interface Running {
        record InProcess(KafkaRaftServer server) implements Running {}

        record Child(ChildProcess process) implements Running {}
    }

    private final Settings settings;
    private final boolean ownProcess;
    private final @Nullable CuttableProxy proxy;
    private @Nullable Running running;

    private LocalKafka(Settings settings, boolean ownProcess) {
        this.settings = settings;
        this.ownProcess = ownProcess;
        this.proxy = settings.hasProxy() ? CuttableProxy.start(settings.proxyPort(), settings.proxiedPort()) : null;
    }

    /** Starts a broker in this JVM and waits until it answers. It cannot be killed or frozen. */
    public static LocalKafka start(Settings settings) {
        LocalKafka kafka = new LocalKafka(settings, false);
        kafka.start();
        return kafka;
    }

    /** Starts a broker as a child process and waits until it answers. */
    public static LocalKafka startProcess(Settings settings) {
        LocalKafka kafka = new LocalKafka(settings, true);
        kafka.start();
        return kafka;
    }

    /** Runs a broker until this process is asked to end: {@code --data FOLDER --port PORT --controller-port PORT [--proxied-port PORT --proxy-port PORT]}. */
    public static void main(String... args) throws InterruptedException {
        Arguments arguments = Arguments.of(args);
        KafkaRaftServer server = startServer(new Settings(
                Path.of(arguments.text("data")),
                arguments.number("port"),
                arguments.number("controller-port"),
                arguments.number("proxied-port", 0),
                arguments.number("proxy-port", 0)));
        Runtime.getRuntime().addShutdownHook(new Thread(server::shutdown, "stop-kafka"));
        server.awaitShutdown();
    }

    /** How to run the broker as a process of its own, with the class path of this JVM. */
    public static ServerCommand command(Settings settings) {
        createFolder(settings.dataFolder());
        List<String> command = new ArrayList<>();
        command.add(JavaCommand.java());
        command.addAll(JavaCommand.smallAndFast(HEAP_MEGABYTES));
        command.addAll(List.of(
                "--enable-native-access=ALL-UNNAMED",
                "-Dlogback.configurationFile=embedded-infrastructure-logback.xml",
                LocalKafka.class.getName(),
                "--data",
                settings.dataFolder().toAbsolutePath().toString(),
                "--port",
                Integer.toString(settings.port()),
                "--controller-port",
                Integer.toString(settings.controllerPort())));
        if (settings.hasProxy()) {
            command.addAll(List.of(
                    "--proxied-port",
                    Integer.toString(settings.proxiedPort()),
                    "--proxy-port",
                    Integer.toString(settings.proxyPort())));
        }
        // By the environment: a class path of Maven's length does not fit everywhere on a command line.
        return new ServerCommand(
                command,
                Map.of("CLASSPATH", System.getProperty("java.class.path"), "MALLOC_ARENA_MAX", "2"),
                settings.dataFolder().toAbsolutePath());
    }

    /** Starts it again on the same ports and data after {@link #stop()} or {@link #kill()}. */
    public synchronized void start() {
        if (running != null) {
            return;
        }
        if (ownProcess) {
            ChildProcess process = ChildProcess.start(
                    "Kafka", command(settings), settings.dataFolder().resolve("kafka.log"), Signal.TERM);
            try (Admin admin = admin()) {
                process.awaitReady(() -> answers(admin), START_LIMIT);
            }
            running = new Running.Child(process);
        } else {
            running = new Running.InProcess(startServer(settings));
        }
    }

    /** Ends it in good order. */
    public synchronized void stop() {
        Running was = running;
        running = null;
        switch (was) {
            case null -> {}
            case Running.Child(ChildProcess process) -> process.stop(Signal.TERM, STOP_LIMIT);
            case Running.InProcess(KafkaRaftServer server) -> {
                server.shutdown();
                server.awaitShutdown();
            }
        }
    }

    /** SIGKILL: nothing is flushed or said goodbye to. */
    public synchronized void kill() {
        child().kill();
        running = null;
    }

    /** SIGSTOP: connections stay open, nothing answers. */
    public synchronized void freeze() {
        child().freeze();
    }

    /** SIGCONT. */
    public synchronized void thaw() {
        child().thaw();
    }

    public String bootstrapServers() {
        return "localhost:" + settings.port();
    }

    /** The same broker through {@link #proxy()}. */
    public String proxiedBootstrapServers() {
        return "localhost:" + proxy().port();
    }

    /** The proxy before the second listener. */
    public CuttableProxy proxy() {
        if (proxy == null) {
            throw new IllegalStateException("Started without a proxy");
        }
        return proxy;
    }

    @Override
    public void close() {
        stop();
        if (proxy != null) {
            proxy.close();
        }
    }

    private ChildProcess child() {
        return switch (running) {
            case Running.Child(ChildProcess process) -> process;
            case Running.InProcess _ -> throw new IllegalStateException("Runs in this JVM; use startProcess");
            case null -> throw new IllegalStateException("Not running");
        };
    }

    private static void createFolder(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new InfrastructureException("Cannot create " + folder, e);
        }
    }

    private Admin admin() {
        return Admin.create(Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                "127.0.0.1:" + settings.port(),
                AdminClientConfig.RECONNECT_BACKOFF_MS_CONFIG,
                50,
                AdminClientConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG,
                100));
    }

    private static boolean answers(Admin admin) {
        try {
            return !admin.describeCluster().nodes().get(1, TimeUnit.SECONDS).isEmpty();
        } catch (ExecutionException | TimeoutException notYet) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InfrastructureException("Interrupted while waiting for Kafka", e);
        }
    }

    private static KafkaRaftServer startServer(Settings settings) {
        Properties properties = properties(settings);
        Path folder = settings.dataFolder().toAbsolutePath();
        try {
            Files.createDirectories(folder);
            Path file = folder.resolve("server.properties");
            try (OutputStream out =
                    Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING)) {
                properties.store(out, null);
            }
            try (PrintStream said = new PrintStream(
                    Files.newOutputStream(folder.resolve("format.log")), true, StandardCharsets.UTF_8)) {
                int code = StorageTool.execute(
                        new String[] {"format", "-t", CLUSTER_ID, "-c", file.toString(), "--ignore-formatted"}, said);
                if (code != 0) {
                    throw new InfrastructureException(
                            "Cannot format Kafka's folder; see " + folder.resolve("format.log"));
                }
            }
        } catch (IOException e) {
            throw new InfrastructureException("Cannot prepare Kafka's folder " + folder, e);
        }
        KafkaRaftServer server = new KafkaRaftServer(new KafkaConfig(properties, false), Time.SYSTEM);
        server.startup();
        return server;
    }

    private static Properties properties(Settings settings) {
        Properties properties = new Properties();
        properties.put("process.roles", "broker,controller");
        properties.put("node.id", "1");
        properties.put("controller.quorum.voters", "1@localhost:" + settings.controllerPort());
        properties.put("controller.listener.names", "CONTROLLER");
        properties.put("inter.broker.listener.name", "PLAINTEXT");
        properties.put("listener.security.protocol.map", "CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT,PROXIED:PLAINTEXT");
        String listeners = "PLAINTEXT://127.0.0.1:%d,CONTROLLER://127.0.0.1:%d"
                .formatted(settings.port(), settings.controllerPort());
        String advertised = "PLAINTEXT://localhost:" + settings.port();
        if (settings.hasProxy()) {
            listeners += ",PROXIED://127.0.0.1:" + settings.proxiedPort();
            advertised += ",PROXIED://localhost:" + settings.proxyPort();
        }
        properties.put("listeners", listeners);
        properties.put("advertised.listeners", advertised);
        properties.put(
                "log.dirs",
                settings.dataFolder().toAbsolutePath().resolve("log").toString());
        properties.put("auto.create.topics.enable", "false");
        properties.put("offsets.topic.replication.factor", "1");
        properties.put("offsets.topic.num.partitions", "10");
        properties.put("transaction.state.log.replication.factor", "1");
        properties.put("transaction.state.log.min.isr", "1");
        properties.put("transaction.state.log.num.partitions", "4");
        properties.put("share.coordinator.state.topic.replication.factor", "1");
        properties.put("share.coordinator.state.topic.min.isr", "1");
        properties.put("share.coordinator.state.topic.num.partitions", "4");
        properties.put("group.initial.rebalance.delay.ms", "0");
        // One small machine: few threads, and not half of the heap for the log cleaner.
        properties.put("num.network.threads", "2");
        properties.put("num.io.threads", "4");
        properties.put("background.threads", "4");
        properties.put("log.cleaner.dedupe.buffer.size", "8388608");
        // A killed broker is let in again after this time, not after 9 s.
        properties.put("broker.session.timeout.ms", "3000");
        properties.put("broker.heartbeat.interval.ms", "500");
        return properties;
    }
}
