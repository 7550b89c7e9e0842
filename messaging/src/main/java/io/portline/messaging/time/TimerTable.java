package io.portline.messaging.time;

import com.github.kagkarlsson.scheduler.serializer.Serializer;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.TaskInstanceId;
import io.portline.messaging.trace.Tracing;
import org.springframework.jdbc.core.simple.JdbcClient;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Timers as rows of db-scheduler's table, written by one statement each. db-scheduler's own client would take two, and
 * refuses to move a task that is running, which is what a handler that changes its own subject does.
 */
final class TimerTable implements Timers {

    private static final int MOST_LOOKS = 10;

    private final JdbcClient jdbc;
    private final BusinessTime time;
    private final Serializer serializer;
    private final Tracing tracing;

    TimerTable(JdbcClient jdbc, BusinessTime time, Serializer serializer, Tracing tracing) {
        this.tracing = tracing;
        this.jdbc = jdbc;
        this.time = time;
        this.serializer = serializer;
    }

    @Override
    public <T> void schedule(TaskInstance<T> instance, Instant businessDue) {
        T data = instance.getData();
        jdbc.sql("""
                        INSERT INTO scheduled_tasks AS task
                            (task_name, task_instance, task_data, execution_time, picked, version, priority, business_due,
                             trace_parent)
                        VALUES (:name, :instance, :data, :due, false, 1, :priority, :businessDue, :traceParent)
                        ON CONFLICT (task_name, task_instance) DO UPDATE SET
                            trace_parent = excluded.trace_parent,
                            task_data = excluded.task_data,
                            business_due = excluded.business_due,
                            execution_time = CASE WHEN task.picked THEN task.execution_time ELSE excluded.execution_time END,
                            consecutive_failures = CASE WHEN task.picked THEN task.consecutive_failures ELSE 0 END,
                            version = CASE WHEN task.picked THEN task.version ELSE task.version + 1 END,
                            moved_to = CASE WHEN task.picked THEN excluded.execution_time END""")
                .param("name", instance.getTaskName())
                .param("instance", instance.getId())
                .param("data", data == null ? null : serializer.serialize(data))
                .param("due", utc(time.toReal(businessDue)))
                .param("priority", instance.getPriority())
                .param("businessDue", utc(businessDue))
                .param("traceParent", tracing.current())
                .update();
    }

    /** The trace of the work that set the timer. */
    Optional<String> traceParent(TaskInstanceId id) {
        return jdbc.sql("""
                        SELECT trace_parent FROM scheduled_tasks
                        WHERE task_name = :name AND task_instance = :instance AND trace_parent IS NOT NULL""")
                .param("name", id.getTaskName())
                .param("instance", id.getId())
                .query(String.class)
                .optional();
    }

    @Override
    public void cancel(TaskInstanceId id) {
        int running = jdbc.sql("""
                        UPDATE scheduled_tasks SET moved_to = NULL
                        WHERE task_name = :name AND task_instance = :instance AND picked""")
                .param("name", id.getTaskName())
                .param("instance", id.getId())
                .update();
        if (running == 0) {
            jdbc.sql("DELETE FROM scheduled_tasks WHERE task_name = :name AND task_instance = :instance AND NOT picked")
                    .param("name", id.getTaskName())
                    .param("instance", id.getId())
                    .update();
        }
    }

    /**
     * Ends the run of a timer that fires once: its row goes, or waits for the time to which it was moved meanwhile. A move that is not committed yet is
     * waited for; one that comes later finds no row and inserts it anew.
     *
     * @param version of the row as it was picked
     * @throws IllegalStateException if the run is not this scheduler's any more
     */
    void finish(TaskInstanceId id, long version, Instant succeededAt) {
        for (int look = 0; look < MOST_LOOKS; look++) {
            // Neither half finds the row if it was moved between the statement's beginning and its lock.
            int finished = jdbc.sql("""
                            WITH moved AS (
                                UPDATE scheduled_tasks
                                SET execution_time = moved_to, moved_to = NULL, picked = false, picked_by = NULL, last_heartbeat = NULL,
                                    last_success = :at, consecutive_failures = 0, version = version + 1
                                WHERE task_name = :name AND task_instance = :instance AND version = :version AND moved_to IS NOT NULL
                                RETURNING 1
                            ), done AS (
                                DELETE FROM scheduled_tasks
                                WHERE task_name = :name AND task_instance = :instance AND version = :version AND moved_to IS NULL
                                RETURNING 1
                            )
                            SELECT (SELECT count(*) FROM moved) + (SELECT count(*) FROM done)""")
                    .param("name", id.getTaskName())
                    .param("instance", id.getId())
                    .param("version", version)
                    .param("at", utc(succeededAt))
                    .query(Integer.class)
                    .single();
            if (finished == 1) {
                return;
            }
        }
        throw new IllegalStateException("Timer %s %s is not ours any more".formatted(id.getTaskName(), id.getId()));
    }

    /** Where a running timer was moved to meanwhile; its row is locked, so that no later move is missed. */
    Optional<Instant> lockMoved(TaskInstanceId id) {
        return jdbc.sql("""
                        SELECT moved_to FROM scheduled_tasks
                        WHERE task_name = :name AND task_instance = :instance FOR UPDATE""")
                .param("name", id.getTaskName())
                .param("instance", id.getId())
                .query((row, _) -> Optional.ofNullable(row.getObject(1, OffsetDateTime.class)))
                .optional()
                .flatMap(moved -> moved)
                .map(OffsetDateTime::toInstant);
    }

    void clearMoved(TaskInstanceId id) {
        jdbc.sql("UPDATE scheduled_tasks SET moved_to = NULL WHERE task_name = :name AND task_instance = :instance")
                .param("name", id.getTaskName())
                .param("instance", id.getId())
                .update();
    }

    /** Converts all due times with the segment of this process; returns how many were others before. */
    int convertAll() {
        List<Due> wrong = new ArrayList<>();
        jdbc.sql("""
                        SELECT task_name, task_instance, execution_time, business_due FROM scheduled_tasks
                        WHERE business_due IS NOT NULL AND NOT picked AND coalesce(consecutive_failures, 0) = 0""").query(row -> {
            Instant businessDue = row.getObject(4, OffsetDateTime.class).toInstant();
            OffsetDateTime due = utc(time.toReal(businessDue));
            if (!due.isEqual(row.getObject(3, OffsetDateTime.class))) {
                wrong.add(new Due(row.getString(1), row.getString(2), due, utc(businessDue)));
            }
        });
        if (wrong.isEmpty()) {
            return 0;
        }
        return jdbc.sql("""
                        UPDATE scheduled_tasks AS task
                        SET execution_time = CAST(d.due AS timestamptz), version = version + 1
                        FROM unnest(CAST(:names AS text[]), CAST(:instances AS text[]), CAST(:dues AS text[]),
                                    CAST(:businessDues AS text[])) AS d(name, instance, due, business_due)
                        WHERE task_name = d.name AND task_instance = d.instance AND NOT picked
                          AND task.business_due = CAST(d.business_due AS timestamptz)""")
                .param("names", wrong.stream().map(Due::name).toArray(String[]::new))
                .param("instances", wrong.stream().map(Due::instance).toArray(String[]::new))
                .param("dues", wrong.stream().map(due -> due.due().toString()).toArray(String[]::new))
                .param(
                        "businessDues",
                        wrong.stream().map(due -> due.businessDue().toString()).toArray(String[]::new))
                .update();
    }

    /** Rounded up to the microseconds that PostgreSQL keeps, so that nothing is due before its time. */
    private static OffsetDateTime utc(Instant instant) {
        Instant micros = instant.truncatedTo(ChronoUnit.MICROS);
        return (micros.equals(instant) ? micros : micros.plus(1, ChronoUnit.MICROS)).atOffset(ZoneOffset.UTC);
    }

    private record Due(String name, String instance, OffsetDateTime due, OffsetDateTime businessDue) {}
}
