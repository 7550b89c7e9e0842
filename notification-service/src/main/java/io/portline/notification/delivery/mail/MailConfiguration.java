package io.portline.notification.delivery.mail;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.portline.messaging.trace.Tracing;
import io.portline.notification.delivery.Attempt;
import io.portline.notification.delivery.DeliverySchedule;
import io.portline.notification.delivery.MailQueue;
import io.portline.notification.delivery.NotificationService;
import io.portline.notification.delivery.Pacing;
import io.portline.notification.delivery.QueueSignal;
import io.portline.notification.delivery.ServerPause;
import org.eclipse.angus.mail.util.MailStreamProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.mail.javamail.JavaMailSenderImpl;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;

/** Sending, wired: as many connections as the settings say. */
@Configuration(proxyBeanMethods = false)
class MailConfiguration {
    private static final String EMAIL = "EMAIL";

    /** Otherwise Jakarta Mail searches the class path for it several times a mail, which takes longer than sending it. */
    private static final String STREAM_PROVIDER = "jakarta.mail.util.StreamProvider";

    @Bean
    MailDispatcher mailDispatcher(
            MailQueue queue,
            NotificationService notifications,
            JavaMailSenderImpl server,
            MailMessages messages,
            MailSettings settings,
            QueueSignal mailQueueSignal,
            DeliverySchedule schedule,
            MeterRegistry meters,
            Tracing tracing,
            @Qualifier("realClock") Clock realClock) {
        System.getProperties().putIfAbsent(STREAM_PROVIDER, MailStreamProvider.class.getName());
        SecureRandom random = new SecureRandom();
        Gauge.builder("portline.delivery.queue.depth", queue, MailQueue::depth)
                .description("Deliveries that wait, counted up to a million")
                .tag("channel", EMAIL)
                .strongReference(true)
                .register(meters);
        Gauge.builder("portline.delivery.queue.oldest.age", queue, waiting -> age(waiting, realClock))
                .description("How long the oldest delivery has been waiting")
                .tag("channel", EMAIL)
                .baseUnit("seconds")
                .strongReference(true)
                .register(meters);
        return new MailDispatcher(
                queue,
                notifications,
                () -> new SmtpConnection(server, messages, realClock),
                settings.connections(),
                mailQueueSignal,
                schedule,
                new Pacing(settings.domainRate(), settings.domainBurst()),
                new ServerPause(settings.firstPause(), settings.longestPause(), random),
                attempt -> meters.counter("portline.deliveries", "channel", EMAIL, "result", result(attempt))
                        .increment(),
                tracing,
                realClock);
    }

    private static double age(MailQueue queue, Clock realClock) {
        return queue.oldest()
                .map(since -> Duration.between(since, realClock.instant()).toMillis() / 1000.0)
                .orElse(0.0);
    }

    private static String result(Attempt attempt) {
        return switch (attempt) {
            case Attempt.Taken _ -> "SENT";
            case Attempt.RefusedForGood _ -> "REFUSED";
            case Attempt.Postponed _ -> "RETRYING";
            case Attempt.GivenUp _ -> "GIVEN_UP";
        };
    }
}
