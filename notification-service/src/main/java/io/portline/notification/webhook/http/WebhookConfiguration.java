package io.portline.notification.webhook.http;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.portline.messaging.trace.Tracing;
import io.portline.notification.delivery.QueueSignal;
import io.portline.notification.webhook.WebhookOutcome;
import io.portline.notification.webhook.WebhookQueue;
import io.portline.notification.webhook.WebhookRetryPlan;
import io.portline.notification.webhook.WebhookTargets;
import io.portline.notification.webhook.secrets.EncryptedSecrets;
import io.portline.web.secrets.WrappingKeys;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;

/** Sending webhooks, wired. */
@Configuration(proxyBeanMethods = false)
class WebhookConfiguration {
    private static final String WEBHOOK = "WEBHOOK";

    @Bean
    WebhookTargets webhookTargets(WebhookSettings settings) {
        return new WebhookTargets(settings.allowPrivateAddresses());
    }

    @Bean
    EncryptedSecrets webhookSecrets(@Value("${portline.secrets.wrapping-keys:#{null}}") @Nullable String keys) {
        WrappingKeys known = keys == null || keys.isBlank() ? WrappingKeys.none() : WrappingKeys.parse(keys);
        return new EncryptedSecrets(known, new SecureRandom());
    }

    @Bean
    HttpWebhookSender webhookSender(
            WebhookTargets targets,
            EncryptedSecrets secrets,
            WebhookSettings settings,
            @Qualifier("realClock") Clock realClock) {
        return new HttpWebhookSender(targets, secrets, settings.timeout(), realClock);
    }

    @Bean
    WebhookDispatcher webhookDispatcher(
            WebhookQueue queue,
            HttpWebhookSender sender,
            @Qualifier("webhookQueueSignal") QueueSignal signal,
            @Qualifier("webhookWakeAt") Consumer<Instant> wakeAt,
            MeterRegistry meters,
            Tracing tracing,
            @Qualifier("realClock") Clock realClock) {
        Gauge.builder("portline.delivery.queue.depth", queue, WebhookQueue::depth)
                .description("Deliveries that wait, counted up to a million")
                .tag("channel", WEBHOOK)
                .strongReference(true)
                .register(meters);
        Gauge.builder("portline.delivery.queue.oldest.age", queue, waiting -> age(waiting, realClock))
                .description("How long the oldest delivery has been waiting")
                .tag("channel", WEBHOOK)
                .baseUnit("seconds")
                .strongReference(true)
                .register(meters);
        return new WebhookDispatcher(
                queue,
                sender,
                new WebhookRetryPlan(new SecureRandom()),
                signal,
                wakeAt,
                outcome -> meters.counter("portline.deliveries", "channel", WEBHOOK, "result", result(outcome))
                        .increment(),
                tracing,
                realClock);
    }

    private static double age(WebhookQueue queue, Clock realClock) {
        return queue.oldest()
                .map(since -> Duration.between(since, realClock.instant()).toMillis() / 1000.0)
                .orElse(0.0);
    }

    private static String result(WebhookOutcome outcome) {
        return switch (outcome) {
            case WebhookOutcome.Sent _ -> "SENT";
            case WebhookOutcome.Postponed _ -> "RETRYING";
            case WebhookOutcome.GivenUp _ -> "GIVEN_UP";
            case WebhookOutcome.Gone _ -> "REFUSED";
        };
    }
}
