package io.portline.dashboard.deliveries.events;

import io.portline.dashboard.deliveries.Deliveries;
import io.portline.dashboard.live.LiveHub;
import io.portline.dashboard.live.events.ToldToOpenPages;
import io.portline.messaging.inbox.Subscription;
import io.portline.schemas.DeliveryOutcome;
import io.portline.schemas.Topics;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the feature reads. */
@Configuration(proxyBeanMethods = false)
class DeliveriesSubscription {

    @Bean
    Subscription<DeliveryOutcome> deliveryOutcomes(Deliveries deliveries, LiveHub hub) {
        return Subscription.of(
                "dashboard.delivery",
                Topics.DELIVERY.name(),
                DeliveryOutcome.class,
                new ToldToOpenPages<>(new DeliveryProjection(deliveries), hub));
    }
}
