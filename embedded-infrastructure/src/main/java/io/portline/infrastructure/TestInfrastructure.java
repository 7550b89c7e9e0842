package io.portline.infrastructure;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The one shared set of servers of a test JVM. Each is started when it is first asked for and ended with the JVM; what a test changes about
 * it (stopped, frozen, refusing) it must undo. Tests keep apart by topics, databases and addresses of their own.
 *
 * <p>Kafka, PostgreSQL and the registry are child processes, or containers with the system property {@code infrastructure=testcontainers};
 * a test cannot tell. Where no engine answers, each of these methods throws an {@link InfrastructureException} that says what to do. With
 * {@code infrastructure.for-long-runs=true}, as benchmarks have it, Kafka is compiled as servers are by default.
 */
public final class TestInfrastructure {
    private TestInfrastructure() {}

    /** Kafka, with a proxy that can be cut before its second listener. */
    public static LocalKafka kafka() {
        hosts();
        return SharedKafka.INSTANCE;
    }

    /** PostgreSQL; {@link LocalPostgres#newDatabase(String)} gives each test class its own database. */
    public static LocalPostgres postgres() {
        hosts();
        return SharedPostgres.INSTANCE;
    }

    /** The registry, in memory for speed. Tests that restart it take {@link #durableRegistry()}. */
    public static LocalRegistry registry() {
        hosts();
        return SharedRegistry.INSTANCE;
    }

    /** A second registry that keeps its data in {@link #postgres()}, as the real ones do. */
    public static LocalRegistry durableRegistry() {
        hosts();
        return SharedDurableRegistry.INSTANCE;
    }

    /** The mail sink, always in this JVM: no image refuses, drops and holds back as tests ask it to. */
    public static LocalMail mail() {
        return SharedMail.INSTANCE;
    }

    /** Another Kafka of the caller's own, for tests that start from an empty broker or none. The caller closes it. */
    public static LocalKafka newKafka() {
        return startKafka();
    }

    /** A new folder that is deleted with the JVM. */
    public static Path newFolder(String name) {
        return Lifetime.INSTANCE.folder(name);
    }

    private static LocalKafka startKafka() {
        LocalKafka.Settings settings = new LocalKafka.Settings(
                newFolder("kafka"), FreePort.find(), FreePort.find(), FreePort.find(), FreePort.find());
        if (Boolean.getBoolean("infrastructure.for-long-runs")) {
            settings = settings.madeForLongRuns();
        }
        return LocalKafka.start(settings, hosts().kafka(settings));
    }

    /** Asked outside of the holders' initialisers, which would wrap what it says and say it only once. */
    private static ServerHosts hosts() {
        return Lifetime.INSTANCE.hosts();
    }

    private static final class SharedKafka {
        static final LocalKafka INSTANCE = Lifetime.INSTANCE.keep(startKafka());
    }

    private static final class SharedPostgres {
        static final LocalPostgres INSTANCE = start();

        private static LocalPostgres start() {
            LocalPostgres.Settings settings =
                    new LocalPostgres.Settings(newFolder("postgres"), FreePort.find(), "postgres");
            return Lifetime.INSTANCE.keep(LocalPostgres.start(settings, hosts().postgres(settings)));
        }
    }

    private static final class SharedRegistry {
        static final LocalRegistry INSTANCE = startRegistry("registry", new LocalRegistry.Storage.InMemory());
    }

    private static final class SharedDurableRegistry {
        static final LocalRegistry INSTANCE = start();

        private static LocalRegistry start() {
            LocalPostgres.Database database = postgres().newDatabase("registry");
            return startRegistry(
                    "durable-registry",
                    new LocalRegistry.Storage.Postgres(database.jdbcUrl(), database.user(), database.password()));
        }
    }

    private static LocalRegistry startRegistry(String name, LocalRegistry.Storage storage) {
        LocalRegistry.Settings settings =
                new LocalRegistry.Settings(newFolder(name), FreePort.find(), FreePort.find(), storage);
        return Lifetime.INSTANCE.keep(LocalRegistry.start(settings, hosts().registry(settings)));
    }

    private static final class SharedMail {
        static final LocalMail INSTANCE =
                Lifetime.INSTANCE.keep(LocalMail.start(new LocalMail.Settings(null, FreePort.find(), FreePort.find())));
    }

    /** Closes what was started, newest first, and then deletes the folders. */
    private static final class Lifetime {
        static final Lifetime INSTANCE = new Lifetime();

        private final Deque<AutoCloseable> open = new ArrayDeque<>();
        private final AtomicInteger folders = new AtomicInteger();
        private final Path root;
        private @Nullable ServerHosts hosts;

        private Lifetime() {
            try {
                root = Files.createTempDirectory("portline-test-");
            } catch (IOException e) {
                throw new InfrastructureException("Cannot create a temporary folder", e);
            }
            Runtime.getRuntime().addShutdownHook(new Thread(this::end, "stop-test-infrastructure"));
        }

        <T extends AutoCloseable> T keep(T closeable) {
            synchronized (open) {
                open.push(closeable);
            }
            return closeable;
        }

        Path folder(String name) {
            return root.resolve(name + "-" + folders.incrementAndGet());
        }

        synchronized ServerHosts hosts() {
            if (hosts == null) {
                hosts = keep(ServerHosts.of(System.getProperty(ServerHosts.PROPERTY)));
            }
            return hosts;
        }

        private void end() {
            synchronized (open) {
                for (AutoCloseable closeable : open) {
                    try {
                        closeable.close();
                    } catch (Exception e) {
                        // The next one must be ended all the same; the leash ends what is left.
                        Thread.currentThread()
                                .getUncaughtExceptionHandler()
                                .uncaughtException(Thread.currentThread(), e);
                    }
                }
            }
            UnpackedFiles.deleteRecursively(root);
        }
    }
}
