package io.portline.order.portorder.timers;

import com.github.kagkarlsson.scheduler.task.FailureHandler;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import io.portline.messaging.time.Timers;
import io.portline.order.portorder.OrderTimers;
import io.portline.order.portorder.PortOrder;
import io.portline.order.portorder.PortOrderService;

import java.time.Duration;
import java.util.UUID;

/**
 * One timer per order, set to the soonest of what time will bring it: our look at it, the lock 24 hours before the FOC date, the activation and
 * its tries, the carrier's overdue answer. When it goes off the domain is asked again; a timer that nobody needs any more finds nothing due.
 */
public final class OrderWakeUps implements OrderTimers {

    private static final String TASK = "port-order-wake-up";

    /** Real time; doubled with each failure, until it is a little over a minute. */
    private static final Duration FIRST_WAIT = Duration.ofMillis(500);

    private static final int LONGEST_WAIT_AFTER = 7;

    private final Timers timers;

    public OrderWakeUps(Timers timers) {
        this.timers = timers;
    }

    @Override
    public void follow(PortOrder order) {
        order.dues().stream().findFirst().ifPresent(due -> timers.schedule(timerOf(order.id()), due.at()));
    }

    /** What runs when a timer goes off; a failure is tried again for ever, with growing waits. */
    public static OneTimeTask<Void> task(PortOrderService service, Timers timers) {
        return Tasks.oneTime(TASK).onFailure(againLater()).execute((instance, _) -> {
            UUID orderId = UUID.fromString(instance.getId());
            service.wake(orderId).ifPresent(later -> timers.schedule(timerOf(orderId), later));
        });
    }

    private static TaskInstance<Void> timerOf(UUID orderId) {
        return new TaskInstance<>(TASK, orderId.toString());
    }

    private static FailureHandler<Void> againLater() {
        return (complete, operations) -> {
            int failures = Math.min(complete.getExecution().consecutiveFailures, LONGEST_WAIT_AFTER);
            operations.reschedule(complete, complete.getTimeDone().plus(FIRST_WAIT.multipliedBy(1L << failures)));
        };
    }
}
