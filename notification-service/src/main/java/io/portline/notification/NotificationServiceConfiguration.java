package io.portline.notification;

import io.portline.notification.delivery.ContactBook;
import io.portline.notification.delivery.Deliveries;
import io.portline.notification.delivery.DeliverySchedule;
import io.portline.notification.delivery.MailWriter;
import io.portline.notification.delivery.NotificationService;
import io.portline.notification.delivery.RetryPlan;
import io.portline.notification.delivery.Sender;
import io.portline.notification.delivery.mail.MailSettings;
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
            Sender sender,
            @Qualifier("realClock") Clock realClock) {
        return new NotificationService(
                contactBook, deliveries, schedule, sender, new RetryPlan(new SecureRandom()), realClock);
    }
}
