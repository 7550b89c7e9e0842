package io.portline.notification.delivery.timers;

import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import com.github.kagkarlsson.scheduler.task.helper.CustomTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import io.portline.messaging.time.Timers;
import io.portline.notification.delivery.DeliverySchedule;
import io.portline.notification.delivery.NotificationService;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import java.time.Clock;
import java.time.Duration;
import java.util.UUID;

/** Sending, as timers: one per delivery, at once and again until it is settled. */
@Configuration(proxyBeanMethods = false)
class DeliveryTimers {
    private static final TaskDescriptor<Void> DELIVERY = TaskDescriptor.of("delivery");
    private static final Duration AFTER_A_FAILURE_OF_OURS = Duration.ofSeconds(30);

    @Bean
    DeliverySchedule deliverySchedule(Timers timers, Clock clock) {
        return deliveryIds -> deliveryIds.forEach(
                id -> timers.schedule(DELIVERY.instance(id.toString()).build(), clock.instant()));
    }

    /** The service is looked up late: it needs the schedule, and the schedule's scheduler knows this task. */
    @Bean
    CustomTask<Void> deliveryTask(ObjectProvider<NotificationService> service) {
        return Tasks.custom(DELIVERY)
                .onFailureReschedule(
                        com.github.kagkarlsson.scheduler.task.schedule.FixedDelay.of(AFTER_A_FAILURE_OF_OURS))
                .execute((instance, context) -> service.getObject()
                        .attempt(UUID.fromString(instance.getId()))
                        .<CompletionHandler<Void>>map(
                                next -> (complete, operations) -> operations.reschedule(complete, next))
                        .orElseGet(CompletionHandler.OnCompleteRemove::new));
    }
}
