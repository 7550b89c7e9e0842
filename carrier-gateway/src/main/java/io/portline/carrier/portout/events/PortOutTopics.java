package io.portline.carrier.portout.events;

import io.portline.messaging.inbox.Subscription;
import io.portline.schemas.PortOutStatusEvent;
import io.portline.schemas.Topics;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the gateway reads of port-outs. */
@Configuration(proxyBeanMethods = false)
class PortOutTopics {

    @Bean
    Subscription<PortOutStatusEvent> portOutStatus(PortOutStatusListener listener) {
        return Subscription.of(
                "carrier-gateway.port-out-status", Topics.PORT_OUT_STATUS.name(), PortOutStatusEvent.class, listener);
    }
}
