package io.portline.notification.webhook.persistence;

import io.portline.messaging.id.EventIds;
import io.portline.messaging.outbox.Outbox;
import io.portline.messaging.trace.Tracing;
import io.portline.notification.delivery.Subject;
import io.portline.notification.delivery.SubjectKind;
import io.portline.notification.delivery.persistence.LeaseRenewal;
import io.portline.notification.webhook.EventTypes;
import io.portline.notification.webhook.SealedSecret;
import io.portline.notification.webhook.WebhookDelivery;
import io.portline.notification.webhook.WebhookEndpoint;
import io.portline.notification.webhook.WebhookEvent;
import io.portline.notification.webhook.WebhookOutcome;
import io.portline.notification.webhook.WebhookQueue;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.support.TransactionOperations;

import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** The queue as a table: over an index by endpoint and due time, past what others hold, a few of each endpoint. */
@Repository
class JdbcWebhookQueue implements WebhookQueue {
    /** In the text and no parameter: the plan must know that these are few, however many wait. */
    private static final int OF_ONE_ENDPOINT = 16;

    private static final int TAKEN_AT_ONCE = 200;

    private static final String KEEP = """
            INSERT INTO webhook_event (event_id, tenant_id, type, subject_kind, subject_id, subject_number, occurred_at, created_at, payload)
            VALUES (:event, :tenant, :type, :subjectKind, :subject, :number, :occurredAt, :now, :payload)
            ON CONFLICT (event_id) DO NOTHING""";

    private static final String ENDPOINTS =
            "SELECT id, event_types, enabled FROM webhook_endpoint WHERE tenant_id = :tenant AND deleted_at IS NULL ORDER BY id";

    private static final String ADD = """
            INSERT INTO webhook_delivery (id, event_id, endpoint_id, tenant_id, subject_id, due_at, created_at, trace)
            VALUES (:id, :event, :endpoint, :tenant, :subject, :now, :now, :trace)
            ON CONFLICT (event_id, endpoint_id, copy) DO NOTHING""";

    private static final String CLAIM = """
            WITH taken AS (
                UPDATE webhook_delivery d SET due_at = :leaseEnd
                FROM (SELECT due.id
                      FROM webhook_endpoint e
                           CROSS JOIN LATERAL (SELECT w.id FROM webhook_delivery w
                                               WHERE w.endpoint_id = e.id AND w.status = 'WAITING' AND w.due_at <= :now
                                               ORDER BY w.due_at, w.id
                                               LIMIT %d
                                               FOR UPDATE SKIP LOCKED) AS due
                      WHERE e.enabled AND e.deleted_at IS NULL AND NOT e.id = ANY (CAST(:except AS uuid[]))
                      LIMIT %d) AS due
                WHERE d.id = due.id
                RETURNING d.id, d.event_id, d.endpoint_id, d.attempts, d.created_at, d.trace
            )
            SELECT t.id, t.endpoint_id, t.attempts, t.created_at, t.trace, e.url,
                   v.event_id, v.tenant_id, v.type, v.subject_kind, v.subject_id, v.subject_number, v.occurred_at, v.payload
            FROM taken t JOIN webhook_endpoint e ON e.id = t.endpoint_id JOIN webhook_event v ON v.event_id = t.event_id
            ORDER BY t.id""".formatted(OF_ONE_ENDPOINT, TAKEN_AT_ONCE);

    private static final String SECRETS = """
            SELECT key_name, nonce, ciphertext FROM webhook_secret
            WHERE endpoint_id = :endpoint AND (valid_until IS NULL OR valid_until > :now)
            ORDER BY id DESC""";

    private static final String PUT_BACK =
            "UPDATE webhook_delivery SET due_at = :due WHERE id = ANY (CAST(:ids AS uuid[])) AND status = 'WAITING'";

    private static final String RECORD = """
            UPDATE webhook_delivery
            SET status = :status, attempts = attempts + 1, due_at = coalesce(CAST(:due AS timestamptz), due_at),
                last_status = :httpStatus, last_answer = :answer,
                settled_at = CASE :status WHEN 'WAITING' THEN NULL ELSE CAST(:now AS timestamptz) END
            WHERE id = :id AND status = 'WAITING'
            RETURNING attempts""";

    private static final String DISABLE = """
            UPDATE webhook_endpoint
            SET enabled = false, disabled_reason = :reason, revision = revision + 1, updated_at = :now
            WHERE id = :endpoint AND enabled""";

    private static final String NEXT_VERSION = """
            INSERT INTO subject_outcomes (subject_id, version) VALUES (:subject, 1)
            ON CONFLICT (subject_id) DO UPDATE SET version = subject_outcomes.version + 1
            RETURNING version""";

    private static final String NEXT_DUE = """
            SELECT min(due.due_at) AS due_at
            FROM webhook_endpoint e
                 CROSS JOIN LATERAL (SELECT w.due_at FROM webhook_delivery w
                                     WHERE w.endpoint_id = e.id AND w.status = 'WAITING'
                                     ORDER BY w.due_at, w.id LIMIT 1) AS due
            WHERE e.enabled AND e.deleted_at IS NULL
            HAVING min(due.due_at) IS NOT NULL""";

    private static final String DEPTH =
            "SELECT count(*) FROM (SELECT FROM webhook_delivery WHERE status = 'WAITING' LIMIT 1000000) AS waiting";

    private static final String OLDEST = """
            SELECT min(created_at) AS since FROM webhook_delivery WHERE status = 'WAITING' HAVING min(created_at) IS NOT NULL""";

    private static final String LOG = """
            SELECT d.id, d.event_id, v.type, d.subject_id, v.subject_number, d.status, d.attempts, d.created_at, d.settled_at,
                   CASE d.status WHEN 'WAITING' THEN d.due_at END AS next_attempt, d.last_status, d.last_answer, d.resend_of
            FROM webhook_delivery d JOIN webhook_event v ON v.event_id = d.event_id
            WHERE d.tenant_id = :tenant AND d.endpoint_id = :endpoint
              AND (CAST(:before AS uuid) IS NULL OR d.id < CAST(:before AS uuid))
            ORDER BY d.id DESC
            LIMIT :limit""";

    private static final String FOR_RESEND = """
            SELECT d.status, e.enabled, e.deleted_at IS NOT NULL AS deleted,
                   (SELECT max(o.copy) FROM webhook_delivery o
                    WHERE o.event_id = d.event_id AND o.endpoint_id = d.endpoint_id) AS copies
            FROM webhook_delivery d JOIN webhook_endpoint e ON e.id = d.endpoint_id
            WHERE d.id = :id AND d.tenant_id = :tenant
            FOR UPDATE OF d""";

    private static final String RESEND = """
            INSERT INTO webhook_delivery (id, event_id, endpoint_id, tenant_id, subject_id, copy, resend_of, due_at, created_at)
            SELECT :newId, event_id, endpoint_id, tenant_id, subject_id, :copy, id, :now, :now FROM webhook_delivery WHERE id = :id
            ON CONFLICT (event_id, endpoint_id, copy) DO NOTHING""";

    private static final String WANTED_IN_RANGE = """
            FROM webhook_event v JOIN webhook_endpoint e ON e.id = :endpoint AND e.tenant_id = v.tenant_id AND e.enabled
            WHERE v.tenant_id = :tenant AND v.occurred_at >= :from AND v.occurred_at < :to AND v.subject_id IS NOT NULL
              AND (e.event_types = '{}' OR v.type = ANY (e.event_types) OR split_part(v.type, '.', 1) || '.*' = ANY (e.event_types))
              AND NOT EXISTS (SELECT FROM webhook_delivery w
                              WHERE w.event_id = v.event_id AND w.endpoint_id = e.id AND w.status = 'WAITING')""";

    private static final String COUNT_REPLAY =
            "SELECT count(*) FROM (SELECT " + WANTED_IN_RANGE + " LIMIT :most) AS wanted";

    private static final String REPLAY = """
            INSERT INTO webhook_delivery (id, event_id, endpoint_id, tenant_id, subject_id, copy, due_at, created_at)
            SELECT uuidv7(), wanted.event_id, :endpoint, wanted.tenant_id, wanted.subject_id, wanted.copy, :now, :now
            FROM (SELECT v.event_id, v.tenant_id, v.subject_id,
                         coalesce((SELECT max(o.copy) + 1 FROM webhook_delivery o
                                   WHERE o.event_id = v.event_id AND o.endpoint_id = e.id), 0) AS copy
            """ + WANTED_IN_RANGE + """

                  ORDER BY v.occurred_at, v.event_id) AS wanted
            ON CONFLICT (event_id, endpoint_id, copy) DO NOTHING""";

    private static final String FORGET = """
            WITH old AS (
                SELECT v.event_id FROM webhook_event v
                WHERE v.created_at < :before
                  AND NOT EXISTS (SELECT FROM webhook_delivery w WHERE w.event_id = v.event_id AND w.status = 'WAITING')
                ORDER BY v.created_at
                LIMIT :most
            ), deliveries AS (
                DELETE FROM webhook_delivery w USING old WHERE w.event_id = old.event_id
            )
            DELETE FROM webhook_event v USING old WHERE v.event_id = old.event_id""";

    private final JdbcClient jdbc;
    private final TransactionOperations transaction;
    private final LeaseRenewal leases;
    private final Outbox outbox;
    private final WebhookOutcomeEvents events;
    private final EventIds ids;
    private final Tracing tracing;
    private final Clock realClock;

    JdbcWebhookQueue(
            JdbcClient jdbc,
            TransactionOperations transaction,
            Outbox outbox,
            WebhookOutcomeEvents events,
            EventIds ids,
            Tracing tracing,
            @Qualifier("realClock") Clock realClock) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.leases = new LeaseRenewal(jdbc, "webhook_delivery", "id");
        this.outbox = outbox;
        this.events = events;
        this.ids = ids;
        this.tracing = tracing;
        this.realClock = realClock;
    }

    private record Interested(UUID id, List<String> eventTypes, boolean enabled) {}

    @Override
    public boolean offer(WebhookEvent event) {
        return transaction.execute(_ -> {
            List<Interested> endpoints = jdbc.sql(ENDPOINTS)
                    .param("tenant", event.tenantId())
                    .query((row, _) -> new Interested(
                            row.getObject("id", UUID.class),
                            List.of((String[]) row.getArray("event_types").getArray()),
                            row.getBoolean("enabled")))
                    .list();
            if (endpoints.isEmpty()) {
                return false;
            }
            keep(event);
            boolean due = false;
            for (Interested endpoint : endpoints) {
                if (endpoint.enabled() && EventTypes.wanted(endpoint.eventTypes(), event.type())) {
                    add(ids.next(), endpoint.id(), event);
                    due = true;
                }
            }
            return due;
        });
    }

    @Override
    public UUID offerTo(UUID endpointId, WebhookEvent event) {
        return transaction.execute(_ -> {
            UUID id = ids.next();
            keep(event);
            add(id, endpointId, event);
            return id;
        });
    }

    private void keep(WebhookEvent event) {
        Subject subject = event.subject();
        jdbc.sql(KEEP)
                .param("event", event.eventId())
                .param("tenant", event.tenantId())
                .param("type", event.type())
                .param("subjectKind", subject == null ? null : subject.kind().name())
                .param("subject", subject == null ? null : subject.id())
                .param("number", subject == null ? null : subject.number())
                .param("occurredAt", Timestamp.from(event.occurredAt()))
                .param("now", now())
                .param("payload", event.payload())
                .update();
    }

    private void add(UUID id, UUID endpointId, WebhookEvent event) {
        jdbc.sql(ADD)
                .param("id", id)
                .param("event", event.eventId())
                .param("endpoint", endpointId)
                .param("tenant", event.tenantId())
                .param(
                        "subject",
                        event.subject() == null ? null : event.subject().id())
                .param("now", now())
                .param("trace", tracing.current())
                .update();
    }

    @Override
    public List<WebhookDelivery> claim(Set<UUID> except, Instant until) {
        return transaction.execute(_ -> {
            Instant now = realClock.instant();
            Map<UUID, List<SealedSecret>> secrets = new HashMap<>();
            List<Taken> taken = jdbc.sql(CLAIM)
                    .param("now", Timestamp.from(now))
                    .param("leaseEnd", Timestamp.from(until))
                    .param("except", except.stream().map(UUID::toString).toArray(String[]::new))
                    .query((row, _) -> taken(row))
                    .list();
            return taken.stream()
                    .map(one -> new WebhookDelivery(
                            one.id(),
                            one.endpointId(),
                            one.url(),
                            one.event(),
                            one.attempts(),
                            one.createdAt(),
                            secrets.computeIfAbsent(one.endpointId(), endpoint -> secrets(endpoint, now)),
                            one.trace()))
                    .toList();
        });
    }

    @Override
    public Set<UUID> renew(Map<UUID, Instant> held, Instant until) {
        return leases.renew(held, until);
    }

    private List<SealedSecret> secrets(UUID endpointId, Instant now) {
        return jdbc.sql(SECRETS)
                .param("endpoint", endpointId)
                .param("now", Timestamp.from(now))
                .query((row, _) ->
                        new SealedSecret(row.getString("key_name"), row.getBytes("nonce"), row.getBytes("ciphertext")))
                .list();
    }

    private record Taken(
            UUID id,
            UUID endpointId,
            URI url,
            WebhookEvent event,
            int attempts,
            Instant createdAt,
            @Nullable String trace) {}

    private static Taken taken(ResultSet row) throws SQLException {
        String kind = row.getString("subject_kind");
        return new Taken(
                row.getObject("id", UUID.class),
                row.getObject("endpoint_id", UUID.class),
                URI.create(row.getString("url")),
                new WebhookEvent(
                        row.getObject("event_id", UUID.class),
                        row.getString("tenant_id"),
                        row.getString("type"),
                        kind == null
                                ? null
                                : new Subject(
                                        SubjectKind.valueOf(kind),
                                        row.getObject("subject_id", UUID.class),
                                        row.getString("subject_number"),
                                        row.getString("tenant_id")),
                        row.getTimestamp("occurred_at").toInstant(),
                        row.getString("payload")),
                row.getInt("attempts"),
                row.getTimestamp("created_at").toInstant(),
                row.getString("trace"));
    }

    @Override
    public void putBack(List<UUID> deliveryIds, Instant dueAgain) {
        jdbc.sql(PUT_BACK)
                .param("ids", deliveryIds.stream().map(UUID::toString).toArray(String[]::new))
                .param("due", Timestamp.from(dueAgain))
                .update();
    }

    @Override
    public void record(WebhookDelivery delivery, WebhookOutcome outcome) {
        transaction.executeWithoutResult(_ -> {
            Instant next = outcome instanceof WebhookOutcome.Postponed postponed ? postponed.nextAttempt() : null;
            Optional<Integer> attempts = jdbc.sql(RECORD)
                    .param("id", delivery.id())
                    .param("status", statusAfter(outcome))
                    .param("due", next == null ? null : Timestamp.from(next))
                    .param("httpStatus", outcome.httpStatus())
                    .param("answer", answer(outcome))
                    .param("now", now())
                    .query(Integer.class)
                    .optional();
            if (outcome instanceof WebhookOutcome.Gone) {
                jdbc.sql(DISABLE)
                        .param("endpoint", delivery.endpointId())
                        .param("reason", WebhookEndpoint.GONE)
                        .param("now", now())
                        .update();
            }
            Subject subject = delivery.event().subject();
            if (attempts.isEmpty() || subject == null || outcome instanceof WebhookOutcome.Postponed) {
                return;
            }
            long version = jdbc.sql(NEXT_VERSION)
                    .param("subject", subject.id())
                    .query(Long.class)
                    .single();
            outbox.append(events.outcome(delivery, subject, outcome, version, attempts.get()));
        });
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

    @Override
    public List<Entry> log(String tenantId, UUID endpointId, @Nullable UUID before, int limit) {
        return jdbc.sql(LOG)
                .param("tenant", tenantId)
                .param("endpoint", endpointId)
                .param("before", before)
                .param("limit", limit)
                .query((row, _) -> new Entry(
                        row.getObject("id", UUID.class),
                        row.getObject("event_id", UUID.class),
                        row.getString("type"),
                        row.getObject("subject_id", UUID.class),
                        row.getString("subject_number"),
                        row.getString("status"),
                        row.getInt("attempts"),
                        row.getTimestamp("created_at").toInstant(),
                        instant(row.getTimestamp("settled_at")),
                        instant(row.getTimestamp("next_attempt")),
                        row.getObject("last_status", Integer.class),
                        row.getString("last_answer"),
                        row.getObject("resend_of", UUID.class)))
                .list();
    }

    @Override
    public Resend resend(String tenantId, UUID deliveryId) {
        return transaction.execute(_ -> {
            record Known(String status, boolean enabled, boolean deleted, int copies) {}
            Optional<Known> known = jdbc.sql(FOR_RESEND)
                    .param("id", deliveryId)
                    .param("tenant", tenantId)
                    .query((row, _) -> new Known(
                            row.getString("status"),
                            row.getBoolean("enabled"),
                            row.getBoolean("deleted"),
                            row.getInt("copies")))
                    .optional();
            if (known.isEmpty() || known.get().deleted()) {
                return new Resend.Unknown();
            }
            if (known.get().status().equals("WAITING")) {
                return new Resend.NotNow("STILL_WAITING");
            }
            if (!known.get().enabled()) {
                return new Resend.NotNow("ENDPOINT_DISABLED");
            }
            UUID newId = ids.next();
            int added = jdbc.sql(RESEND)
                    .param("id", deliveryId)
                    .param("newId", newId)
                    .param("copy", known.get().copies() + 1)
                    .param("now", now())
                    .update();
            return added == 1 ? new Resend.Added(newId) : new Resend.NotNow("STILL_WAITING");
        });
    }

    @Override
    public int replay(String tenantId, UUID endpointId, Instant from, Instant to, int most) {
        return transaction.execute(_ -> {
            int count = jdbc.sql(COUNT_REPLAY)
                    .param("tenant", tenantId)
                    .param("endpoint", endpointId)
                    .param("from", Timestamp.from(from))
                    .param("to", Timestamp.from(to))
                    .param("most", most + 1)
                    .query(Integer.class)
                    .single();
            if (count > most) {
                return count;
            }
            return jdbc.sql(REPLAY)
                    .param("tenant", tenantId)
                    .param("endpoint", endpointId)
                    .param("from", Timestamp.from(from))
                    .param("to", Timestamp.from(to))
                    .param("now", now())
                    .update();
        });
    }

    @Override
    public int forget(Instant before, int most) {
        return jdbc.sql(FORGET)
                .param("before", Timestamp.from(before))
                .param("most", most)
                .update();
    }

    private Timestamp now() {
        return Timestamp.from(realClock.instant());
    }

    private static @Nullable Instant instant(@Nullable Timestamp timestamp) {
        return timestamp == null ? null : timestamp.toInstant();
    }

    private static String statusAfter(WebhookOutcome outcome) {
        return switch (outcome) {
            case WebhookOutcome.Sent _ -> "SENT";
            case WebhookOutcome.Postponed _ -> "WAITING";
            case WebhookOutcome.GivenUp _ -> "GIVEN_UP";
            case WebhookOutcome.Gone _ -> "REFUSED";
        };
    }

    private static @Nullable String answer(WebhookOutcome outcome) {
        return switch (outcome) {
            case WebhookOutcome.Sent _ -> null;
            case WebhookOutcome.Postponed(var _, String answer, var _) -> answer;
            case WebhookOutcome.GivenUp(var _, String answer) -> answer;
            case WebhookOutcome.Gone _ -> "HTTP 410";
        };
    }
}
