package io.portline.infrastructure;

import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** A real Apicurio Registry as a child process: its own API, and Confluent's under {@link #ccompatUrl()}. */
public final class LocalRegistry implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofSeconds(90);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(20);
    static final int HEAP_MEGABYTES = 160;

    /** Where the registry keeps the schemas. In memory a restart forgets them and gives other ids. */
    public sealed interface Storage {
        record InMemory() implements Storage {}

        record Postgres(String jdbcUrl, String user, String password) implements Storage {
            @Override
            public String toString() {
                return "Postgres[" + jdbcUrl + "]";
            }
        }
    }

    /** Who may use a registry that asks for credentials; {@code READER} reads schemas, {@code WRITER} adds some too. */
    public record User(String name, String password, Role role) {
        /** Leaves the password out. */
        @Override
        public String toString() {
            return "User[%s, %s]".formatted(name, role);
        }
    }

    /** What a {@link User} may do. */
    public enum Role {
        READER("sr-readonly"),
        WRITER("sr-developer"),
        ADMINISTRATOR("sr-admin");

        private final String id;

        Role(String id) {
            this.id = id;
        }
    }

    /**
     * @param workFolder     for its log
     * @param port           loopback port of both APIs
     * @param managementPort loopback port of health and metrics
     * @param users          empty: whoever connects may do everything
     */
    public record Settings(Path workFolder, int port, int managementPort, Storage storage, List<User> users) {
        public Settings {
            users = List.copyOf(users);
        }

        public Settings(Path workFolder, int port, int managementPort, Storage storage) {
            this(workFolder, port, managementPort, storage, List.of());
        }
    }

    private final Settings settings;
    private final ServerHost host;

    private LocalRegistry(Settings settings, ServerHost host) {
        this.settings = settings;
        this.host = host;
    }

    /** Starts the registry and waits until it is ready. */
    public static LocalRegistry start(Settings settings) {
        return start(settings, process(settings));
    }

    static LocalRegistry start(Settings settings, ServerHost host) {
        LocalRegistry registry = new LocalRegistry(settings, host);
        registry.start();
        return registry;
    }

    static ServerHost process(Settings settings) {
        return new ProcessHost(
                "Apicurio Registry",
                () -> command(settings),
                settings.workFolder().resolve("registry.log"),
                Signal.TERM);
    }

    /**
     * Runs the registry until this process is asked to end: {@code --data FOLDER --port PORT --management-port PORT [--jdbc-url URL --user USER
     * --password-file FILE]}.
     */
    public static void main(String... args) throws IOException, InterruptedException {
        Arguments arguments = Arguments.of(args);
        String jdbcUrl = arguments.text("jdbc-url", "");
        Storage storage = jdbcUrl.isEmpty()
                ? new Storage.InMemory()
                : new Storage.Postgres(
                        jdbcUrl,
                        arguments.text("user"),
                        Files.readString(Path.of(arguments.text("password-file")))
                                .strip());
        LocalRegistry registry = start(new Settings(
                Path.of(arguments.text("data")),
                arguments.number("port"),
                arguments.number("management-port"),
                storage));
        Runtime.getRuntime().addShutdownHook(new Thread(registry::stop, "stop-registry"));
        Thread.currentThread().join();
    }

    /** How to run the registry; unpacks it when this user has not yet. */
    public static ServerCommand command(Settings settings) {
        Path files = serverFiles();
        List<String> command = new ArrayList<>();
        command.add(JavaCommand.java());
        command.addAll(JavaCommand.smallAndFast(HEAP_MEGABYTES));
        command.addAll(List.of(
                "-Dquarkus.http.host=127.0.0.1",
                "-Dquarkus.http.port=" + settings.port(),
                "-Dquarkus.management.host=127.0.0.1",
                "-Dquarkus.management.port=" + settings.managementPort(),
                "-Dquarkus.banner.enabled=false",
                "-Dquarkus.log.category.\"io.apicurio\".level=WARN",
                "-Dquarkus.log.category.\"apicurio-registry.access\".level=WARN",
                "-Dquarkus.log.console.format=%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX} %-5p %c{2.} %s%e%n",
                "-Dapicurio.datasource.jdbc.initial-size=1",
                "-Dapicurio.datasource.jdbc.min-size=1",
                "-Dapicurio.datasource.jdbc.max-size=8"));
        command.addAll(List.of("-jar", files.resolve("quarkus-run.jar").toString()));
        Map<String, String> environment = new HashMap<>(environment(settings.storage()));
        if (!settings.users().isEmpty()) {
            environment.put("QUARKUS_HTTP_AUTH_BASIC", "true");
            environment.put("QUARKUS_SECURITY_USERS_EMBEDDED_PLAIN_TEXT", "true");
            environment.put("APICURIO_AUTH_ROLE_BASED_AUTHORIZATION", "true");
            environment.put(
                    "QUARKUS_CONFIG_LOCATIONS", usersFile(settings).toUri().toString());
        }
        return new ServerCommand(command, environment, files);
    }

    /** By a file that its owner alone can read: others see the command line, and a dash does not survive in the environment. */
    private static Path usersFile(Settings settings) {
        String prefix = "quarkus.security.users.embedded.";
        List<String> lines = settings.users().stream()
                .flatMap(user -> Stream.of(
                        "%susers.%s=%s".formatted(prefix, user.name(), user.password()),
                        "%sroles.%s=%s".formatted(prefix, user.name(), user.role().id)))
                .toList();
        Path file = settings.workFolder().toAbsolutePath().resolve("users.properties");
        try {
            Files.createDirectories(settings.workFolder());
            Files.deleteIfExists(file);
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            return Files.write(file, lines);
        } catch (IOException e) {
            throw new InfrastructureException("Cannot write " + file, e);
        }
    }

    static Map<String, String> environment(Storage storage) {
        return switch (storage) {
            case Storage.InMemory _ -> Map.of("MALLOC_ARENA_MAX", "2");
            // The password goes by the environment: other users can read a command line.
            case Storage.Postgres(String jdbcUrl, String user, String password) ->
                Map.of(
                        // Topics are read from their beginning: a schema must fit every one before it, both ways.
                        "APICURIO_RULES_GLOBAL_COMPATIBILITY",
                        "FULL_TRANSITIVE",
                        "MALLOC_ARENA_MAX",
                        "2",
                        "APICURIO_STORAGE_KIND",
                        "sql",
                        "APICURIO_STORAGE_SQL_KIND",
                        "postgresql",
                        "APICURIO_DATASOURCE_URL",
                        jdbcUrl,
                        "APICURIO_DATASOURCE_USERNAME",
                        user,
                        "APICURIO_DATASOURCE_PASSWORD",
                        password);
        };
    }

    /** Starts it again on the same port (and data, where it has any) after {@link #stop()} or {@link #kill()}. */
    public synchronized void start() {
        try (HttpClient client = HttpClient.newHttpClient()) {
            host.start(() -> answers(client), START_LIMIT);
        }
    }

    /** Ends it in good order. */
    public synchronized void stop() {
        host.stop(Signal.TERM, STOP_LIMIT);
    }

    /** SIGKILL. */
    public synchronized void kill() {
        host.kill();
    }

    /** SIGSTOP: connections stay open, nothing answers. */
    public synchronized void freeze() {
        host.freeze();
    }

    /** SIGCONT. */
    public synchronized void thaw() {
        host.thaw();
    }

    /** The registry's own API, version 3. */
    public String url() {
        return "http://localhost:%d/apis/registry/v3".formatted(settings.port());
    }

    /** Confluent's API, as far as the registry has it. */
    public String ccompatUrl() {
        return "http://localhost:%d/apis/ccompat/v7".formatted(settings.port());
    }

    @Override
    public void close() {
        stop();
        host.close();
    }

    private boolean answers(HttpClient client) {
        try {
            HttpRequest request = HttpRequest.newBuilder(
                            URI.create("http://127.0.0.1:%d/health/ready".formatted(settings.managementPort())))
                    .timeout(Duration.ofSeconds(2))
                    .build();
            return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InfrastructureException("Interrupted while waiting for the registry", e);
        }
    }

    /**
     * The archive is resolved by Maven into the local repository, but a tar.gz is on no class path: it is found beside the jars that are. A
     * path in {@code PORTLINE_REGISTRY_ARCHIVE} wins.
     */
    private static Path serverFiles() {
        String version = BuildProperties.load().registryVersion();
        return UnpackedFiles.folder("apicurio-registry-" + version, () -> {
            Path archive = archive(version);
            if (!Files.isRegularFile(archive)) {
                throw new IOException("%s is missing; 'mvn -pl embedded-infrastructure dependency:resolve' brings it"
                        .formatted(archive));
            }
            return new GZIPInputStream(Files.newInputStream(archive));
        });
    }

    private static Path archive(String version) {
        String given = System.getenv("PORTLINE_REGISTRY_ARCHIVE");
        if (given != null && !given.isBlank()) {
            return Path.of(given);
        }
        // …/repository/org/apache/commons/commons-compress/1.28.0/commons-compress-1.28.0.jar
        Path jar = Path.of(TarArchiveInputStream.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .getPath());
        Path repository = jar.resolve("../../../../../..").normalize();
        return repository.resolve(
                "io/apicurio/apicurio-registry-app/%s/apicurio-registry-app-%s-all.tar.gz".formatted(version, version));
    }
}
