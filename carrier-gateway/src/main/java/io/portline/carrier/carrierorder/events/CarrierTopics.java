package io.portline.carrier.carrierorder.events;

import io.portline.messaging.inbox.Subscription;
import io.portline.messaging.topic.TopicDeclaration;
import io.portline.schemas.CarrierRequest;
import io.portline.schemas.Topics;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the gateway reads and writes. */
@Configuration(proxyBeanMethods = false)
class CarrierTopics {

    @Bean
    TopicDeclaration carrierReplyTopic() {
        return new TopicDeclaration(
                Topics.CARRIER_REPLY.name(),
                Topics.CARRIER_REPLY.partitions(),
                Topics.CARRIER_REPLY.config(),
                Topics.CARRIER_REPLY.recordType());
    }

    /** Parks later requests of an order whose request could not be handled: a cancel must not overtake the port that it cancels. */
    @Bean
    Subscription<CarrierRequest> carrierRequests(CarrierRequestListener listener) {
        return Subscription.of(
                        "carrier-gateway.carrier-requests",
                        Topics.CARRIER_REQUEST.name(),
                        CarrierRequest.class,
                        listener)
                .parkingKeys()
                .ofConfidentialTopic();
    }
}
