package io.portline.cases.tnscase.timers;

import com.github.kagkarlsson.scheduler.task.FailureHandler;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import io.portline.cases.tnscase.CaseService;
import io.portline.cases.tnscase.CaseTimers;
import io.portline.messaging.time.Timers;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * One timer per case, set to the soonest of what time will bring it: the requested date, the desk's first answer or
 * solution being late. When it goes off the domain is asked again; a timer that nobody needs any more finds nothing due.
 */
public final class CaseWakeUps implements CaseTimers {

    private static final String TASK = "case-wake-up";

    /** Real time; doubled with each failure, until it is a little over a minute. */
    private static final Duration FIRST_WAIT = Duration.ofMillis(500);

    private static final int LONGEST_WAIT_AFTER = 7;

    private final Timers timers;

    public CaseWakeUps(Timers timers) {
        this.timers = timers;
    }

    @Override
    public void wake(UUID caseId, Optional<Instant> at) {
        if (at.isPresent()) {
            timers.schedule(timerOf(caseId), at.get());
        } else {
            timers.cancel(timerOf(caseId));
        }
    }

    /** What runs when a timer goes off; a failure is tried again for ever, with growing waits. */
    public static OneTimeTask<Void> task(CaseService service, Timers timers) {
        return Tasks.oneTime(TASK).onFailure(againLater()).execute((instance, _) -> {
            UUID caseId = UUID.fromString(instance.getId());
            service.wake(caseId).ifPresent(later -> timers.schedule(timerOf(caseId), later));
        });
    }

    private static TaskInstance<Void> timerOf(UUID caseId) {
        return new TaskInstance<>(TASK, caseId.toString());
    }

    private static FailureHandler<Void> againLater() {
        return (complete, operations) -> {
            int failures = Math.min(complete.getExecution().consecutiveFailures, LONGEST_WAIT_AFTER);
            operations.reschedule(complete, complete.getTimeDone().plus(FIRST_WAIT.multipliedBy(1L << failures)));
        };
    }
}
