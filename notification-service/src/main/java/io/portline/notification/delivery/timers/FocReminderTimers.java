package io.portline.notification.delivery.timers;

import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import com.github.kagkarlsson.scheduler.task.TaskInstanceId;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import io.portline.messaging.time.Timers;
import io.portline.notification.delivery.FocReminder;
import io.portline.notification.delivery.FocReminders;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/** A timer for each reminder of each order. */
@Configuration(proxyBeanMethods = false)
class FocReminderTimers {
    private static final TaskDescriptor<Void> REMINDER = TaskDescriptor.of("foc-reminder");
    private static final Duration AFTER_A_FAILURE_OF_OURS = Duration.ofSeconds(10);

    @Bean
    FocReminders.Alarm focReminderAlarm(Timers timers) {
        return new FocReminders.Alarm() {
            @Override
            public void set(UUID orderId, FocReminder reminder, Instant businessDue) {
                timers.schedule(REMINDER.instance(name(orderId, reminder)).build(), businessDue);
            }

            @Override
            public void cancel(UUID orderId, FocReminder reminder) {
                timers.cancel(TaskInstanceId.of(REMINDER.getTaskName(), name(orderId, reminder)));
            }
        };
    }

    @Bean
    OneTimeTask<Void> focReminderTask(ObjectProvider<FocReminders> reminders, PlatformTransactionManager transactions) {
        TransactionTemplate transaction = new TransactionTemplate(transactions);
        return Tasks.oneTime(REMINDER)
                .onFailure((complete, operations) ->
                        operations.reschedule(complete, complete.getTimeDone().plus(AFTER_A_FAILURE_OF_OURS)))
                .execute((instance, _) -> {
                    String[] name = instance.getId().split("/", 2);
                    transaction.executeWithoutResult(
                            _ -> reminders.getObject().remind(UUID.fromString(name[0]), FocReminder.valueOf(name[1])));
                });
    }

    private static String name(UUID orderId, FocReminder reminder) {
        return orderId + "/" + reminder;
    }
}
