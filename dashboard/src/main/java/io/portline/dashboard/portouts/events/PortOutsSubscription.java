package io.portline.dashboard.portouts.events;

import io.portline.dashboard.live.LiveHub;
import io.portline.dashboard.live.events.ToldToOpenPages;
import io.portline.dashboard.portouts.PortOuts;
import io.portline.messaging.inbox.Subscription;
import io.portline.schemas.PortOutStatusEvent;
import io.portline.schemas.Topics;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the feature reads. */
@Configuration(proxyBeanMethods = false)
class PortOutsSubscription {

    @Bean
    Subscription<PortOutStatusEvent> portOutStatuses(PortOuts portOuts, LiveHub hub) {
        return Subscription.of(
                "dashboard.port-out-status",
                Topics.PORT_OUT_STATUS.name(),
                PortOutStatusEvent.class,
                new ToldToOpenPages<>(new PortOutProjection(portOuts), hub));
    }
}
