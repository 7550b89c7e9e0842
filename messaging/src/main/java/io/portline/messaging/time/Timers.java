package io.portline.messaging.time;

import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.TaskInstanceId;

import java.time.Instant;

/**
 * Future work, as rows of db-scheduler in this service's own database: it survives restarts and runs once in a cluster.
 * Due times are business time. A handler may run more than once and must ask the domain again whether the thing is
 * still due.
 */
public interface Timers {

    /**
     * Inserts the timer, or moves it if it exists (its data too), in the caller's transaction if one is open. A timer
     * that is running right now, be it the caller's own, runs again at the new time.
     *
     * @param businessDue when the business clock shall show this or more; in the past means at once
     */
    <T> void schedule(TaskInstance<T> instance, Instant businessDue);

    /** Removes the timer in the caller's transaction if one is open; none, or one running right now, is no error. */
    void cancel(TaskInstanceId id);
}
