package io.portline.benchmarks;

import io.portline.infrastructure.LocalPostgres;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.modulith.events.Externalized;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import java.util.Map;
import java.util.UUID;

/** Spring Modulith's event publication registry with externalisation to Kafka, as its documentation sets it up. */
final class ModulithApproach implements Approach {
    private static final String TOPIC = "benchmark.modulith.v1";
    private static final String CONTENT = "x".repeat(Orders.PAYLOAD_BYTES);

    private final ConfigurableApplicationContext service;
    private final Orders orders;

    /** The event, in JSON about as large as ours. */
    @Externalized(TOPIC + "::#{#this.orderId()}")
    record OrderChanged(String orderId, long version, String content) {}

    /** A service with nothing but Modulith's events. */
    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Service {}

    ModulithApproach(LocalPostgres.Database database, String kafka) {
        Topic.create(kafka, TOPIC);
        service = Applications.start(
                Service.class,
                database,
                kafka,
                Map.of(
                        Rivals.CHOICE,
                        "modulith",
                        "spring.modulith.events.jdbc.schema-initialization.enabled",
                        "true",
                        "spring.kafka.producer.value-serializer",
                        "org.apache.kafka.common.serialization.ByteArraySerializer"));
        orders = new Orders(
                service.getBean(JdbcClient.class),
                new TransactionTemplate(service.getBean(PlatformTransactionManager.class)));
        orders.createTables();
    }

    @Override
    public String name() {
        return "Spring Modulith externalisation";
    }

    @Override
    public void change(UUID order, long version) {
        orders.changeAnd(
                order, version, () -> service.publishEvent(new OrderChanged(order.toString(), version, CONTENT)));
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
