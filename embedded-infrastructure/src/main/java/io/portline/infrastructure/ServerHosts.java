package io.portline.infrastructure;

import org.jspecify.annotations.Nullable;

/** Where the servers of {@link TestInfrastructure} run, chosen by the system property {@value #PROPERTY}. */
interface ServerHosts extends AutoCloseable {
    String PROPERTY = "infrastructure";
    String PROCESSES = "processes";
    String TESTCONTAINERS = "testcontainers";

    ServerHost kafka(LocalKafka.Settings settings);

    ServerHost postgres(LocalPostgres.Settings settings);

    ServerHost registry(LocalRegistry.Settings settings);

    @Override
    void close();

    /**
     * @param chosen the property's value; null and empty: processes, which need nothing
     * @throws InfrastructureException if there is no such choice, or what it needs is not there: the message says what to do
     */
    static ServerHosts of(@Nullable String chosen) {
        return switch (chosen) {
            case null -> new Processes();
            case "", PROCESSES -> new Processes();
            case TESTCONTAINERS -> containers();
            default ->
                throw new InfrastructureException("-D%s=%s is unknown; there are %s (used if it is not set) and %s"
                        .formatted(PROPERTY, chosen, PROCESSES, TESTCONTAINERS));
        };
    }

    private static ServerHosts containers() {
        try {
            return ContainerHosts.connect();
        } catch (NoClassDefFoundError e) {
            // Only a run that asks for it has it.
            throw new InfrastructureException(
                    "Testcontainers is not on the class path. Maven puts it there when it is started with -D%s=%s; elsewhere activate its profile '%s'"
                            .formatted(PROPERTY, TESTCONTAINERS, TESTCONTAINERS),
                    e);
        }
    }

    /** Child processes of this JVM. */
    final class Processes implements ServerHosts {
        @Override
        public ServerHost kafka(LocalKafka.Settings settings) {
            return LocalKafka.process(settings);
        }

        @Override
        public ServerHost postgres(LocalPostgres.Settings settings) {
            return LocalPostgres.process(settings);
        }

        @Override
        public ServerHost registry(LocalRegistry.Settings settings) {
            return LocalRegistry.process(settings);
        }

        @Override
        public void close() {}
    }
}
