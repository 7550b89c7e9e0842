package io.portline.cases.tnscase.timers;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import io.portline.cases.tnscase.CaseService;

import java.time.Clock;
import java.time.Duration;

/** Every hour, by the real clock: forgets documents that no case has named. */
public final class ForgottenDocuments {

    private static final String TASK = "documents-forget";
    private static final Duration PAUSE = Duration.ofHours(1);
    private static final int AT_ONCE = 100;

    private ForgottenDocuments() {}

    public static RecurringTask<Void> task(CaseService service, Clock realClock) {
        return Tasks.recurring(TASK, FixedDelay.of(PAUSE)).execute((_, context) -> {
            int looked = AT_ONCE;
            while (looked == AT_ONCE && !context.getSchedulerState().isShuttingDown()) {
                looked = service.forgetDocuments(realClock.instant(), AT_ONCE);
            }
        });
    }
}
