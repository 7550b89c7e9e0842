package io.portline.benchmarks;

import io.namastack.outbox.Outbox;
import io.namastack.outbox.handler.OutboxHandler;
import io.namastack.outbox.handler.OutboxRecordMetadata;
import io.portline.infrastructure.LocalPostgres;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;

/** namastack-outbox, polling as fast as ours, with batches as large as ours, its records deleted as ours are. */
final class NamastackApproach implements Approach {
    private static final String TOPIC = "benchmark.namastack.v1";
    private static final String CONTENT = "x".repeat(Orders.PAYLOAD_BYTES);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final ConfigurableApplicationContext service;
    private final Orders orders;
    private final Outbox outbox;

    /** The event, in JSON about as large as ours. */
    record OrderChanged(String orderId, long version, String content) {}

    /** A service with nothing but namastack's outbox. */
    @Configuration(proxyBeanMethods = false)
    @EnableScheduling
    @EnableAutoConfiguration
    static class Service {
        @Bean
        OutboxHandler toKafka(KafkaTemplate<String, byte[]> kafka) {
            return new OutboxHandler() {
                @Override
                public void handle(Object event, OutboxRecordMetadata metadata) {
                    try {
                        kafka.send(TOPIC, metadata.getKey(), JSON.writeValueAsBytes(event))
                                .get();
                    } catch (ExecutionException e) {
                        throw new IllegalStateException(e);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                        throw new IllegalStateException(e);
                    }
                }
            };
        }
    }

    NamastackApproach(LocalPostgres.Database database, String kafka) {
        Topic.create(kafka, TOPIC);
        service = Applications.start(
                Service.class,
                database,
                kafka,
                Map.of(
                        Rivals.CHOICE,
                        "namastack",
                        "namastack.outbox.jdbc.schema-initialization.enabled",
                        "true",
                        "namastack.outbox.polling.fixed.interval",
                        "50ms",
                        "namastack.outbox.polling.batch-size",
                        "500",
                        "namastack.outbox.processing.delete-completed-records",
                        "true",
                        "spring.kafka.producer.value-serializer",
                        "org.apache.kafka.common.serialization.ByteArraySerializer"));
        outbox = service.getBean(Outbox.class);
        orders = new Orders(
                service.getBean(JdbcClient.class),
                new TransactionTemplate(service.getBean(PlatformTransactionManager.class)));
        orders.createTables();
    }

    @Override
    public String name() {
        return "namastack-outbox";
    }

    @Override
    public void change(UUID order, long version) {
        orders.changeAnd(
                order,
                version,
                () -> outbox.schedule(new OrderChanged(order.toString(), version, CONTENT), order.toString()));
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
        service.close();
    }
}
