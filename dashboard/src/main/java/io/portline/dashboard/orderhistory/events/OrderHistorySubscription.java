package io.portline.dashboard.orderhistory.events;

import io.portline.dashboard.live.LiveHub;
import io.portline.dashboard.live.events.ToldToOpenPages;
import io.portline.dashboard.orderhistory.OrderHistory;
import io.portline.messaging.inbox.Subscription;
import io.portline.schemas.PortOrderStatusEvent;
import io.portline.schemas.Topics;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the feature reads. */
@Configuration(proxyBeanMethods = false)
class OrderHistorySubscription {

    @Bean
    Subscription<PortOrderStatusEvent> portOrderStatuses(OrderHistory history, LiveHub hub) {
        return Subscription.of(
                "dashboard.port-order-status",
                Topics.PORT_ORDER_STATUS.name(),
                PortOrderStatusEvent.class,
                new ToldToOpenPages<>(new PortOrderStatusProjection(history), hub));
    }
}
