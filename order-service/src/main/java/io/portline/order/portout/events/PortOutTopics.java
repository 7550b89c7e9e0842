package io.portline.order.portout.events;

import io.portline.messaging.topic.TopicDeclaration;
import io.portline.schemas.Topics;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What order-service writes to Kafka about port-outs; their contacts go to the topic of the orders' contacts. */
@Configuration(proxyBeanMethods = false)
public class PortOutTopics {

    @Bean
    TopicDeclaration portOutStatusTopic() {
        return new TopicDeclaration(
                Topics.PORT_OUT_STATUS.name(), Topics.PORT_OUT_STATUS.partitions(), Topics.PORT_OUT_STATUS.config());
    }
}
