package io.portline.notification.delivery.timers;

import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import com.github.kagkarlsson.scheduler.task.helper.CustomTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import io.portline.messaging.time.BusinessTime;
import io.portline.messaging.time.Timers;
import io.portline.notification.delivery.DeliverySchedule;
import io.portline.notification.delivery.MailQueue;
import io.portline.notification.delivery.QueueSignal;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * One timer for the whole queue, moved to when its next row is due: it survives restarts and wakes one process of a
 * cluster. What was added by this process needs no timer: its commit wakes us.
 */
@Configuration(proxyBeanMethods = false)
class MailQueueTimers {
    private static final TaskDescriptor<Void> WAKE_UP = TaskDescriptor.of("mail-queue");
    private static final String ONLY_ONE = "mail";
    /** While the queue is being emptied, or the mail server is away, there is no point in looking more often. */
    private static final Duration AT_LEAST_AFTER = Duration.ofSeconds(1);

    private static final Duration AT_MOST_AFTER = Duration.ofSeconds(30);

    @Bean
    QueueSignal mailQueueSignal() {
        return new QueueSignal();
    }

    @Bean
    DeliverySchedule deliverySchedule(
            Timers timers,
            ObjectProvider<MailQueue> queue,
            QueueSignal mailQueueSignal,
            BusinessTime businessTime,
            @Qualifier("realClock") Clock realClock) {
        return new WakeUps(timers, queue, mailQueueSignal, businessTime, realClock);
    }

    /** The queue is looked up late: the scheduler that knows this task is there before the database is ready. */
    @Bean
    CustomTask<Void> mailQueueTask(
            ObjectProvider<MailQueue> queue, QueueSignal mailQueueSignal, @Qualifier("realClock") Clock realClock) {
        return Tasks.custom(WAKE_UP)
                .onFailureReschedule(FixedDelay.of(AT_MOST_AFTER.dividedBy(6)))
                .execute((_, _) -> {
                    mailQueueSignal.raise();
                    Optional<Instant> due = queue.getObject().nextDue();
                    Instant now = realClock.instant();
                    Instant soonest = now.plus(AT_LEAST_AFTER);
                    Instant latest = now.plus(AT_MOST_AFTER);
                    Instant next = due.filter(at -> at.isBefore(latest)).orElse(latest);
                    return (complete, operations) ->
                            operations.reschedule(complete, next.isBefore(soonest) ? soonest : next);
                });
    }

    private record WakeUps(
            Timers timers,
            ObjectProvider<MailQueue> queue,
            QueueSignal signal,
            BusinessTime businessTime,
            Clock realClock)
            implements DeliverySchedule {

        @Override
        public void sendSoon() {
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
        }

        @Override
        public void wakeAt(Instant at) {
            Instant now = realClock.instant();
            // The timer comes by that often anyway: only what is due sooner moves it.
            if (at.isBefore(now.plus(AT_MOST_AFTER))) {
                // Never past another row that is due before; what is overdue is being taken already.
                Instant next = queue.getObject()
                        .nextDue()
                        .filter(due -> due.isAfter(now) && due.isBefore(at))
                        .orElse(at);
                timers.schedule(WAKE_UP.instance(ONLY_ONE).build(), businessTime.toBusiness(next));
            }
        }
    }
}
