package io.portline.messaging.time;

import com.github.kagkarlsson.scheduler.event.ExecutionChain;
import com.github.kagkarlsson.scheduler.event.ExecutionInterceptor;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.ExecutionContext;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import io.portline.messaging.trace.Tracing;
import org.springframework.transaction.support.TransactionOperations;

import java.time.Instant;
import java.util.Optional;

/**
 * Around every timer: its trace and its subject in the logging context, and a timer that was moved while it ran is kept for
 * its new time instead of being removed when it is done.
 */
final class TimerRuns implements ExecutionInterceptor {

    private final TimerTable timers;
    private final TransactionOperations transaction;
    private final Tracing tracing;

    TimerRuns(TimerTable timers, TransactionOperations transaction, Tracing tracing) {
        this.timers = timers;
        this.transaction = transaction;
        this.tracing = tracing;
    }

    @Override
    public CompletionHandler<?> execute(TaskInstance<?> instance, ExecutionContext context, ExecutionChain chain) {
        String traceParent = tracing.exports() ? timers.traceParent(instance).orElse(null) : null;
        try (Tracing.Scope scope = tracing.running(instance.getTaskName(), instance.getId(), traceParent)) {
            try {
                return unlessMoved(instance, chain.proceed(instance, context));
            } catch (RuntimeException e) {
                scope.failed(e);
                throw e;
            }
        }
    }

    private <T> CompletionHandler<T> unlessMoved(TaskInstance<?> instance, CompletionHandler<T> completion) {
        if (completion instanceof CompletionHandler.OnCompleteRemove<T>) {
            // Nearly every timer: one statement, where the lock and db-scheduler's own would be a transaction of two or
            // three.
            return (complete, _) -> timers.finish(instance, complete.getExecution().version, complete.getTimeDone());
        }
        // One transaction, so that a move either is seen here or finds the timer gone and inserts it anew.
        return (complete, operations) -> transaction.executeWithoutResult(_ -> {
            Optional<Instant> moved = timers.lockMoved(instance);
            if (moved.isPresent()) {
                timers.clearMoved(instance);
                operations.reschedule(complete, moved.get());
            } else {
                completion.complete(complete, operations);
            }
        });
    }
}
