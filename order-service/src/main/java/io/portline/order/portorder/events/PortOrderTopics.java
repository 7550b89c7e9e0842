package io.portline.order.portorder.events;

import io.portline.messaging.inbox.Subscription;
import io.portline.messaging.topic.TopicDeclaration;
import io.portline.order.portorder.PortOrderService;
import io.portline.schemas.CarrierReply;
import io.portline.schemas.CaseActivityEvent;
import io.portline.schemas.Topic;
import io.portline.schemas.Topics;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What order-service writes to Kafka about port orders, and what it reads. */
@Configuration(proxyBeanMethods = false)
public class PortOrderTopics {

    @Bean
    TopicDeclaration portOrderStatusTopic() {
        return declared(Topics.PORT_ORDER_STATUS);
    }

    @Bean
    TopicDeclaration carrierRequestTopic() {
        return declared(Topics.CARRIER_REQUEST);
    }

    @Bean
    TopicDeclaration portingContactsTopic() {
        return declared(Topics.PORTING_CONTACTS);
    }

    private static TopicDeclaration declared(Topic<?> topic) {
        return new TopicDeclaration(topic.name(), topic.partitions(), topic.config(), topic.recordType());
    }

    /** Replies of one order depend on each other: after one that cannot be handled, its later ones wait. */
    @Bean
    Subscription<CarrierReply> carrierReplies(PortOrderService service) {
        return Subscription.of(
                        CarrierReplies.CONSUMER,
                        Topics.CARRIER_REPLY.name(),
                        CarrierReply.class,
                        new CarrierReplies(service))
                .parkingKeys();
    }

    /** Which orders a case is linked to; each event names them all, so a dead letter holds nothing up. */
    @Bean
    Subscription<CaseActivityEvent> caseActivities(PortOrderService service) {
        return Subscription.of(
                CaseActivities.CONSUMER,
                Topics.CASE_ACTIVITY.name(),
                CaseActivityEvent.class,
                new CaseActivities(service));
    }
}
