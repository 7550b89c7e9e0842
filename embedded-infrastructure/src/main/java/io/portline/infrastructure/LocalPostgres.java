package io.portline.infrastructure;

import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A real PostgreSQL 18 server, durable (fsync and synchronous_commit on), as a child process. Its data folder outlives it. Runs as root
 * too: PostgreSQL refuses that, so it is then started in a user namespace of its own.
 */
public final class LocalPostgres implements AutoCloseable {
    /** The superuser's name. */
    public static final String ADMIN = "postgres";

    /** The same order of texts on every machine. */
    static final List<String> ENCODING =
            List.of("-E", "UTF8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C");

    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(20);

    /**
     * @param dataFolder    where everything is kept; created when missing
     * @param port          loopback port
     * @param adminPassword of {@link #ADMIN}; fixed when the data folder is created
     * @param parameters    server parameters beside ours, e.g. {@code wal_level=logical}
     */
    public record Settings(Path dataFolder, int port, String adminPassword, Map<String, String> parameters) {
        public Settings {
            parameters = Map.copyOf(parameters);
        }

        public Settings(Path dataFolder, int port, String adminPassword) {
            this(dataFolder, port, adminPassword, Map.of());
        }
    }

    /** A database of its own with its owner. */
    public record Database(String name, String jdbcUrl, String user, String password) {
        @Override
        public String toString() {
            return "Database[" + jdbcUrl + "]";
        }
    }

    private final Settings settings;
    private final AtomicInteger databases = new AtomicInteger();
    private final ServerHost host;

    private LocalPostgres(Settings settings, ServerHost host) {
        this.settings = settings;
        this.host = host;
    }

    /** Starts the server and waits until it answers. */
    public static LocalPostgres start(Settings settings) {
        return start(settings, process(settings));
    }

    static LocalPostgres start(Settings settings, ServerHost host) {
        LocalPostgres postgres = new LocalPostgres(settings, host);
        postgres.start();
        return postgres;
    }

    static ServerHost process(Settings settings) {
        return new ProcessHost(
                "PostgreSQL", () -> prepare(settings), settings.dataFolder().resolve("postgres.log"), Signal.INT);
    }

    /** A server that somebody else started with these settings; closing this leaves it alone. */
    public static LocalPostgres running(Settings settings) {
        return new LocalPostgres(settings, process(settings));
    }

    /** Runs the server until this process is asked to end: {@code --data FOLDER --port PORT --password-file FILE}. */
    public static void main(String... args) throws IOException, InterruptedException {
        Arguments arguments = Arguments.of(args);
        LocalPostgres postgres = start(new Settings(
                Path.of(arguments.text("data")),
                arguments.number("port"),
                Files.readString(Path.of(arguments.text("password-file"))).strip()));
        Runtime.getRuntime().addShutdownHook(new Thread(postgres::stop, "stop-postgres"));
        Thread.currentThread().join();
    }

    /** Creates the data folder if it is missing and says how to run the server. */
    public static ServerCommand prepare(Settings settings) {
        Path files = serverFiles();
        Path data = settings.dataFolder().toAbsolutePath();
        if (!Files.exists(data.resolve("PG_VERSION"))) {
            createDataFolder(files, data, settings.adminPassword());
        }
        List<String> command = new ArrayList<>(asOrdinaryUser());
        command.add(files.resolve("bin/postgres").toString());
        command.addAll(List.of("-D", data.toString(), "-p", Integer.toString(settings.port())));
        List<String> parameters = new ArrayList<>(List.of("listen_addresses=127.0.0.1", "unix_socket_directories="));
        parameters.addAll(parameters(settings));
        parameters.forEach(parameter -> command.addAll(List.of("-c", parameter)));
        return new ServerCommand(command, Map.of("LC_ALL", "C", "TZ", "UTC"), data);
    }

    /** The server's parameters wherever it runs. */
    static List<String> parameters(Settings settings) {
        List<String> parameters = new ArrayList<>(List.of(
                "fsync=on",
                "synchronous_commit=on",
                "full_page_writes=on",
                "max_connections=150",
                "shared_buffers=64MB",
                "max_wal_size=512MB",
                // Disks without heads: an index lookup costs little more than the next page.
                "random_page_cost=1.1",
                "timezone=UTC",
                "log_timezone=UTC",
                "logging_collector=off"));
        settings.parameters().forEach((name, value) -> parameters.add(name + "=" + value));
        return parameters;
    }

    /** Starts it again on the same port and data after {@link #stop()} or {@link #kill()}. */
    public synchronized void start() {
        host.start(this::answers, START_LIMIT);
    }

    /** Ends it in good order: open sessions are cut, everything is on disk. */
    public synchronized void stop() {
        host.stop(Signal.INT, STOP_LIMIT);
    }

    /** SIGKILL to the server and every session, as when the machine loses power. */
    public synchronized void kill() {
        host.kill();
    }

    /** The server and every session stand still; connections stay open. */
    public synchronized void freeze() {
        host.freeze();
    }

    public synchronized void thaw() {
        host.thaw();
    }

    public int port() {
        return settings.port();
    }

    public String jdbcUrl(String database) {
        return "jdbc:postgresql://localhost:%d/%s".formatted(settings.port(), database);
    }

    /** A session of the superuser in the database {@code postgres}. The caller closes it. */
    public Connection adminConnection() throws SQLException {
        return DriverManager.getConnection(jdbcUrl(ADMIN), ADMIN, settings.adminPassword());
    }

    /** A fresh, empty database with an owner of its own, at each call another. The name only helps to tell them apart. */
    public Database newDatabase(String name) {
        String unique = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "_") + "_" + databases.incrementAndGet()
                + "_" + random(3);
        return createDatabase(unique, random(16));
    }

    /** Creates a database and its owner of the same name; where they exist the password is set anew. */
    public Database createDatabase(String name, String password) {
        if (!name.matches("[a-z_][a-z0-9_]{0,62}") || password.contains("'") || password.contains("\\")) {
            throw new IllegalArgumentException("Not a plain name or password for a database: " + name);
        }
        try (Connection connection = adminConnection();
                Statement statement = connection.createStatement()) {
            boolean roleExists = exists(statement, "SELECT 1 FROM pg_roles WHERE rolname = '" + name + "'");
            statement.execute(
                    "%s ROLE %s LOGIN PASSWORD '%s'".formatted(roleExists ? "ALTER" : "CREATE", name, password));
            if (!exists(statement, "SELECT 1 FROM pg_database WHERE datname = '" + name + "'")) {
                statement.execute("CREATE DATABASE %s OWNER %s".formatted(name, name));
            }
            return new Database(name, jdbcUrl(name), name, password);
        } catch (SQLException e) {
            throw new InfrastructureException("Cannot create the database " + name, e);
        }
    }

    @Override
    public void close() {
        stop();
        host.close();
    }

    private static boolean exists(Statement statement, String query) throws SQLException {
        try (var rows = statement.executeQuery(query)) {
            return rows.next();
        }
    }

    private boolean answers() {
        try (Connection connection = adminConnection()) {
            return connection.isValid(2);
        } catch (SQLException notYet) {
            return false;
        }
    }

    private static String random(int bytes) {
        byte[] random = new byte[bytes];
        new SecureRandom().nextBytes(random);
        return HexFormat.of().formatHex(random);
    }

    private static Path serverFiles() {
        String resource = "postgres-linux-x86_64.txz";
        String architecture = System.getProperty("os.arch");
        if (!"amd64".equals(architecture) || !"Linux".equals(System.getProperty("os.name"))) {
            throw new InfrastructureException(
                    "PostgreSQL's files are brought for Linux on amd64 only, not for %s on %s; use docker-compose.yml there"
                            .formatted(System.getProperty("os.name"), architecture));
        }
        String version = BuildProperties.load().postgresVersion();
        return UnpackedFiles.folder("postgres-" + version, () -> {
            InputStream packed = LocalPostgres.class.getResourceAsStream("/" + resource);
            if (packed == null) {
                throw new IOException(resource + " is not on the class path");
            }
            return new XZCompressorInputStream(packed);
        });
    }

    private static void createDataFolder(Path files, Path data, String password) {
        Path fresh = data.resolveSibling(data.getFileName() + ".new");
        Path passwordFile = data.resolveSibling(data.getFileName() + ".password");
        try {
            UnpackedFiles.deleteRecursively(fresh);
            Path parent = data.getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
            Files.deleteIfExists(passwordFile);
            Files.createFile(
                    passwordFile,
                    java.nio.file.attribute.PosixFilePermissions.asFileAttribute(
                            java.nio.file.attribute.PosixFilePermissions.fromString("rw-------")));
            Files.writeString(passwordFile, password);
            List<String> command = new ArrayList<>(asOrdinaryUser());
            command.addAll(List.of(
                    files.resolve("bin/initdb").toString(),
                    "-D",
                    fresh.toString(),
                    "-U",
                    ADMIN,
                    "-A",
                    "scram-sha-256",
                    "--pwfile=" + passwordFile));
            command.addAll(ENCODING);
            ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
            builder.environment().put("LC_ALL", "C");
            Process initdb = builder.start();
            String output = new String(initdb.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!initdb.waitFor(2, TimeUnit.MINUTES) || initdb.exitValue() != 0) {
                throw new InfrastructureException("PostgreSQL's initdb failed:%n%s".formatted(output));
            }
            // An empty folder may be there already; initdb's result replaces it only when it is whole.
            Files.deleteIfExists(data);
            Files.move(fresh, data, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new InfrastructureException("Cannot create PostgreSQL's data folder " + data, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InfrastructureException("Interrupted while creating PostgreSQL's data folder", e);
        } finally {
            deleteQuietly(passwordFile);
        }
    }

    private static void deleteQuietly(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new InfrastructureException("Cannot delete the password file " + file, e);
        }
    }

    private static List<String> asOrdinaryUser() {
        return "root".equals(System.getProperty("user.name")) ? List.of("unshare", "-U") : List.of();
    }
}
