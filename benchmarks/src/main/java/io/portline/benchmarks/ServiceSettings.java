package io.portline.benchmarks;

import io.portline.infrastructure.LocalPostgres;
import io.portline.infrastructure.TestInfrastructure;

import java.util.List;
import java.util.stream.Stream;

/** What a service is told that a benchmark runs in its own process: real Kafka, registry and PostgreSQL, any port, and silence. */
final class ServiceSettings {
    private ServiceSettings() {}

    /** @param further what this one is told besides, as {@code --name=value} */
    static String[] on(LocalPostgres.Database database, String... further) {
        List<String> common = List.of(
                "--server.port=0",
                "--spring.main.banner-mode=off",
                "--logging.level.root=WARN",
                "--spring.datasource.url=" + database.jdbcUrl(),
                "--spring.datasource.username=" + database.user(),
                "--spring.datasource.password=" + database.password(),
                "--spring.kafka.bootstrap-servers=" + TestInfrastructure.kafka().bootstrapServers(),
                "--portline.registry.url=" + TestInfrastructure.registry().url());
        return Stream.concat(common.stream(), Stream.of(further)).toArray(String[]::new);
    }
}
