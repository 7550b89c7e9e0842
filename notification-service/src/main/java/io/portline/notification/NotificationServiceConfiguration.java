package io.portline.notification;

import io.portline.messaging.id.EventIds;
import io.portline.notification.delivery.ContactBook;
import io.portline.notification.delivery.Deliveries;
import io.portline.notification.delivery.DeliverySchedule;
import io.portline.notification.delivery.FocReminders;
import io.portline.notification.delivery.MailWriter;
import io.portline.notification.delivery.NotificationService;
import io.portline.notification.delivery.RetryPlan;
import io.portline.notification.delivery.mail.MailSettings;
import io.portline.notification.webhook.SecretVault;
import io.portline.notification.webhook.WebhookEndpoints;
import io.portline.notification.webhook.WebhookQueue;
import io.portline.notification.webhook.WebhookService;
import io.portline.notification.webhook.WebhookTargets;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import java.security.SecureRandom;
import java.time.Clock;

/** Wires the pure parts. */
@Configuration(proxyBeanMethods = false)
class NotificationServiceConfiguration {

    @Bean
    MailWriter mailWriter(MailSettings settings) {
        return new MailWriter(settings.linkBase());
    }

    @Bean
    NotificationService notificationService(
            ContactBook contactBook,
            Deliveries deliveries,
            DeliverySchedule schedule,
            @Qualifier("realClock") Clock realClock) {
        return new NotificationService(contactBook, deliveries, schedule, new RetryPlan(new SecureRandom()), realClock);
    }

    @Bean
    FocReminders focReminders(
            FocReminders.Store store, FocReminders.Alarm alarm, NotificationService notifications, Clock clock) {
        return new FocReminders(store, alarm, notifications, clock);
    }

    @Bean
    WebhookService webhookService(
            WebhookEndpoints endpoints,
            WebhookQueue queue,
            WebhookTargets targets,
            SecretVault vault,
            EventIds ids,
            @Qualifier("webhookSendSoon") Runnable sendSoon,
            @Qualifier("realClock") Clock realClock,
            Clock businessClock) {
        return new WebhookService(
                endpoints, queue, targets, vault, new SecureRandom(), ids::next, sendSoon, realClock, businessClock);
    }
}
