package io.portline.carrier.carrierorder.timers;

import com.github.kagkarlsson.scheduler.task.FailureHandler;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import io.portline.carrier.carrierorder.CarrierDesk;
import io.portline.carrier.carrierorder.persistence.Appointments;
import io.portline.messaging.time.Timers;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/** Appointments to ask a carrier, as timers. Each is a timer of its own, named by the request and the count of its appointments. */
public final class CarrierAppointments implements Appointments {

    private static final String TASK = "ask-losing-carrier";

    /** Real time; doubled with each failure, until it is a little over a minute. */
    private static final Duration FIRST_WAIT = Duration.ofMillis(500);

    private static final int LONGEST_WAIT_AFTER = 7;

    private final Timers timers;

    public CarrierAppointments(Timers timers) {
        this.timers = timers;
    }

    @Override
    public void make(UUID requestId, int wake, Instant at) {
        timers.schedule(new TaskInstance<>(TASK, requestId + "/" + wake), at);
    }

    /** What runs when an appointment has come; a bug or a database that is away is tried again for ever, with growing waits. */
    public static OneTimeTask<Void> task(CarrierDesk desk) {
        return Tasks.oneTime(TASK).onFailure(againLater()).execute((instance, _) -> {
            String[] parts = instance.getId().split("/", 2);
            desk.ask(UUID.fromString(parts[0]), Integer.parseInt(parts[1]));
        });
    }

    private static FailureHandler<Void> againLater() {
        return (complete, operations) -> {
            int failures = Math.min(complete.getExecution().consecutiveFailures, LONGEST_WAIT_AFTER);
            operations.reschedule(complete, complete.getTimeDone().plus(FIRST_WAIT.multipliedBy(1L << failures)));
        };
    }
}
