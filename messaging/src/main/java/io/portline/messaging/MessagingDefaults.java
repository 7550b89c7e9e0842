package io.portline.messaging;

import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

import java.util.Map;

/** Settings that every service wants alike; whatever a service says itself wins. */
class MessagingDefaults implements EnvironmentPostProcessor {

    private static final Map<String, Object> DEFAULTS = Map.ofEntries(
            // Small pools: a machine runs six services, and PostgreSQL's connections are dear.
            Map.entry("spring.datasource.hikari.maximum-pool-size", 8),
            Map.entry("spring.datasource.hikari.minimum-idle", 2),
            // A database that is away must fail requests and pause consumers soon, not after 30 s.
            Map.entry("spring.datasource.hikari.connection-timeout", 5_000),
            Map.entry("spring.datasource.hikari.validation-timeout", 2_000),
            Map.entry("spring.datasource.hikari.data-source-properties.socketTimeout", "60"),
            Map.entry("spring.datasource.hikari.data-source-properties.tcpKeepAlive", "true"),
            // A process that freezes, or a host that vanishes, within a transaction must not keep its locks from
            // whoever
            // takes over. Longer than the registry may be waited for.
            Map.entry(
                    "spring.datasource.hikari.connection-init-sql",
                    "SET idle_in_transaction_session_timeout = '90s'; SET tcp_keepalives_idle = 10;"
                            + " SET tcp_keepalives_interval = 5; SET tcp_keepalives_count = 3;"
                            + " SET client_connection_check_interval = '10s'"),
            // The service's Flyway finds messaging's tables in the schema.
            Map.entry("spring.flyway.baseline-on-migrate", true),
            Map.entry("spring.flyway.baseline-version", "0"),
            // Transactions are opened in code, and consumers are containers of the inbox. To look through every bean
            // for annotations of either took a sixth of a service's start.
            Map.entry(
                    "spring.autoconfigure.exclude",
                    "org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration,"
                            + "org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration"),
            Map.entry("spring.aop.auto", false),
            // JdbcClient translates exceptions itself.
            Map.entry("spring.persistence.exceptiontranslation.enabled", false),
            // Timers may fire only once all that they call has started.
            Map.entry("db-scheduler.delay-startup-until-context-ready", true),
            Map.entry("db-scheduler.polling-interval", "1s"),
            Map.entry("db-scheduler.polling-strategy", "lock-and-fetch"),
            Map.entry("db-scheduler.threads", 4),
            // What is picked and waits for a thread has no heartbeat yet: no more than a slow carrier leaves time for.
            Map.entry("db-scheduler.polling-strategy-upper-limit-fraction-of-threads", 2.0),
            Map.entry("db-scheduler.shutdown-max-wait", "15s"),
            // What a killed process was at is taken up by another, or by itself, after 20 s and not after half an hour.
            Map.entry("db-scheduler.heartbeat-interval", "4s"),
            Map.entry("db-scheduler.missed-heartbeats-limit", 5),
            // Kafka's clients print their settings and each retry; what matters of that the inbox and the relay say
            // themselves.
            Map.entry("logging.level.org.apache.kafka", "WARN"),
            Map.entry("logging.level.org.apache.kafka.clients.NetworkClient", "ERROR"),
            Map.entry("logging.level.org.apache.kafka.clients.consumer.internals.OffsetFetcherUtils", "ERROR"),
            Map.entry("logging.level.io.apicurio.registry.client", "ERROR"),
            Map.entry("db-scheduler.always-persist-timestamp-in-utc", true),
            Map.entry("spring.threads.virtual.enabled", true));

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        environment.getPropertySources().addLast(new MapPropertySource("portline messaging", DEFAULTS));
    }
}
