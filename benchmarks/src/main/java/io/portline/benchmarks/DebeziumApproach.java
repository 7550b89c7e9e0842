package io.portline.benchmarks;

import io.debezium.engine.ChangeEvent;
import io.debezium.engine.DebeziumEngine;
import io.debezium.engine.format.Json;
import io.portline.infrastructure.LocalPostgres;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcClientAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Debezium's embedded engine on an outbox table that is read from the write-ahead log. */
final class DebeziumApproach implements Approach {
    private static final String TOPIC = "benchmark.debezium.v1";
    private static final String CONTENT = "x".repeat(Orders.PAYLOAD_BYTES);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final ConfigurableApplicationContext service;
    private final JdbcClient jdbc;
    private final Orders orders;
    private final KafkaProducer<String, byte[]> producer;
    private final DebeziumEngine<ChangeEvent<String, String>> engine;
    private final ExecutorService thread = Executors.newSingleThreadExecutor();

    /** A service with nothing but a database. */
    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration({
        DataSourceAutoConfiguration.class,
        DataSourceTransactionManagerAutoConfiguration.class,
        JdbcTemplateAutoConfiguration.class,
        JdbcClientAutoConfiguration.class
    })
    static class Service {}

    /** @param administrator of the same server, which has {@code wal_level=logical}: name and password of one who may replicate */
    DebeziumApproach(
            LocalPostgres.Database database, int port, String administrator, String password, String kafka, Path folder)
            throws InterruptedException {
        Topic.create(kafka, TOPIC);
        service = Applications.start(Service.class, database, kafka, Map.of());
        jdbc = service.getBean(JdbcClient.class);
        orders = new Orders(jdbc, new TransactionTemplate(service.getBean(PlatformTransactionManager.class)));
        orders.createTables();
        jdbc.sql(
                        "CREATE TABLE benchmark_outbox (id uuid PRIMARY KEY, order_id uuid NOT NULL, version bigint NOT NULL, content text NOT NULL)")
                .update();
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka, "acks", "all", "enable.idempotence", true),
                new StringSerializer(),
                new ByteArraySerializer());
        Properties settings = new Properties();
        settings.setProperty("name", "benchmark");
        // Asked for by Kafka Connect's settings, whatever keeps the offsets.
        settings.setProperty("bootstrap.servers", kafka);
        settings.setProperty("connector.class", "io.debezium.connector.postgresql.PostgresConnector");
        settings.setProperty("offset.storage", "org.apache.kafka.connect.storage.FileOffsetBackingStore");
        settings.setProperty(
                "offset.storage.file.filename", folder.resolve("offsets").toString());
        settings.setProperty("offset.flush.interval.ms", "1000");
        settings.setProperty("database.hostname", "localhost");
        settings.setProperty("database.port", Integer.toString(port));
        settings.setProperty("database.user", administrator);
        settings.setProperty("database.password", password);
        settings.setProperty("database.dbname", database.name());
        settings.setProperty("topic.prefix", "benchmark");
        settings.setProperty("plugin.name", "pgoutput");
        settings.setProperty("snapshot.mode", "no_data");
        settings.setProperty("table.include.list", "public.benchmark_outbox");
        settings.setProperty("skipped.operations", "d,u,t");
        settings.setProperty("tombstones.on.delete", "false");
        settings.setProperty("poll.interval.ms", "1");
        settings.setProperty("schema.history.internal", "io.debezium.relational.history.MemorySchemaHistory");
        CountDownLatch streaming = new CountDownLatch(1);
        engine = DebeziumEngine.create(Json.class)
                .using(settings)
                .using(new DebeziumEngine.ConnectorCallback() {
                    @Override
                    public void pollingStarted() {
                        streaming.countDown();
                    }
                })
                .notifying(this::publish)
                .build();
        thread.execute(engine);
        if (!streaming.await(2, TimeUnit.MINUTES)) {
            throw new IllegalStateException("Debezium does not stream");
        }
    }

    private void publish(
            List<ChangeEvent<String, String>> batch,
            DebeziumEngine.RecordCommitter<ChangeEvent<String, String>> committer)
            throws InterruptedException {
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        for (ChangeEvent<String, String> change : batch) {
            JsonNode row = JSON.readTree(change.value()).path("payload").path("after");
            String event = "{\"orderId\":\"%s\",\"version\":%d,\"content\":\"%s\"}"
                    .formatted(
                            row.path("order_id").asString(),
                            row.path("version").asLong(),
                            row.path("content").asString());
            sent.add(producer.send(new ProducerRecord<>(
                    TOPIC, row.path("order_id").asString(), event.getBytes(StandardCharsets.UTF_8))));
        }
        producer.flush();
        for (Future<RecordMetadata> each : sent) {
            try {
                each.get();
            } catch (ExecutionException e) {
                throw new IllegalStateException(e);
            }
        }
        for (ChangeEvent<String, String> change : batch) {
            committer.markProcessed(change);
        }
        committer.markBatchFinished();
    }

    @Override
    public String name() {
        return "Debezium embedded, outbox table";
    }

    @Override
    public void change(UUID order, long version) {
        orders.changeAnd(
                order,
                version,
                () -> jdbc.sql("""
                        WITH told AS (
                            INSERT INTO benchmark_outbox (id, order_id, version, content)
                            VALUES (gen_random_uuid(), :order, :version, :content) RETURNING id
                        )
                        SELECT count(*) FROM told""")
                        .param("order", order)
                        .param("version", version)
                        .param("content", CONTENT)
                        .query(Long.class)
                        .single());
    }

    @Override
    public Orders orders() {
        return orders;
    }

    @Override
    public String topic() {
        return TOPIC;
    }

    @Override
    public void close() {
        try {
            engine.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            thread.shutdown();
            producer.close();
            service.close();
        }
    }
}
