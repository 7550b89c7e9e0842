package io.portline.notification.delivery.persistence;

import io.portline.messaging.outbox.Outbox;
import io.portline.messaging.outbox.OutboxMessage;
import io.portline.messaging.outbox.OutboxSql;
import io.portline.messaging.trace.Tracing;
import io.portline.notification.delivery.Attempt;
import io.portline.notification.delivery.Delivery;
import io.portline.notification.delivery.DeliveryStatus;
import io.portline.notification.delivery.MailQueue;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.support.TransactionOperations;
import tools.jackson.databind.json.JsonMapper;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import static io.portline.notification.delivery.persistence.Columns.ids;
import static io.portline.notification.delivery.persistence.Columns.texts;

/**
 * The queue as a table. Taking moves a row to the end of its lease, over an index by due time and past what others hold;
 * recording is three statements for a hundred deliveries.
 */
@Repository
class JdbcMailQueue implements MailQueue {
    /** In the text and no parameter: the plan must know that these are few, however many wait. */
    private static final int TAKEN_AT_ONCE = 100;

    private static final String OUTCOME = "delivery-outcome";

    private static final String CLAIM = """
            WITH due AS (
                SELECT delivery_id FROM mail_queue
                WHERE due_at <= :now
                ORDER BY due_at, delivery_id
                LIMIT %d
                FOR UPDATE SKIP LOCKED
            ), taken AS (
                UPDATE mail_queue SET due_at = :leaseEnd WHERE delivery_id = ANY (ARRAY(SELECT delivery_id FROM due))
                RETURNING delivery_id, domain, paced, trace
            )
            SELECT q.domain, q.paced, q.trace,
                   d.id, d.contact_id, d.contact_name, d.email, d.language, d.reply_to, d.status, d.attempts, d.created_at,
                   d.first_of_thread, d.resend_of,
                   n.event_id, n.kind, n.subject_kind, n.subject_id, n.subject_number, n.tenant_id, n.facts, n.occurred_at,
                   s.token, s.unsubscribed_at IS NOT NULL AS unsubscribed
            FROM taken q
                 JOIN delivery d ON d.id = q.delivery_id
                 JOIN notification n ON n.event_id = d.event_id
                 LEFT JOIN mail_subscription s
                        ON s.subject_id = d.subject_id AND s.address_hash = sha256(convert_to(lower(d.email), 'UTF8'))
            WHERE d.id = ANY (ARRAY(SELECT delivery_id FROM taken))
            ORDER BY d.id""".formatted(TAKEN_AT_ONCE);

    private static final String MOVE = """
            UPDATE mail_queue q
            SET due_at = moved.due_at, paced = q.paced OR :paced
            FROM unnest(CAST(:ids AS uuid[]), CAST(:dues AS timestamptz[])) AS moved(id, due_at)
            WHERE q.delivery_id = moved.id""";

    private static final String RECORD = """
            WITH tried AS (
                SELECT *
                FROM unnest(CAST(:ids AS uuid[]), CAST(:statuses AS text[]), CAST(:messageIds AS text[]), CAST(:answers AS text[]),
                            CAST(:dues AS timestamptz[]))
                     AS t(id, status, message_id, answer, due_at)
            ), recorded AS (
                UPDATE delivery d
                SET status = t.status,
                    attempts = d.attempts + 1,
                    message_id = t.message_id,
                    last_answer = t.answer,
                    settled_at = CASE t.status WHEN 'WAITING' THEN NULL ELSE CAST(:now AS timestamptz) END
                FROM tried t
                WHERE d.id = t.id AND d.status = 'WAITING'
                RETURNING d.id, d.status, d.attempts
            ), settled AS (
                DELETE FROM mail_queue q USING tried t WHERE q.delivery_id = t.id AND t.status <> 'WAITING'
            ), postponed AS (
                UPDATE mail_queue q SET due_at = t.due_at FROM tried t WHERE q.delivery_id = t.id AND t.status = 'WAITING'
            )
            SELECT id, attempts FROM recorded WHERE status <> 'WAITING'""";

    private static final String NEXT_VERSIONS = """
            INSERT INTO subject_outcomes (subject_id, version)
            SELECT told.subject_id, told.outcomes
            FROM unnest(CAST(:subjects AS uuid[]), CAST(:counts AS bigint[])) AS told(subject_id, outcomes)
            ORDER BY told.subject_id
            ON CONFLICT (subject_id) DO UPDATE SET version = subject_outcomes.version + excluded.version
            RETURNING subject_id, version""";

    private static final String NEXT_DUE = "SELECT due_at FROM mail_queue ORDER BY due_at, delivery_id LIMIT 1";

    private static final String DEPTH = "SELECT count(*) FROM (SELECT FROM mail_queue LIMIT 1000000) AS waiting";

    /** Ids are time-ordered, and tell their time. */
    private static final String OLDEST =
            "SELECT uuid_extract_timestamp(delivery_id) AS since FROM mail_queue ORDER BY delivery_id LIMIT 1";

    private final JdbcClient jdbc;
    private final TransactionOperations transaction;
    private final LeaseRenewal leases;
    private final JsonMapper json;
    private final Outbox outbox;
    private final OutcomeEvents events;
    private final Tracing tracing;
    private final Clock realClock;

    JdbcMailQueue(
            JdbcClient jdbc,
            TransactionOperations transaction,
            JsonMapper json,
            Outbox outbox,
            OutcomeEvents events,
            Tracing tracing,
            @Qualifier("realClock") Clock realClock) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.leases = new LeaseRenewal(jdbc, "mail_queue", "delivery_id");
        this.json = json;
        this.outbox = outbox;
        this.events = events;
        this.tracing = tracing;
        this.realClock = realClock;
    }

    @Override
    public List<Due> claim(Instant until) {
        DeliveryRows rows = new DeliveryRows(json);
        return transaction.execute(_ -> {
            QueuePlans.byIndexes(jdbc);
            return jdbc.sql(CLAIM)
                    .param("now", Timestamp.from(realClock.instant()))
                    .param("leaseEnd", Timestamp.from(until))
                    .query((row, _) -> new Due(rows.read(row), row.getString("domain"), row.getBoolean("paced")))
                    .list();
        });
    }

    @Override
    public Set<UUID> renew(Map<UUID, Instant> held, Instant until) {
        return leases.renew(held, until);
    }

    @Override
    public void putBack(Map<UUID, Instant> dueAgain) {
        move(dueAgain, false);
    }

    @Override
    public void pace(Map<UUID, Instant> turns) {
        move(turns, true);
    }

    private void move(Map<UUID, Instant> dues, boolean paced) {
        List<Map.Entry<UUID, Instant>> entries = List.copyOf(dues.entrySet());
        jdbc.sql(MOVE)
                .param("ids", ids(entries, Map.Entry::getKey))
                .param("dues", texts(entries, entry -> entry.getValue().toString()))
                .param("paced", paced)
                .update();
    }

    @Override
    public void record(List<Tried> tried) {
        transaction.executeWithoutResult(_ -> {
            Map<UUID, Integer> settled = new HashMap<>();
            QueuePlans.byIndexes(jdbc);
            jdbc.sql(RECORD)
                    .param("ids", ids(tried, one -> one.delivery().id()))
                    .param(
                            "statuses",
                            texts(tried, one -> statusAfter(one.attempt()).name()))
                    .param("messageIds", texts(tried, one -> messageId(one.attempt())))
                    .param("answers", texts(tried, one -> answer(one.attempt())))
                    .param("dues", texts(tried, one -> nextAttempt(one.attempt())))
                    .param("now", Timestamp.from(realClock.instant()))
                    .query(row -> {
                        settled.put(row.getObject("id", UUID.class), row.getInt("attempts"));
                    });
            List<Tried> told = tried.stream()
                    .filter(one -> settled.containsKey(one.delivery().id()))
                    .toList();
            if (!told.isEmpty()) {
                tell(told, settled);
            }
        });
    }

    private void tell(List<Tried> told, Map<UUID, Integer> attempts) {
        Map<UUID, Long> counts = new HashMap<>();
        told.forEach(one -> counts.merge(subjectId(one.delivery()), 1L, Long::sum));
        List<Map.Entry<UUID, Long>> entries = List.copyOf(counts.entrySet());
        Map<UUID, Long> versions = new HashMap<>();
        jdbc.sql(NEXT_VERSIONS)
                .param("subjects", ids(entries, Map.Entry::getKey))
                .param("counts", texts(entries, entry -> entry.getValue().toString()))
                .query(row -> {
                    UUID subject = row.getObject("subject_id", UUID.class);
                    versions.put(subject, row.getLong("version") - counts.getOrDefault(subject, 0L));
                });
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        for (Tried one : told) {
            UUID subject = subjectId(one.delivery());
            long version = versions.merge(subject, 1L, Long::sum);
            int tries = attempts.getOrDefault(one.delivery().id(), 1);
            OutboxMessage message = events.outcome(one.delivery(), one.attempt(), version, tries);
            // Each belongs to the trace of its own event, though they are written together.
            try (Tracing.Scope _ =
                    tracing.running(OUTCOME, subject.toString(), one.delivery().trace())) {
                rows.add(outbox.parameters(List.of(message)));
            }
        }
        jdbc.sql(OutboxSql.INSERT).params(together(rows)).update();
        outbox.appendedInThisTransaction();
    }

    /** Many times the parameters of one row as those of many rows. */
    private static Map<String, @Nullable Object> together(List<Map<String, @Nullable Object>> rows) {
        Map<String, @Nullable Object> all = new HashMap<>();
        for (String name : rows.getFirst().keySet()) {
            List<@Nullable Object> values = new ArrayList<>();
            for (Map<String, @Nullable Object> row : rows) {
                values.addAll(Arrays.asList((@Nullable Object[]) Objects.requireNonNull(row.get(name))));
            }
            @Nullable
            Object[] one =
                    (@Nullable Object[]) Objects.requireNonNull(rows.getFirst().get(name));
            all.put(name, values.toArray(Arrays.copyOf(one, 0)));
        }
        return all;
    }

    @Override
    public Optional<Instant> nextDue() {
        return jdbc.sql(NEXT_DUE)
                .query((row, _) -> row.getTimestamp("due_at").toInstant())
                .optional();
    }

    @Override
    public long depth() {
        return jdbc.sql(DEPTH).query(Long.class).single();
    }

    @Override
    public Optional<Instant> oldest() {
        return jdbc.sql(OLDEST)
                .query((row, _) -> row.getTimestamp("since").toInstant())
                .optional();
    }

    private static UUID subjectId(Delivery delivery) {
        return delivery.notification().subject().id();
    }

    private static DeliveryStatus statusAfter(Attempt attempt) {
        return switch (attempt) {
            case Attempt.Taken _ -> DeliveryStatus.SENT;
            case Attempt.RefusedForGood _ -> DeliveryStatus.REFUSED;
            case Attempt.Postponed _ -> DeliveryStatus.WAITING;
            case Attempt.GivenUp _ -> DeliveryStatus.GIVEN_UP;
        };
    }

    private static @Nullable String messageId(Attempt attempt) {
        return attempt instanceof Attempt.Taken(String messageId) ? messageId : null;
    }

    private static @Nullable String nextAttempt(Attempt attempt) {
        return attempt instanceof Attempt.Postponed(String _, Instant next, boolean _) ? next.toString() : null;
    }

    private static @Nullable String answer(Attempt attempt) {
        return switch (attempt) {
            case Attempt.Taken _ -> null;
            case Attempt.RefusedForGood(String answer) -> answer;
            case Attempt.Postponed(String answer, Instant _, boolean _) -> answer;
            case Attempt.GivenUp(String answer) -> answer;
        };
    }
}
