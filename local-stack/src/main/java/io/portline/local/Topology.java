package io.portline.local;

import io.portline.infrastructure.FreePort;
import io.portline.infrastructure.KafkaAccess;
import io.portline.infrastructure.LocalKafka;
import io.portline.infrastructure.LocalMail;
import io.portline.infrastructure.LocalPostgres;
import io.portline.infrastructure.LocalRegistry;
import io.portline.infrastructure.ServerCommand;
import io.portline.infrastructure.Signal;
import io.portline.schemas.Topics;
import org.apache.kafka.clients.admin.Admin;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** All parts, in the order in which they are read, shown and started: what runs where, with what, and who waits for whom. */
final class Topology {
    /** Clients of the issuer; each has a secret of its own. */
    static final List<String> CLIENTS = List.of(
            "dashboard",
            "contoso-script",
            "fabrikam-script",
            "desk-script",
            "operator-script",
            "order-service",
            "carrier-gateway",
            "notification-service",
            "case-service",
            "dashboard-service");

    private static final List<String> DATABASES = List.of(
            "order_service", "carrier_gateway", "notification_service", "case_service", "dashboard", "registry");

    /** A setting of a service, by the environment, which parts inherit. */
    private static final Pattern SETTING =
            Pattern.compile("(PORTLINE|SPRING|SERVER|MANAGEMENT|LOGGING|DB_SCHEDULER|SPRINGDOC)_.*");

    private static final Set<String> NOT_OF_SERVICES = Set.of("PORTLINE_HOME", "PORTLINE_CHROMIUM");

    private static final String REPLY_ADDRESS = "cases@localhost";

    private final Home home;
    private final Ports ports;
    private final Secrets secrets;
    private final ClockSegment clock;
    private final Terminal terminal;
    private final boolean useCache;
    private final boolean secured;
    private final boolean forLongRuns;
    private final Map<String, String> furtherEnvironment;

    Topology(Home home, Ports ports, Secrets secrets, ClockSegment clock, Terminal terminal, boolean useCache) {
        this(home, ports, secrets, clock, terminal, useCache, false, false, Map.of());
    }

    Topology(
            Home home,
            Ports ports,
            Secrets secrets,
            ClockSegment clock,
            Terminal terminal,
            boolean useCache,
            boolean secured,
            boolean forLongRuns,
            Map<String, String> furtherEnvironment) {
        this.secured = secured;
        this.forLongRuns = forLongRuns;
        this.furtherEnvironment = Map.copyOf(furtherEnvironment);
        this.home = home;
        this.ports = ports;
        this.secrets = secrets;
        this.clock = clock;
        this.terminal = terminal;
        this.useCache = useCache;
    }

    List<Part> parts() {
        return List.of(
                postgres(),
                kafka(),
                mail(),
                registry("postgres"),
                identity(),
                service("order-service", "order-service", ports.orderService()),
                service("carrier-gateway", "carrier-gateway", ports.carrierGateway()),
                service("notification-service", "notification-service", ports.notificationService()),
                service("case-service", "case-service", ports.caseService()),
                service("dashboard", "dashboard", ports.dashboard()));
    }

    /** Another process of a service, beside the first one and with the same database. */
    Part another(String service, String name, int port) {
        return service(service, name, port);
    }

    private Part postgres() {
        String password = secrets.random("postgres-admin");
        LocalPostgres.Settings settings =
                new LocalPostgres.Settings(home.data().resolve("postgres"), ports.postgres(), password);
        return new Part(
                "postgres",
                List.of(ports.postgres()),
                "localhost:" + ports.postgres(),
                List.of(),
                () -> LocalPostgres.prepare(settings),
                Probe.jdbc(databaseUrl(LocalPostgres.ADMIN), LocalPostgres.ADMIN, password),
                () -> {
                    LocalPostgres postgres = LocalPostgres.running(settings);
                    DATABASES.forEach(name -> postgres.createDatabase(name, databasePassword(name)));
                },
                Signal.INT);
    }

    private Part kafka() {
        Path data = home.data().resolve("kafka");
        LocalKafka.Settings usual = new LocalKafka.Settings(data, ports.kafka(), ports.kafkaController());
        LocalKafka.Settings open = forLongRuns ? usual.madeForLongRuns() : usual;
        LocalKafka.Settings settings = secured ? open.secured(kafkaPassword(KafkaAccess.ADMIN)) : open;
        return new Part(
                "kafka",
                List.of(ports.kafka(), ports.kafkaController()),
                "localhost:" + ports.kafka(),
                List.of(),
                () -> faster("kafka", LocalKafka.command(settings), folder -> {
                    int port = FreePort.find();
                    return new AotCache.Trial(
                            LocalKafka.command(new LocalKafka.Settings(folder, port, FreePort.find())),
                            Probe.kafka(port));
                }),
                Probe.kafka(ports.kafka()),
                this::giveRights,
                Signal.TERM);
    }

    private void giveRights() {
        if (secured) {
            Map<String, String> passwords = new HashMap<>();
            Access.services().forEach(service -> passwords.put(service, kafkaPassword(service)));
            passwords.put(Access.OUTSIDE, kafkaPassword(Access.OUTSIDE));
            Map<String, Object> client = new HashMap<>(kafkaClient(KafkaAccess.ADMIN));
            client.put("bootstrap.servers", "localhost:" + ports.kafka());
            try (Admin admin = Admin.create(client)) {
                KafkaAccess.establish(admin, passwords, Access.grants());
            }
        }
    }

    /** What a client of Kafka needs besides the address; nothing where Kafka asks nobody. */
    private Map<String, String> kafkaClient(String user) {
        return secured ? KafkaAccess.credentials(user, kafkaPassword(user)) : Map.of();
    }

    private String kafkaPassword(String user) {
        return kafkaPassword(secrets, user);
    }

    private String registryPassword(String user) {
        return registryPassword(secrets, user);
    }

    static String kafkaPassword(Secrets secrets, String user) {
        return secrets.random("kafka-" + user);
    }

    static String registryPassword(Secrets secrets, String user) {
        return secrets.random("registry-" + user);
    }

    private List<LocalRegistry.User> registryUsers() {
        if (!secured) {
            return List.of();
        }
        return Stream.concat(Access.services().stream(), Stream.of(Access.OUTSIDE))
                .map(user -> new LocalRegistry.User(user, registryPassword(user), registryRole(user)))
                .toList();
    }

    /** Whoever writes a topic registers its schemas; the others only read them. */
    private static LocalRegistry.Role registryRole(String user) {
        return Topics.writtenBy(user).isEmpty() ? LocalRegistry.Role.READER : LocalRegistry.Role.WRITER;
    }

    private Part mail() {
        // What contacts answer goes on to the desk. The credentials are that service's own, for its own mailbox.
        LocalMail.Forward answers = new LocalMail.Forward(
                REPLY_ADDRESS,
                URI.create("http://localhost:%d/api/v1/inbound-mails".formatted(ports.caseService())),
                URI.create(issuer() + "/oauth2/token"),
                "case-service",
                clientSecret("case-service"),
                "cases");
        LocalMail.Settings usual = new LocalMail.Settings(home.data().resolve("mail"), ports.smtp(), ports.mailView());
        LocalMail.Settings settings = forLongRuns ? usual.madeForLongRuns() : usual;
        return new Part(
                "mail",
                List.of(ports.smtp(), ports.mailView()),
                "smtp localhost:%d, mails at http://localhost:%d/mails".formatted(ports.smtp(), ports.mailView()),
                List.of(),
                () -> faster("mail", LocalMail.command(settings, answers), folder -> {
                    int port = FreePort.find();
                    return new AotCache.Trial(
                            LocalMail.command(new LocalMail.Settings(folder, port, FreePort.find())),
                            Probe.greeting(port));
                }),
                Probe.greeting(ports.smtp()),
                () -> {},
                Signal.TERM);
    }

    private Part registry(String... waitsFor) {
        LocalRegistry.Storage storage =
                new LocalRegistry.Storage.Postgres(databaseUrl("registry"), "registry", databasePassword("registry"));
        LocalRegistry.Settings settings = new LocalRegistry.Settings(
                home.data().resolve("registry"), ports.registry(), ports.registryHealth(), storage, registryUsers());
        return new Part(
                "registry",
                List.of(ports.registry(), ports.registryHealth()),
                registryUrl(),
                List.of(waitsFor),
                () -> faster("registry", LocalRegistry.command(settings), folder -> {
                    int health = FreePort.find();
                    return new AotCache.Trial(
                            LocalRegistry.command(new LocalRegistry.Settings(folder, FreePort.find(), health, storage)),
                            Probe.http(health, "/health/ready"));
                }),
                Probe.http(ports.registryHealth(), "/health/ready"),
                () -> {},
                Signal.TERM);
    }

    private ServerCommand faster(String server, ServerCommand command, Function<Path, AotCache.Trial> trial) {
        return useCache ? new AotCache(home, terminal, server).faster(command, trial) : command;
    }

    private Part identity() {
        Map<String, String> environment = new HashMap<>();
        environment.put("SERVER_PORT", Integer.toString(ports.identity()));
        environment.put("PORTLINE_IDENTITY_FOR_LOCAL_USE", "true");
        environment.put("PORTLINE_IDENTITY_ISSUER_URI", issuer());
        environment.put("PORTLINE_IDENTITY_DASHBOARD_URL", "http://localhost:" + ports.dashboard());
        environment.put(
                "PORTLINE_IDENTITY_KEY_FILE",
                home.secrets().resolve("identity-signing-key.json").toString());
        environment.put("PORTLINE_DEMO_PASSWORD", secrets.demoPassword());
        CLIENTS.forEach(client -> environment.put(secretVariable(client), clientSecret(client)));
        return application("identity", "identity", ports.identity(), 96, environment, List.of());
    }

    private static int heapMegabytes(String service) {
        return switch (service) {
            case "order-service" -> 192;
            case "dashboard" -> 160;
            default -> 128;
        };
    }

    private Part service(String name, String partName, int port) {
        String database = name.replace('-', '_');
        Map<String, String> environment = new HashMap<>(clock.environment());
        environment.putAll(furtherEnvironment);
        if (secured) {
            kafkaClient(name)
                    .forEach((setting, value) -> environment.put(
                            // Spring hands everything under spring.kafka.properties to every client as it is.
                            "SPRING_KAFKA_PROPERTIES_"
                                    + setting.toUpperCase(Locale.ROOT).replace('.', '_'),
                            value));
            environment.put("PORTLINE_REGISTRY_USER", name);
            environment.put("PORTLINE_REGISTRY_PASSWORD", registryPassword(name));
        }
        environment.put("SERVER_PORT", Integer.toString(port));
        environment.put("SERVER_ADDRESS", "127.0.0.1");
        environment.put("SPRING_LIFECYCLE_TIMEOUT_PER_SHUTDOWN_PHASE", "4s");
        environment.put("SPRING_DATASOURCE_URL", databaseUrl(database));
        environment.put("SPRING_DATASOURCE_USERNAME", database);
        environment.put("SPRING_DATASOURCE_PASSWORD", databasePassword(database));
        environment.put("SPRING_DATASOURCE_HIKARI_MAXIMUM_POOL_SIZE", "8");
        environment.put("SPRING_DATASOURCE_HIKARI_MINIMUM_IDLE", "2");
        environment.put("SPRING_KAFKA_BOOTSTRAP_SERVERS", "localhost:" + ports.kafka());
        environment.put("DB_SCHEDULER_POLLING_INTERVAL", "100ms");
        environment.put("PORTLINE_REGISTRY_URL", registryUrl());
        environment.put("PORTLINE_IDENTITY_ISSUER_URI", issuer());
        // The dashboard signs people in as "dashboard" and acts for itself as "dashboard-service".
        String client = "dashboard".equals(name) ? "dashboard-service" : name;
        environment.put("PORTLINE_CLIENT_ID", client);
        environment.put("PORTLINE_CLIENT_SECRET", clientSecret(client));
        environment.put("PORTLINE_SERVICES_ORDER_SERVICE", "http://localhost:" + ports.orderService());
        environment.put("PORTLINE_SERVICES_CARRIER_GATEWAY", "http://localhost:" + ports.carrierGateway());
        environment.put("PORTLINE_SERVICES_NOTIFICATION_SERVICE", "http://localhost:" + ports.notificationService());
        environment.put("PORTLINE_SERVICES_CASE_SERVICE", "http://localhost:" + ports.caseService());
        environment.put("PORTLINE_SERVICES_DASHBOARD", "http://localhost:" + ports.dashboard());
        environment.putAll(
                switch (name) {
                    case "order-service" ->
                        Map.of(
                                "PORTLINE_SECRETS_WRAPPING_KEYS",
                                "local-1:" + secrets.key("wrapping-key-local-1"),
                                "PORTLINE_SECRETS_GATEWAY_PUBLIC_KEY",
                                secrets.gatewayKey("public"),
                                "PORTLINE_SECRETS_GATEWAY_KEY_ID",
                                "local-1");
                    case "carrier-gateway" ->
                        Map.of(
                                "PORTLINE_SECRETS_GATEWAY_PRIVATE_KEY",
                                secrets.gatewayKey("private"),
                                "PORTLINE_SECRETS_GATEWAY_KEY_ID",
                                "local-1");
                    case "notification-service" ->
                        Map.of(
                                "SPRING_MAIL_HOST",
                                "localhost",
                                "SPRING_MAIL_PORT",
                                Integer.toString(ports.smtp()),
                                // The sink is nobody's mail server that would mind, and all demo mails go to few
                                // domains.
                                "PORTLINE_MAIL_DOMAIN_RATE",
                                "0",
                                // Tenants of the local stack receive webhooks on this very machine.
                                "PORTLINE_WEBHOOKS_ALLOW_PRIVATE_ADDRESSES",
                                "true",
                                "PORTLINE_SECRETS_WRAPPING_KEYS",
                                "local-1:" + secrets.key("webhook-key-local-1"),
                                "PORTLINE_MAIL_LINK_BASE",
                                "http://localhost:" + ports.dashboard());
                    case "case-service" -> Map.of("PORTLINE_MAIL_REPLY_ADDRESS", REPLY_ADDRESS);
                    case "dashboard" -> Map.of(secretVariable("dashboard"), clientSecret("dashboard"));
                    default -> Map.of();
                });
        return application(
                name,
                partName,
                port,
                heapMegabytes(name),
                environment,
                // Without its users Kafka would only refuse, and the log would say so.
                secured ? List.of("postgres", "kafka") : List.of("postgres"));
    }

    /** Whether what the build found out about the beans of services holds with these variables, which parts inherit. */
    static boolean asBuilt(Set<String> variables) {
        return variables.stream()
                .filter(name -> !NOT_OF_SERVICES.contains(name))
                .noneMatch(name -> SETTING.matcher(name).matches());
    }

    private Part application(
            String name,
            String partName,
            int port,
            int heapMegabytes,
            Map<String, String> environment,
            List<String> waitsFor) {
        Probe ready = Probe.http(port, "/actuator/health/readiness");
        Application application = new Application(
                home,
                terminal,
                name,
                heapMegabytes,
                forLongRuns,
                environment,
                useCache,
                furtherEnvironment.isEmpty() && asBuilt(System.getenv().keySet()));
        return new Part(
                partName,
                List.of(port),
                "http://localhost:" + port,
                waitsFor,
                () -> application.command(ready),
                ready,
                () -> {},
                Signal.TERM);
    }

    String issuer() {
        return "http://localhost:" + ports.identity();
    }

    String registryUrl() {
        return "http://localhost:%d/apis/registry/v3".formatted(ports.registry());
    }

    private String databaseUrl(String name) {
        return "jdbc:postgresql://localhost:%d/%s".formatted(ports.postgres(), name);
    }

    private String databasePassword(String name) {
        return secrets.random("database-" + name);
    }

    private String clientSecret(String client) {
        return secrets.random("client-" + client);
    }

    private static String secretVariable(String client) {
        return "PORTLINE_CLIENT_SECRET_" + client.replace('-', '_').toUpperCase(Locale.ROOT);
    }

    /** The parts asked for and, first, all that they wait for; all parts where none is asked for. */
    static List<Part> choose(List<Part> all, List<String> names) {
        if (names.isEmpty()) {
            return all;
        }
        List<String> known = all.stream().map(Part::name).toList();
        List<String> wanted = new ArrayList<>(names);
        for (int i = 0; i < wanted.size(); i++) {
            String name = wanted.get(i);
            if (!known.contains(name)) {
                throw new LocalStackException(
                        "There is no part '%s'; the parts are %s".formatted(name, String.join(", ", known)));
            }
            all.stream()
                    .filter(part -> part.name().equals(name))
                    .flatMap(part -> part.waitsFor().stream())
                    .filter(needed -> !wanted.contains(needed))
                    .forEach(wanted::add);
        }
        return all.stream().filter(part -> wanted.contains(part.name())).toList();
    }

    /** Starts nothing by itself; see {@link Supervisor}. */
    static ServerCommand inOwnSession(ServerCommand command) {
        // In a session of its own a part does not get the terminal's Ctrl-C: the supervisor ends the parts in order.
        List<String> detached = new ArrayList<>();
        detached.add("setsid");
        detached.addAll(command.command());
        return new ServerCommand(detached, command.environment(), command.workingFolder());
    }
}
