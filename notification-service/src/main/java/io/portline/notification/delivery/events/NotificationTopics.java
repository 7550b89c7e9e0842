package io.portline.notification.delivery.events;

import io.portline.messaging.inbox.EventHandler;
import io.portline.messaging.inbox.Subscription;
import io.portline.messaging.topic.TopicDeclaration;
import io.portline.notification.webhook.events.CaseWebhooks;
import io.portline.notification.webhook.events.PortOrderWebhooks;
import io.portline.notification.webhook.events.PortOutWebhooks;
import io.portline.schemas.CaseActivityEvent;
import io.portline.schemas.PortOrderStatusEvent;
import io.portline.schemas.PortOutStatusEvent;
import io.portline.schemas.SubjectContacts;
import io.portline.schemas.Topics;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import java.util.List;

/** What this service reads and writes. */
@Configuration(proxyBeanMethods = false)
class NotificationTopics {

    @Bean
    TopicDeclaration deliveryTopic() {
        return new TopicDeclaration(
                Topics.DELIVERY.name(),
                Topics.DELIVERY.partitions(),
                Topics.DELIVERY.config(),
                Topics.DELIVERY.recordType());
    }

    @Bean
    Subscription<PortOrderStatusEvent> portOrderStatus(
            PortOrderNotifications mails, PortOrderReminders reminders, PortOrderWebhooks webhooks) {
        return Subscription.of(
                "notification-service.port-order-status",
                Topics.PORT_ORDER_STATUS.name(),
                PortOrderStatusEvent.class,
                EventHandler.inTurn(List.of(mails, reminders, webhooks)));
    }

    @Bean
    Subscription<PortOutStatusEvent> portOutStatus(PortOutNotifications mails, PortOutWebhooks webhooks) {
        return Subscription.of(
                "notification-service.port-out-status",
                Topics.PORT_OUT_STATUS.name(),
                PortOutStatusEvent.class,
                EventHandler.inTurn(List.of(mails, webhooks)));
    }

    @Bean
    Subscription<CaseActivityEvent> caseActivity(CaseNotifications mails, CaseWebhooks webhooks) {
        return Subscription.of(
                "notification-service.case-activity",
                Topics.CASE_ACTIVITY.name(),
                CaseActivityEvent.class,
                EventHandler.inTurn(List.of(mails, webhooks)));
    }

    @Bean
    Subscription<SubjectContacts> portingContacts(ContactRevisions handler) {
        return Subscription.of(
                        "notification-service.porting-contacts",
                        Topics.PORTING_CONTACTS.name(),
                        SubjectContacts.class,
                        handler)
                .ofCompactedTopic()
                .ofConfidentialTopic();
    }

    @Bean
    Subscription<SubjectContacts> supportContacts(ContactRevisions handler) {
        return Subscription.of(
                        "notification-service.support-contacts",
                        Topics.SUPPORT_CONTACTS.name(),
                        SubjectContacts.class,
                        handler)
                .ofCompactedTopic()
                .ofConfidentialTopic();
    }
}
