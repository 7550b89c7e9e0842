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
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A real Kafka broker (KRaft, broker and controller in one), in this JVM or as a child process. Topics are never created by themselves.
 * A second listener is advertised under the address of a {@link CuttableProxy}, so that a test can cut or freeze its connections. With a
 * password of its administrator it lets nobody in without credentials (SASL/SCRAM) and nobody do what no rule allows; see {@link KafkaAccess}.
 */
public final class LocalKafka implements AutoCloseable {
    static final String CLUSTER_ID = "cG9ydGxpbmUtbG9jYWwtMQ";
    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(30);
    static final int HEAP_MEGABYTES = 320;
    private static final String PASSWORD_VARIABLE = "PORTLINE_KAFKA_ADMIN_PASSWORD";
    private static final String SECURED_MARK = "secured";

    /**
     * @param dataFolder     where logs and metadata are kept; created when missing
     * @param port           loopback port of the brokers's listener
     * @param controllerPort loopback port of the controller
     * @param proxiedPort    loopback port of the second listener; 0 = none
     * @param proxyPort      port under which the second listener is advertised
     * @param adminPassword  of the user {@value KafkaAccess#ADMIN}, who may do everything; null = whoever connects may. Fixed when the data
     *                       folder is new
     * @param forLongRuns    whether the process starts slower and then needs less of the processor
     */
    public record Settings(
            Path dataFolder,
            int port,
            int controllerPort,
            int proxiedPort,
            int proxyPort,
            @Nullable String adminPassword,
            boolean forLongRuns) {
        public Settings(Path dataFolder, int port, int controllerPort, int proxiedPort, int proxyPort) {
            this(dataFolder, port, controllerPort, proxiedPort, proxyPort, null, false);
        }

        public Settings(Path dataFolder, int port, int controllerPort) {
            this(dataFolder, port, controllerPort, 0, 0);
        }

        public Settings secured(String password) {
            return new Settings(dataFolder, port, controllerPort, proxiedPort, proxyPort, password, forLongRuns);
        }

        public Settings madeForLongRuns() {
            return new Settings(dataFolder, port, controllerPort, proxiedPort, proxyPort, adminPassword, true);
        }

        /** Leaves the password out. */
        @Override
        public String toString() {
            return "Settings[%s, port %d]".formatted(dataFolder, port);
        }

        boolean hasProxy() {
            return proxiedPort != 0;
        }
    }

    private final Settings settings;
    private final @Nullable ServerHost host;
    private final @Nullable CuttableProxy proxy;
    private @Nullable KafkaRaftServer inJvm;

    /** @param host null = this JVM */
    private LocalKafka(Settings settings, @Nullable ServerHost host) {
        this.settings = settings;
        this.host = host;
        this.proxy = settings.hasProxy() ? CuttableProxy.start(settings.proxyPort(), settings.proxiedPort()) : null;
    }

    /** Starts a broker in this JVM and waits until it answers. It cannot be killed or frozen. */
    public static LocalKafka start(Settings settings) {
        LocalKafka kafka = new LocalKafka(settings, null);
        kafka.start();
        return kafka;
    }

    /** Starts a broker as a child process and waits until it answers. */
    public static LocalKafka startProcess(Settings settings) {
        return start(settings, process(settings));
    }

    static LocalKafka start(Settings settings, ServerHost host) {
        LocalKafka kafka = new LocalKafka(settings, host);
        kafka.start();
        return kafka;
    }

    static ServerHost process(Settings settings) {
        return new ProcessHost(
                "Kafka", () -> command(settings), settings.dataFolder().resolve("kafka.log"), Signal.TERM);
    }

    /** Runs a broker until this process is asked to end: {@code --data FOLDER --port PORT --controller-port PORT [--proxied-port PORT --proxy-port PORT]}. */
    public static void main(String... args) throws InterruptedException {
        Arguments arguments = Arguments.of(args);
        KafkaRaftServer server = startServer(new Settings(
                Path.of(arguments.text("data")),
                arguments.number("port"),
                arguments.number("controller-port"),
                arguments.number("proxied-port", 0),
                arguments.number("proxy-port", 0),
                System.getenv(PASSWORD_VARIABLE),
                false));
        Runtime.getRuntime().addShutdownHook(new Thread(server::shutdown, "stop-kafka"));
        server.awaitShutdown();
    }

    /** How to run the broker as a process of its own, with the class path of this JVM. */
    public static ServerCommand command(Settings settings) {
        createFolder(settings.dataFolder());
        List<String> command = new ArrayList<>();
        command.add(JavaCommand.java());
        command.addAll(JavaCommand.settings(HEAP_MEGABYTES, settings.forLongRuns()));
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
        Map<String, String> environment = new HashMap<>();
        // By the environment: a class path of Maven's length does not fit everywhere on a command line.
        environment.put("CLASSPATH", System.getProperty("java.class.path"));
        environment.put("MALLOC_ARENA_MAX", "2");
        if (settings.adminPassword() != null) {
            // Other users can read a command line.
            environment.put(PASSWORD_VARIABLE, settings.adminPassword());
        }
        return new ServerCommand(command, environment, settings.dataFolder().toAbsolutePath());
    }

    /** Starts it again on the same ports and data after {@link #stop()} or {@link #kill()}. */
    public synchronized void start() {
        if (host != null) {
            try (Admin admin = admin()) {
                host.start(() -> answers(admin), START_LIMIT);
            }
        } else if (inJvm == null) {
            inJvm = startServer(settings);
        }
    }

    /** Ends it in good order. */
    public synchronized void stop() {
        if (host != null) {
            host.stop(Signal.TERM, STOP_LIMIT);
        } else if (inJvm != null) {
            inJvm.shutdown();
            inJvm.awaitShutdown();
            inJvm = null;
        }
    }

    /** SIGKILL: nothing is flushed or said goodbye to. */
    public synchronized void kill() {
        host().kill();
    }

    /** SIGSTOP: connections stay open, nothing answers. */
    public synchronized void freeze() {
        host().freeze();
    }

    /** SIGCONT. */
    public synchronized void thaw() {
        host().thaw();
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
        if (host != null) {
            host.close();
        }
        if (proxy != null) {
            proxy.close();
        }
    }

    private ServerHost host() {
        if (host == null) {
            throw new IllegalStateException("Runs in this JVM; use startProcess");
        }
        return host;
    }

    private static void createFolder(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new InfrastructureException("Cannot create " + folder, e);
        }
    }

    private Admin admin() {
        Map<String, Object> client = new HashMap<>();
        client.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, "127.0.0.1:" + settings.port());
        client.put(AdminClientConfig.RECONNECT_BACKOFF_MS_CONFIG, 50);
        client.put(AdminClientConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 100);
        String password = settings.adminPassword();
        if (password != null) {
            client.putAll(KafkaAccess.credentials(KafkaAccess.ADMIN, password));
        }
        return Admin.create(client);
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
        Properties properties = properties(settings, "127.0.0.1");
        Path folder = settings.dataFolder().toAbsolutePath();
        try {
            Files.createDirectories(folder);
            requireSameAccess(settings, folder);
            Path file = folder.resolve("server.properties");
            try (OutputStream out =
                    Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING)) {
                Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
                properties.store(out, null);
            }
            List<String> format =
                    new ArrayList<>(List.of("format", "-t", CLUSTER_ID, "-c", file.toString(), "--ignore-formatted"));
            String password = settings.adminPassword();
            if (password != null) {
                format.addAll(List.of(
                        "--add-scram",
                        "%s=[name=%s,password=%s]".formatted(KafkaAccess.MECHANISM, KafkaAccess.ADMIN, password)));
            }
            try (PrintStream said = new PrintStream(
                    Files.newOutputStream(folder.resolve("format.log")), true, StandardCharsets.UTF_8)) {
                int code = StorageTool.execute(format.toArray(String[]::new), said);
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

    /** The administrator's credentials are part of a folder's first records. */
    private static void requireSameAccess(Settings settings, Path folder) throws IOException {
        Path mark = folder.resolve(SECURED_MARK);
        boolean secured = settings.adminPassword() != null;
        if (Files.exists(folder.resolve("log")) && Files.exists(mark) != secured) {
            throw new InfrastructureException(
                    "Kafka's folder %s was made %s credentials; whether it asks for them cannot change later. Start with empty data."
                            .formatted(folder, secured ? "without" : "with"));
        }
        if (secured) {
            Files.writeString(mark, "");
        }
    }

    /** Everybody, the broker itself too, by name and password; what no rule allows is refused. */
    private static Properties access(String password) {
        Properties properties = new Properties();
        properties.put(
                "listener.security.protocol.map",
                "CONTROLLER:SASL_PLAINTEXT,CLIENTS:SASL_PLAINTEXT,PROXIED:SASL_PLAINTEXT");
        properties.put("authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer");
        properties.put("super.users", "User:" + KafkaAccess.ADMIN);
        properties.put("sasl.enabled.mechanisms", KafkaAccess.MECHANISM);
        properties.put("sasl.mechanism.inter.broker.protocol", KafkaAccess.MECHANISM);
        String scram = KafkaAccess.credentials(KafkaAccess.ADMIN, password).get("sasl.jaas.config");
        properties.put("listener.name.clients.scram-sha-512.sasl.jaas.config", scram);
        properties.put("listener.name.proxied.scram-sha-512.sasl.jaas.config", scram);
        // The controller keeps SCRAM's credentials, so its own listener cannot be guarded by them.
        properties.put("listener.name.controller.sasl.enabled.mechanisms", "PLAIN");
        properties.put("sasl.mechanism.controller.protocol", "PLAIN");
        properties.put(
                "listener.name.controller.plain.sasl.jaas.config",
                "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"%1$s\" password=\"%2$s\" user_%1$s=\"%2$s\";"
                        .formatted(KafkaAccess.ADMIN, password));
        return properties;
    }

    /** @param address that it listens on */
    static Properties properties(Settings settings, String address) {
        Properties properties = new Properties();
        properties.put("process.roles", "broker,controller");
        properties.put("node.id", "1");
        properties.put("controller.quorum.voters", "1@localhost:" + settings.controllerPort());
        properties.put("controller.listener.names", "CONTROLLER");
        properties.put("inter.broker.listener.name", "CLIENTS");
        String password = settings.adminPassword();
        if (password == null) {
            properties.put(
                    "listener.security.protocol.map", "CONTROLLER:PLAINTEXT,CLIENTS:PLAINTEXT,PROXIED:PLAINTEXT");
        } else {
            properties.putAll(access(password));
        }
        String listeners = "CLIENTS://%1$s:%2$d,CONTROLLER://%1$s:%3$d"
                .formatted(address, settings.port(), settings.controllerPort());
        String advertised = "CLIENTS://localhost:" + settings.port();
        if (settings.hasProxy()) {
            listeners += ",PROXIED://%s:%d".formatted(address, settings.proxiedPort());
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
