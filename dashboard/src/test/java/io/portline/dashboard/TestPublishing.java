package io.portline.dashboard;

import io.portline.messaging.codec.MessageCodec;
import io.portline.messaging.outbox.Outbox;
import io.portline.messaging.topic.TopicDeclaration;
import io.portline.schemas.Topic;
import io.portline.schemas.Topics;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** In tests the dashboard also plays the services that write the topics. */
@TestConfiguration(proxyBeanMethods = false)
public class TestPublishing {

    @Bean
    TopicDeclaration portOrderStatusTopic() {
        return declaration(Topics.PORT_ORDER_STATUS);
    }

    @Bean
    TopicDeclaration caseActivityTopic() {
        return declaration(Topics.CASE_ACTIVITY);
    }

    @Bean
    TopicDeclaration deliveryTopic() {
        return declaration(Topics.DELIVERY);
    }

    @Bean
    TopicDeclaration portOutStatusTopic() {
        return declaration(Topics.PORT_OUT_STATUS);
    }

    @Bean
    Publisher publisher(Outbox outbox, MessageCodec codec, PlatformTransactionManager transactions) {
        return new Publisher(outbox, codec, new TransactionTemplate(transactions));
    }

    private static TopicDeclaration declaration(Topic<?> topic) {
        return new TopicDeclaration(topic.name(), topic.partitions(), topic.config());
    }
}
