package io.portline.order.portout.timers;

import com.github.kagkarlsson.scheduler.task.FailureHandler;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import io.portline.messaging.time.Timers;
import io.portline.order.portout.PortOut;
import io.portline.order.portout.PortOutService;
import io.portline.order.portout.PortOutTimers;

import java.time.Duration;
import java.util.UUID;

/** One timer per approved port-out, set to when its numbers leave. When it goes off the domain is asked again. */
public final class PortOutCompletions implements PortOutTimers {

    private static final String TASK = "port-out-completion";

    /** Real time; doubled with each failure, until it is a little over a minute. */
    private static final Duration FIRST_WAIT = Duration.ofMillis(500);

    private static final int LONGEST_WAIT_AFTER = 7;

    private final Timers timers;

    public PortOutCompletions(Timers timers) {
        this.timers = timers;
    }

    @Override
    public void follow(PortOut portOut) {
        switch (portOut.status()) {
            case APPROVED ->
                timers.schedule(timerOf(portOut.id()), portOut.requested().instant());
            case CANCELLED -> timers.cancel(timerOf(portOut.id()));
            case REQUESTED, REJECTED, COMPLETED -> {}
        }
    }

    /** What runs when a timer goes off; a failure is tried again for ever, with growing waits. */
    public static OneTimeTask<Void> task(PortOutService service, Timers timers) {
        return Tasks.oneTime(TASK).onFailure(againLater()).execute((instance, _) -> {
            UUID id = UUID.fromString(instance.getId());
            service.wake(id).ifPresent(later -> timers.schedule(timerOf(id), later));
        });
    }

    private static TaskInstance<Void> timerOf(UUID id) {
        return new TaskInstance<>(TASK, id.toString());
    }

    private static FailureHandler<Void> againLater() {
        return (complete, operations) -> {
            int failures = Math.min(complete.getExecution().consecutiveFailures, LONGEST_WAIT_AFTER);
            operations.reschedule(complete, complete.getTimeDone().plus(FIRST_WAIT.multipliedBy(1L << failures)));
        };
    }
}
