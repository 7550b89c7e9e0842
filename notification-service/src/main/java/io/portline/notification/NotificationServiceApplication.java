package io.portline.notification;

import io.portline.notification.delivery.mail.MailSettings;
import io.portline.notification.webhook.http.WebhookSettings;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.EnableConfigurationProperties;

/** Starts the service. */
@SpringBootApplication
@EnableConfigurationProperties({MailSettings.class, WebhookSettings.class})
public class NotificationServiceApplication {

    /** Takes its settings from {@code notification-service.yml}, the environment and {@code args}. */
    public static void main(String[] args) {
        new SpringApplicationBuilder(NotificationServiceApplication.class)
                .properties("spring.config.name=notification-service")
                .run(args);
    }
}
