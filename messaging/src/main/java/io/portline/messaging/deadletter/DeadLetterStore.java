package io.portline.messaging.deadletter;

import io.portline.messaging.headers.HeaderBlock;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** The table of dead letters. */
public final class DeadLetterStore {

    private static final int LONGEST_MESSAGE = 2_000;
    private static final int LONGEST_TRACE = 20_000;

    private static final String COLUMNS = """
            id, consumer, topic, "partition", record_offset, message_key, version, event_id, ce_type, confidential, cause,
            exception, message, attempts, state, failed_at, resolved_at, resolved_by, resolution_reason""";

    private final JdbcClient jdbc;
    private final Clock realClock;

    public DeadLetterStore(JdbcClient jdbc, Clock realClock) {
        this.jdbc = jdbc;
        this.realClock = realClock;
    }

    /** Adds it unless it is there already, as after a crash between this and the offset's commit. */
    public void add(FailedRecord failed) {
        Throwable failure = failed.failure();
        jdbc.sql("""
                INSERT INTO dead_letter (consumer, topic, "partition", record_offset, message_key, version, event_id,
                                         ce_type, headers, payload, confidential, cause, exception, message, stack_trace,
                                         attempts, state, failed_at)
                VALUES (:consumer, :topic, :partition, :offset, :key, :version, :eventId, :type, :headers, :payload,
                        :confidential, :cause, :exception, :message, :stackTrace, :attempts, 'OPEN', :failedAt)
                ON CONFLICT (consumer, topic, "partition", record_offset) DO NOTHING""")
                .param("consumer", failed.consumer())
                .param("topic", failed.record().topic())
                .param("partition", failed.record().partition())
                .param("offset", failed.record().offset())
                .param("key", FailedRecord.key(failed.record()))
                .param("version", failed.version())
                .param("eventId", failed.eventId())
                .param("type", failed.type())
                .param("headers", failed.headerBlock())
                .param("payload", failed.record().value())
                .param("confidential", failed.confidential())
                .param("cause", failed.cause().name())
                .param("exception", failure == null ? null : failure.getClass().getName())
                .param("message", message(failure, failed.confidential()))
                .param("stackTrace", stackTrace(failure, failed.confidential()))
                .param("attempts", failed.attempts())
                .param("failedAt", now())
                .update();
    }

    /** Those of the keys that have an open dead letter. */
    public Set<String> openKeys(String consumer, String topic, Collection<String> keys) {
        return new HashSet<>(jdbc.sql("""
                        SELECT DISTINCT message_key FROM dead_letter
                        WHERE consumer = :consumer AND topic = :topic AND message_key = ANY (:keys) AND state = 'OPEN'""")
                .param("consumer", consumer)
                .param("topic", topic)
                .param("keys", keys.toArray(String[]::new))
                .query(String.class)
                .list());
    }

    List<DeadLetter> open(@Nullable String consumer, long afterId, int limit) {
        return jdbc.sql("SELECT " + COLUMNS + """
                         FROM dead_letter
                        WHERE state = 'OPEN' AND id > :afterId AND (CAST(:consumer AS text) IS NULL OR consumer = :consumer)
                        ORDER BY id LIMIT :limit""")
                .param("afterId", afterId)
                .param("consumer", consumer)
                .param("limit", limit)
                .query((row, _) -> letter(row))
                .list();
    }

    long countOpen() {
        return jdbc.sql("SELECT count(*) FROM dead_letter WHERE state = 'OPEN'")
                .query(Long.class)
                .single();
    }

    Optional<DeadLetterDetail> look(long id) {
        return jdbc.sql("SELECT " + COLUMNS + ", headers, payload, stack_trace FROM dead_letter WHERE id = :id")
                .param("id", id)
                .query((row, _) -> {
                    DeadLetter letter = letter(row);
                    return new DeadLetterDetail(
                            letter,
                            HeaderBlock.parse(row.getString("headers")),
                            letter.confidential() ? null : row.getBytes("payload"),
                            row.getString("stack_trace"));
                })
                .optional();
    }

    /** The record of an open dead letter, its row locked; empty if it is not open any more. */
    Optional<StoredRecord> lockOpen(long id) {
        return jdbc.sql("""
                        SELECT consumer, topic, message_key, headers, payload FROM dead_letter
                        WHERE id = :id AND state = 'OPEN' FOR UPDATE""")
                .param("id", id)
                .query((row, _) -> new StoredRecord(
                        row.getString("consumer"),
                        row.getString("topic"),
                        row.getString("message_key"),
                        HeaderBlock.parse(row.getString("headers")),
                        row.getBytes("payload")))
                .optional();
    }

    /** The oldest open dead letter of a key. */
    Optional<Long> firstOpen(String consumer, String topic, String key) {
        return jdbc.sql("""
                        SELECT id FROM dead_letter
                        WHERE consumer = :consumer AND topic = :topic AND message_key = :key AND state = 'OPEN'
                        ORDER BY id LIMIT 1""")
                .param("consumer", consumer)
                .param("topic", topic)
                .param("key", key)
                .query(Long.class)
                .optional();
    }

    void resolve(long id, DeadLetter.State state, String operator, String reason) {
        int resolved = jdbc.sql("""
                        UPDATE dead_letter
                        SET state = :state, resolved_at = :now, resolved_by = :operator, resolution_reason = :reason
                        WHERE id = :id AND state = 'OPEN'""")
                .param("state", state.name())
                .param("now", now())
                .param("operator", operator)
                .param("reason", reason)
                .param("id", id)
                .update();
        if (resolved != 1) {
            throw new DeadLetterRefusedException("Dead letter " + id + " is not open");
        }
    }

    void failedAgain(long id, Throwable failure) {
        jdbc.sql("""
                        UPDATE dead_letter
                        SET attempts = attempts + 1, exception = :exception,
                            cause = CASE WHEN cause = 'PARKED' THEN 'BUG' ELSE cause END,
                            message = CASE WHEN confidential THEN NULL ELSE :message END,
                            stack_trace = CASE WHEN confidential THEN :frames ELSE :stackTrace END
                        WHERE id = :id AND state = 'OPEN'""")
                .param("exception", failure.getClass().getName())
                .param("message", message(failure, false))
                .param("frames", stackTrace(failure, true))
                .param("stackTrace", stackTrace(failure, false))
                .param("id", id)
                .update();
    }

    private OffsetDateTime now() {
        return realClock.instant().atOffset(ZoneOffset.UTC);
    }

    private static @Nullable String message(@Nullable Throwable failure, boolean confidential) {
        String message = failure == null || confidential ? null : failure.getMessage();
        return message == null ? null : cut(message, LONGEST_MESSAGE);
    }

    /** Of a confidential topic only the frames, because messages may quote the content. */
    private static @Nullable String stackTrace(@Nullable Throwable failure, boolean confidential) {
        if (failure == null) {
            return null;
        }
        if (confidential) {
            return cut(
                    Arrays.stream(failure.getStackTrace())
                            .map(StackTraceElement::toString)
                            .collect(Collectors.joining("\n")),
                    LONGEST_TRACE);
        }
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        return cut(text.toString(), LONGEST_TRACE);
    }

    /** PostgreSQL's text takes no NUL, which broken bytes quoted in a message are full of. */
    private static String cut(String text, int longest) {
        String clean = text.replace('\0', ' ');
        return clean.length() <= longest ? clean : clean.substring(0, longest);
    }

    private static DeadLetter letter(ResultSet row) throws SQLException {
        return new DeadLetter(
                row.getLong("id"),
                row.getString("consumer"),
                row.getString("topic"),
                row.getInt("partition"),
                row.getLong("record_offset"),
                row.getString("message_key"),
                row.getObject("version", Long.class),
                row.getObject("event_id", UUID.class),
                row.getString("ce_type"),
                row.getBoolean("confidential"),
                DeadLetter.Cause.valueOf(row.getString("cause")),
                row.getString("exception"),
                row.getString("message"),
                row.getInt("attempts"),
                DeadLetter.State.valueOf(row.getString("state")),
                row.getObject("failed_at", OffsetDateTime.class).toInstant(),
                instant(row.getObject("resolved_at", OffsetDateTime.class)),
                row.getString("resolved_by"),
                row.getString("resolution_reason"));
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }
}
