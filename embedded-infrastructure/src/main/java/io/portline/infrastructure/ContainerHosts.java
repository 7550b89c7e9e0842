package io.portline.infrastructure;

import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.Network;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * Containers by Testcontainers, of the images that docker-compose.yml uses. Each publishes the ports that its settings name on the loopback
 * address, so that nothing but this class knows whether a server is a process or a container. The one class that loads Testcontainers.
 */
final class ContainerHosts implements ServerHosts {
    private static final int POSTGRES_PORT = 5432;
    private static final int REGISTRY_PORT = 8080;
    private static final int REGISTRY_MANAGEMENT_PORT = 9000;
    private static final String ALL_ADDRESSES = "0.0.0.0";

    private final BuildProperties versions = BuildProperties.load();
    private final Network network;

    private ContainerHosts(Network network) {
        this.network = network;
    }

    static ContainerHosts connect() {
        return connect(() -> DockerClientFactory.instance().isDockerAvailable());
    }

    static ContainerHosts connect(BooleanSupplier engineAnswers) {
        if (!engineAnswers.getAsBoolean()) {
            throw new InfrastructureException("""
                    -D%s=%s needs a container engine on this machine, and none answers. Install and start Docker \
                    (https://docs.docker.com/engine/install), or podman with its socket, and let DOCKER_HOST name the socket where it is not \
                    /var/run/docker.sock. Or leave the property out: then Kafka, PostgreSQL and the registry run as processes, which need nothing.""".formatted(PROPERTY, TESTCONTAINERS));
        }
        return new ContainerHosts(Network.newNetwork());
    }

    @Override
    public ServerHost kafka(LocalKafka.Settings settings) {
        Map<String, String> environment = new HashMap<>();
        LocalKafka.properties(settings, ALL_ADDRESSES)
                .forEach((name, value) -> environment.put(kafkaVariable(name.toString()), value.toString()));
        environment.put("KAFKA_LOG_DIRS", "/var/lib/kafka/data");
        environment.put("KAFKA_HEAP_OPTS", "-Xmx%dm".formatted(LocalKafka.HEAP_MEGABYTES));
        environment.put("CLUSTER_ID", LocalKafka.CLUSTER_ID);
        GenericContainer<?> container = container(versions.kafkaImage()).withEnv(environment);
        List<ContainerHost.Published> ports = new ArrayList<>();
        // Clients are told the very address that they came by, so the ports inside are those outside.
        ports.add(new ContainerHost.Published(settings.port(), settings.port()));
        if (settings.hasProxy()) {
            ports.add(new ContainerHost.Published(settings.proxiedPort(), settings.proxiedPort()));
        }
        return new ContainerHost("Kafka", container, ports);
    }

    @Override
    public ServerHost postgres(LocalPostgres.Settings settings) {
        List<String> command = new ArrayList<>(List.of("postgres", "-c", "listen_addresses=*"));
        LocalPostgres.parameters(settings).forEach(parameter -> command.addAll(List.of("-c", parameter)));
        GenericContainer<?> container = container(versions.postgresImage())
                .withEnv("POSTGRES_PASSWORD", settings.adminPassword())
                .withEnv("POSTGRES_INITDB_ARGS", String.join(" ", LocalPostgres.ENCODING))
                .withCommand(command.toArray(String[]::new))
                .withNetworkAliases(postgresAlias(settings.port()));
        return new ContainerHost(
                "PostgreSQL", container, List.of(new ContainerHost.Published(settings.port(), POSTGRES_PORT)));
    }

    @Override
    public ServerHost registry(LocalRegistry.Settings settings) {
        Map<String, String> environment = new HashMap<>(LocalRegistry.environment(settings.storage()));
        // Seen from a container, the database is another machine.
        environment.computeIfPresent("APICURIO_DATASOURCE_URL", (_, url) -> urlInside(url));
        environment.put("JAVA_OPTS_APPEND", "-Xmx%dm".formatted(LocalRegistry.HEAP_MEGABYTES));
        return new ContainerHost(
                "Apicurio Registry",
                container(versions.registryImage()).withEnv(environment),
                List.of(
                        new ContainerHost.Published(settings.port(), REGISTRY_PORT),
                        new ContainerHost.Published(settings.managementPort(), REGISTRY_MANAGEMENT_PORT)));
    }

    @Override
    public void close() {
        network.close();
    }

    private GenericContainer<?> container(String image) {
        return new GenericContainer<>(image).withNetwork(network);
    }

    private static String postgresAlias(int port) {
        return "postgres-" + port;
    }

    private static String urlInside(String jdbcUrl) {
        String prefix = "jdbc:postgresql://localhost:";
        if (!jdbcUrl.startsWith(prefix)) {
            return jdbcUrl;
        }
        int end = jdbcUrl.indexOf('/', prefix.length());
        int port = Integer.parseInt(jdbcUrl.substring(prefix.length(), end));
        return "jdbc:postgresql://%s:%d%s".formatted(postgresAlias(port), POSTGRES_PORT, jdbcUrl.substring(end));
    }

    /** The name by which Kafka's image takes a property from its environment. */
    static String kafkaVariable(String property) {
        return "KAFKA_"
                + property.replace("_", "__")
                        .replace("-", "___")
                        .replace(".", "_")
                        .toUpperCase(Locale.ROOT);
    }
}
