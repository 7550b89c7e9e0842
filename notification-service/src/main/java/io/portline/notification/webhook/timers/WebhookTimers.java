package io.portline.notification.webhook.timers;

import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import com.github.kagkarlsson.scheduler.task.helper.CustomTask;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import io.portline.messaging.time.BusinessTime;
import io.portline.messaging.time.Timers;
import io.portline.notification.delivery.QueueSignal;
import io.portline.notification.webhook.WebhookQueue;
import io.portline.notification.webhook.http.WebhookSettings;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;

/** One timer for the whole queue, moved to when its next row is due, and one that forgets what is old. */
@Configuration(proxyBeanMethods = false)
class WebhookTimers {
    private static final TaskDescriptor<Void> WAKE_UP = TaskDescriptor.of("webhook-queue");
    private static final TaskDescriptor<Void> FORGET = TaskDescriptor.of("webhook-forget");
    private static final String ONLY_ONE = "webhooks";
    private static final Duration AT_LEAST_AFTER = Duration.ofSeconds(1);
    private static final Duration AT_MOST_AFTER = Duration.ofSeconds(30);
    private static final int FORGOTTEN_AT_ONCE = 1_000;

    @Bean
    QueueSignal webhookQueueSignal() {
        return new QueueSignal();
    }

    /** After the commit of the transaction that is open, if one is. */
    @Bean
    Runnable webhookSendSoon(@Qualifier("webhookQueueSignal") QueueSignal signal) {
        return () -> {
            if (!TransactionSynchronizationManager.isSynchronizationActive()) {
                signal.raise();
                return;
            }
            TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                @Override
                public void afterCommit() {
                    signal.raise();
                }
            });
        };
    }

    @Bean
    Consumer<Instant> webhookWakeAt(Timers timers, BusinessTime businessTime, @Qualifier("realClock") Clock realClock) {
        return at -> {
            // The timer comes by that often anyway: only what is due sooner moves it.
            if (at.isBefore(realClock.instant().plus(AT_MOST_AFTER))) {
                timers.schedule(WAKE_UP.instance(ONLY_ONE).build(), businessTime.toBusiness(at));
            }
        };
    }

    @Bean
    CustomTask<Void> webhookQueueTask(
            ObjectProvider<WebhookQueue> queue,
            @Qualifier("webhookQueueSignal") QueueSignal signal,
            @Qualifier("realClock") Clock realClock) {
        return Tasks.custom(WAKE_UP)
                .onFailureReschedule(FixedDelay.of(AT_MOST_AFTER.dividedBy(6)))
                .execute((_, _) -> {
                    signal.raise();
                    Instant now = realClock.instant();
                    Instant soonest = now.plus(AT_LEAST_AFTER);
                    Instant latest = now.plus(AT_MOST_AFTER);
                    Instant next = queue.getObject()
                            .nextDue()
                            .filter(at -> at.isBefore(latest))
                            .orElse(latest);
                    return (complete, operations) ->
                            operations.reschedule(complete, next.isBefore(soonest) ? soonest : next);
                });
    }

    @Bean
    RecurringTask<Void> webhookForgetTask(
            ObjectProvider<WebhookQueue> queue, WebhookSettings settings, @Qualifier("realClock") Clock realClock) {
        return Tasks.recurring(FORGET, FixedDelay.ofHours(1)).execute((_, context) -> {
            Instant before = realClock.instant().minus(settings.keep());
            while (!context.getSchedulerState().isShuttingDown()
                    && queue.getObject().forget(before, FORGOTTEN_AT_ONCE) == FORGOTTEN_AT_ONCE) {
                Thread.onSpinWait();
            }
        });
    }
}
