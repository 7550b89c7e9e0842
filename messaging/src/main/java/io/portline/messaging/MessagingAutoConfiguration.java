package io.portline.messaging;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.propagation.Propagator;
import io.portline.messaging.codec.CodecSettings;
import io.portline.messaging.codec.MessageCodec;
import io.portline.messaging.codec.SerdeMessageCodec;
import io.portline.messaging.deadletter.DeadLetterPublisher;
import io.portline.messaging.deadletter.DeadLetterStore;
import io.portline.messaging.deadletter.DeadLetters;
import io.portline.messaging.deadletter.OperatedDeadLetters;
import io.portline.messaging.deadletter.web.DeadLetterController;
import io.portline.messaging.id.EventIds;
import io.portline.messaging.id.TimeOrderedEventIds;
import io.portline.messaging.inbox.InboxContainers;
import io.portline.messaging.inbox.InboxSettings;
import io.portline.messaging.inbox.Subscription;
import io.portline.messaging.kafka.KafkaSettings;
import io.portline.messaging.outbox.HeldKeys;
import io.portline.messaging.outbox.JdbcOutbox;
import io.portline.messaging.outbox.Outbox;
import io.portline.messaging.outbox.OutboxMonitor;
import io.portline.messaging.outbox.Relay;
import io.portline.messaging.outbox.RelayConnections;
import io.portline.messaging.outbox.RelaySettings;
import io.portline.messaging.outbox.RelaySignal;
import io.portline.messaging.time.TimeConfiguration;
import io.portline.messaging.topic.SchemaRegistration;
import io.portline.messaging.topic.TopicDeclaration;
import io.portline.messaging.topic.TopicDeclarer;
import io.portline.messaging.trace.ExportedTracing;
import io.portline.messaging.trace.LoggedTracing;
import io.portline.messaging.trace.Tracing;
import org.apache.kafka.clients.CommonClientConfigs;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.boot.kafka.autoconfigure.KafkaConnectionDetails;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.ClassUtils;

import javax.sql.DataSource;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Everything a service needs to publish, consume and tell the time, given a data source and Kafka's address. A service
 * adds beans of {@link TopicDeclaration} and {@link Subscription}.
 */
@AutoConfiguration(
        afterName = {
            "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration",
            "org.springframework.boot.jdbc.autoconfigure.JdbcClientAutoConfiguration",
            "org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration",
            "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration"
        },
        beforeName = {
            "org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration",
            "com.github.kagkarlsson.scheduler.boot.autoconfigure.DbSchedulerAutoConfiguration"
        })
@ConditionalOnBean(DataSource.class)
@EnableConfigurationProperties({KafkaProperties.class, CodecSettings.class, RelaySettings.class, InboxSettings.class})
@Import(TimeConfiguration.class)
public class MessagingAutoConfiguration {

    /** Of dead letters; they are few, and in one partition they keep their order. */
    private static final TopicDeclaration DEAD_LETTER_SHAPE =
            new TopicDeclaration("dlt", 1, Map.of("retention.ms", Long.toString(30L * 24 * 3600 * 1000)));

    @Bean
    MessagingSchema messagingSchema(DataSource dataSource) {
        return new MessagingSchema(dataSource);
    }

    @Bean
    @ConditionalOnMissingBean(TransactionOperations.class)
    TransactionTemplate transactionTemplate(PlatformTransactionManager transactions) {
        return new TransactionTemplate(transactions);
    }

    @Bean
    KafkaSettings kafkaSettings(KafkaProperties properties, ObjectProvider<KafkaConnectionDetails> connections) {
        Map<String, Object> producer = properties.buildProducerProperties();
        Map<String, Object> consumer = properties.buildConsumerProperties();
        Map<String, Object> admin = properties.buildAdminProperties();
        connections.ifAvailable(details -> List.of(producer, consumer, admin)
                .forEach(settings -> settings.put(
                        CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG,
                        String.join(",", details.getBootstrapServers()))));
        return new KafkaSettings(producer, consumer, admin);
    }

    @Bean
    @ConditionalOnMissingBean
    EventIds eventIds() {
        return new TimeOrderedEventIds();
    }

    @Bean
    @ConditionalOnMissingBean
    MessageCodec messageCodec(CodecSettings settings) {
        return new SerdeMessageCodec(settings);
    }

    /** A tracer's where one is at work; else the log alone knows the traces. */
    @Bean
    Tracing tracing(BeanFactory beans) {
        return ClassUtils.isPresent("io.micrometer.tracing.Tracer", null) ? Tracers.find(beans) : new LoggedTracing();
    }

    /** Apart, because its classes are not everywhere. */
    private static final class Tracers {
        static Tracing find(BeanFactory beans) {
            Tracer tracer = beans.getBeanProvider(Tracer.class).getIfAvailable();
            Propagator propagator = beans.getBeanProvider(Propagator.class).getIfAvailable();
            return tracer == null || propagator == null ? new LoggedTracing() : new ExportedTracing(tracer, propagator);
        }
    }

    @Bean
    SchemaRegistration schemaRegistration(List<TopicDeclaration> topics, MessageCodec codec) {
        return new SchemaRegistration(topics, codec);
    }

    @Bean
    TopicDeclarer topicDeclarer(
            List<TopicDeclaration> topics, ObjectProvider<Subscription<?>> subscriptions, KafkaSettings kafka) {
        List<TopicDeclaration> all = new ArrayList<>(topics);
        subscriptions.forEach(subscription -> all.add(new TopicDeclaration(
                subscription.deadLetterTopic(), DEAD_LETTER_SHAPE.partitions(), DEAD_LETTER_SHAPE.config())));
        return new TopicDeclarer(all, kafka);
    }

    @Configuration(proxyBeanMethods = false)
    static class Publishing {

        @Bean
        RelaySignal relaySignal() {
            return new RelaySignal();
        }

        @Bean
        Outbox outbox(
                JdbcClient jdbc,
                RelaySignal signal,
                List<TopicDeclaration> topics,
                RelaySettings settings,
                Tracing tracing,
                @Value("${spring.application.name:application}") String service) {
            return new JdbcOutbox(
                    jdbc, signal, names(topics), "/portline/" + service, settings.maxPayloadBytes(), tracing);
        }

        @Bean
        HeldKeys heldKeys(JdbcClient jdbc) {
            return new HeldKeys(jdbc);
        }

        @Bean
        OutboxMonitor outboxMonitor(
                JdbcClient jdbc, @Qualifier("realClock") Clock realClock, ObjectProvider<MeterRegistry> meters) {
            return new OutboxMonitor(jdbc, realClock, registry(meters));
        }

        @Bean
        @ConditionalOnProperty(name = "portline.relay.enabled", matchIfMissing = true)
        Relay relay(
                JdbcConnectionDetails database,
                KafkaSettings kafka,
                List<TopicDeclaration> topics,
                RelaySettings settings,
                RelaySignal signal,
                ObjectProvider<MeterRegistry> meters) {
            return new Relay(
                    RelayConnections.to(database.getJdbcUrl(), database.getUsername(), database.getPassword()),
                    kafka,
                    names(topics),
                    settings,
                    signal,
                    registry(meters));
        }

        @Bean
        HealthIndicator outboxHealthIndicator(OutboxMonitor monitor, ObjectProvider<Relay> relay) {
            return new OutboxHealth(monitor, relay.getIfAvailable());
        }

        private static Set<String> names(List<TopicDeclaration> topics) {
            return topics.stream().map(TopicDeclaration::name).collect(Collectors.toSet());
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Consuming {

        @Bean
        DeadLetterStore deadLetterStore(JdbcClient jdbc, @Qualifier("realClock") Clock realClock) {
            return new DeadLetterStore(jdbc, realClock);
        }

        @Bean
        DeadLetterPublisher deadLetterPublisher(KafkaSettings kafka) {
            return new DeadLetterPublisher(kafka);
        }

        @Bean
        InboxContainers inboxContainers(
                ObjectProvider<Subscription<?>> subscriptions,
                MessageCodec codec,
                JdbcClient jdbc,
                PlatformTransactionManager transactions,
                DeadLetterStore deadLetters,
                DeadLetterPublisher publisher,
                KafkaSettings kafka,
                InboxSettings settings,
                Clock businessClock,
                ObjectProvider<MeterRegistry> meters,
                Tracing tracing) {
            return new InboxContainers(
                    subscriptions.orderedStream().toList(),
                    codec,
                    jdbc,
                    new TransactionTemplate(transactions),
                    deadLetters,
                    publisher,
                    kafka,
                    settings,
                    businessClock,
                    registry(meters),
                    tracing,
                    DefaultKafkaConsumerFactory::new);
        }

        @Bean
        DeadLetters deadLetters(
                DeadLetterStore store,
                InboxContainers containers,
                PlatformTransactionManager transactions,
                ObjectProvider<MeterRegistry> meters) {
            OperatedDeadLetters deadLetters =
                    new OperatedDeadLetters(store, containers, new TransactionTemplate(transactions));
            Gauge.builder("portline.dead.letters.open", deadLetters, DeadLetters::countOpen)
                    .description("Dead letters that wait for an operator")
                    .strongReference(true)
                    .register(registry(meters));
            return deadLetters;
        }

        @Bean
        HealthIndicator inboxHealthIndicator(InboxContainers containers) {
            return new InboxHealth(containers);
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
    @ConditionalOnClass(name = "org.springframework.web.servlet.DispatcherServlet")
    static class Operating {

        @Bean
        DeadLetterController deadLetterController(DeadLetters deadLetters, HeldKeys heldKeys) {
            return new DeadLetterController(deadLetters, heldKeys);
        }
    }

    private static MeterRegistry registry(ObjectProvider<MeterRegistry> meters) {
        return meters.getIfAvailable(SimpleMeterRegistry::new);
    }
}
