package io.portline.cases.tnscase.events;

import io.portline.messaging.topic.TopicDeclaration;
import io.portline.schemas.Topic;
import io.portline.schemas.Topics;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The topics that this service writes. */
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

    private static TopicDeclaration declaration(Topic<?> topic) {
        return new TopicDeclaration(topic.name(), topic.partitions(), topic.config(), topic.recordType());
    }
}
