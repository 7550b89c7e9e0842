package io.portline.cases.tnscase.events;

import io.portline.messaging.inbox.Subscription;
import io.portline.messaging.topic.TopicDeclaration;
import io.portline.schemas.PortOrderStatusEvent;
import io.portline.schemas.Topic;
import io.portline.schemas.Topics;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The topics that this service writes, and the one that it reads. */
@Configuration(proxyBeanMethods = false)
public class CaseTopics {

    @Bean
    TopicDeclaration caseActivityTopic() {
        return declaration(Topics.CASE_ACTIVITY);
    }

    @Bean
    TopicDeclaration supportContactsTopic() {
        return declaration(Topics.SUPPORT_CONTACTS);
    }

    @Bean
    Subscription<PortOrderStatusEvent> portOrderTroubleSubscription(PortOrderTroubles troubles) {
        return Subscription.of(
                "case-service.port-orders", Topics.PORT_ORDER_STATUS.name(), PortOrderStatusEvent.class, troubles);
    }

    private static TopicDeclaration declaration(Topic<?> topic) {
        return new TopicDeclaration(topic.name(), topic.partitions(), topic.config(), topic.recordType());
    }
}
