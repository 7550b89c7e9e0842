package io.portline.messaging.time;

import com.github.kagkarlsson.scheduler.event.ExecutionChain;
import com.github.kagkarlsson.scheduler.event.ExecutionInterceptor;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.ExecutionContext;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import org.springframework.transaction.support.TransactionOperations;

import java.time.Instant;
import java.util.Optional;

/** A timer that was moved while it ran is kept for its new time instead of being removed when it is done. */
final class MovedTimers implements ExecutionInterceptor {

    private final TimerTable timers;
    private final TransactionOperations transaction;

    MovedTimers(TimerTable timers, TransactionOperations transaction) {
        this.timers = timers;
        this.transaction = transaction;
    }

    @Override
    public CompletionHandler<?> execute(TaskInstance<?> instance, ExecutionContext context, ExecutionChain chain) {
        return unlessMoved(instance, chain.proceed(instance, context));
    }

    /** One transaction, so that a move either is seen here or finds the timer gone and inserts it anew. */
    private <T> CompletionHandler<T> unlessMoved(TaskInstance<?> instance, CompletionHandler<T> completion) {
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
