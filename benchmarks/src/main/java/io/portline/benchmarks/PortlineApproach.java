package io.portline.benchmarks;

import io.portline.infrastructure.LocalPostgres;
import io.portline.messaging.id.EventIds;
import io.portline.messaging.outbox.Outbox;
import io.portline.messaging.topic.TopicDeclaration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import java.time.Clock;
import java.util.Map;
import java.util.UUID;

/** Our own outbox; with the relay as it comes, or without one, to see what the insert alone costs. */
final class PortlineApproach implements Approach {
    private final String name;
    private final ConfigurableApplicationContext service;
    private final Orders orders;

    /** A service with nothing but messaging. */
    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Service {
        @Bean
        TopicDeclaration topic() {
            return new TopicDeclaration(Orders.TOPIC, 12, Map.of());
        }
    }

    PortlineApproach(LocalPostgres.Database database, String kafka, boolean relay) {
        this.name = relay ? "Portline" : "Portline, outbox insert without a relay";
        this.service = Applications.start(
                Service.class, database, kafka, Map.of("portline.relay.enabled", Boolean.toString(relay)));
        this.orders = new Orders(
                service.getBean(JdbcClient.class),
                new TransactionTemplate(service.getBean(PlatformTransactionManager.class)),
                service.getBean(Outbox.class),
                service.getBean(EventIds.class),
                service.getBean("realClock", Clock.class));
        orders.createTables();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void change(UUID order, long version) {
        orders.change(order, version);
    }

    @Override
    public Orders orders() {
        return orders;
    }

    @Override
    public String topic() {
        return Orders.TOPIC;
    }

    /** What nobody sends must not grow from round to round. */
    void emptyOutbox() {
        service.getBean(JdbcClient.class).sql("TRUNCATE outbox").update();
    }

    @Override
    public void close() {
        service.close();
    }
}
