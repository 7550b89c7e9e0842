package io.portline.notification.delivery.persistence;

import io.portline.messaging.id.EventIds;
import io.portline.messaging.outbox.Outbox;
import io.portline.notification.delivery.Attempt;
import io.portline.notification.delivery.Contact;
import io.portline.notification.delivery.Deliveries;
import io.portline.notification.delivery.Delivery;
import io.portline.notification.delivery.DeliveryStatus;
import io.portline.notification.delivery.Facts;
import io.portline.notification.delivery.Notification;
import io.portline.notification.delivery.NotificationKind;
import io.portline.notification.delivery.Subject;
import io.portline.notification.delivery.SubjectKind;
import io.portline.numbering.Language;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Deliveries in PostgreSQL; an outcome and its event are one transaction. */
@Repository
class JdbcDeliveries implements Deliveries {
    private static final String ADD = """
            WITH told AS (
                INSERT INTO notification (event_id, kind, subject_kind, subject_id, subject_number, tenant_id, facts, occurred_at)
                VALUES (:event, :kind, :subjectKind, :subject, :number, :tenant, CAST(:facts AS jsonb), :occurredAt)
                ON CONFLICT (event_id) DO NOTHING
            )
            INSERT INTO delivery (id, event_id, subject_id, tenant_id, contact_id, channel, contact_name, email, language,
                                  first_of_thread, created_at)
            SELECT c.id, :event, :subject, :tenant, c.contact_id, 'EMAIL', c.name, c.email, c.language,
                   NOT EXISTS (SELECT FROM delivery d WHERE d.subject_id = :subject AND d.contact_id = c.contact_id), :now
            FROM unnest(CAST(:ids AS uuid[]), CAST(:contactIds AS uuid[]), CAST(:names AS text[]), CAST(:emails AS text[]),
                        CAST(:languages AS text[])) AS c(id, contact_id, name, email, language)
            ON CONFLICT (event_id, contact_id, channel) DO NOTHING
            RETURNING id""";

    private static final String FIND = """
            SELECT d.id, d.contact_id, d.contact_name, d.email, d.language, d.status, d.attempts, d.created_at, d.first_of_thread,
                   n.event_id, n.kind, n.subject_kind, n.subject_id, n.subject_number, n.tenant_id, n.facts, n.occurred_at
            FROM delivery d JOIN notification n ON n.event_id = d.event_id
            WHERE d.id = :id""";

    private static final String RECORD = """
            UPDATE delivery
            SET status = :status,
                attempts = attempts + 1,
                message_id = :messageId,
                last_answer = :answer,
                settled_at = CASE :status WHEN 'WAITING' THEN NULL ELSE CAST(:now AS timestamptz) END
            WHERE id = :id AND status = 'WAITING'
            RETURNING attempts""";

    private static final String NEXT_VERSION = """
            INSERT INTO subject_outcomes (subject_id, version) VALUES (:subject, 1)
            ON CONFLICT (subject_id) DO UPDATE SET version = subject_outcomes.version + 1
            RETURNING version""";

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Outbox outbox;
    private final OutcomeEvents events;
    private final EventIds ids;
    private final Clock realClock;

    JdbcDeliveries(
            JdbcClient jdbc,
            JsonMapper json,
            Outbox outbox,
            OutcomeEvents events,
            EventIds ids,
            @Qualifier("realClock") Clock realClock) {
        this.jdbc = jdbc;
        this.json = json;
        this.outbox = outbox;
        this.events = events;
        this.ids = ids;
        this.realClock = realClock;
    }

    @Override
    @Transactional
    public List<UUID> add(Notification notification, List<Contact> contacts) {
        Subject subject = notification.subject();
        return jdbc.sql(ADD)
                .param("event", notification.causeEventId())
                .param("kind", notification.kind().name())
                .param("subjectKind", subject.kind().name())
                .param("subject", subject.id())
                .param("number", subject.number())
                .param("tenant", subject.tenantId())
                .param("facts", json.writeValueAsString(notification.facts()))
                .param("occurredAt", Timestamp.from(notification.occurredAt()))
                .param("now", now())
                .param("ids", contacts.stream().map(_ -> ids.next().toString()).toArray(String[]::new))
                .param(
                        "contactIds",
                        contacts.stream()
                                .map(contact -> contact.contactId().toString())
                                .toArray(String[]::new))
                .param("names", contacts.stream().map(Contact::name).toArray(String[]::new))
                .param("emails", contacts.stream().map(Contact::email).toArray(String[]::new))
                .param(
                        "languages",
                        contacts.stream()
                                .map(contact -> contact.language().name())
                                .toArray(String[]::new))
                .query((row, _) -> row.getObject("id", UUID.class))
                .list();
    }

    @Override
    public Optional<Delivery> find(UUID deliveryId) {
        return jdbc.sql(FIND)
                .param("id", deliveryId)
                .query((row, _) -> delivery(row))
                .optional();
    }

    @Override
    @Transactional
    public void record(Delivery delivery, Attempt attempt) {
        Optional<Integer> attempts = jdbc.sql(RECORD)
                .param("id", delivery.id())
                .param("status", statusAfter(attempt).name())
                .param("messageId", attempt instanceof Attempt.Taken(String messageId) ? messageId : null)
                .param("answer", answer(attempt))
                .param("now", now())
                .query(Integer.class)
                .optional();
        if (attempts.isEmpty() || attempt instanceof Attempt.Postponed) {
            return;
        }
        long version = jdbc.sql(NEXT_VERSION)
                .param("subject", delivery.notification().subject().id())
                .query(Long.class)
                .single();
        outbox.append(events.outcome(delivery, attempt, version, attempts.get()));
    }

    private Timestamp now() {
        return Timestamp.from(realClock.instant());
    }

    private static DeliveryStatus statusAfter(Attempt attempt) {
        return switch (attempt) {
            case Attempt.Taken _ -> DeliveryStatus.SENT;
            case Attempt.RefusedForGood _ -> DeliveryStatus.REFUSED;
            case Attempt.Postponed _ -> DeliveryStatus.WAITING;
            case Attempt.GivenUp _ -> DeliveryStatus.GIVEN_UP;
        };
    }

    private static @Nullable String answer(Attempt attempt) {
        return switch (attempt) {
            case Attempt.Taken _ -> null;
            case Attempt.RefusedForGood(String answer) -> answer;
            case Attempt.Postponed(String answer, var _) -> answer;
            case Attempt.GivenUp(String answer) -> answer;
        };
    }

    private Delivery delivery(ResultSet row) throws SQLException {
        NotificationKind kind = NotificationKind.valueOf(row.getString("kind"));
        Class<? extends Facts> factsType = kind.aboutCase() ? Facts.OfCase.class : Facts.OfPortOrder.class;
        Notification notification = new Notification(
                row.getObject("event_id", UUID.class),
                new Subject(
                        SubjectKind.valueOf(row.getString("subject_kind")),
                        row.getObject("subject_id", UUID.class),
                        row.getString("subject_number"),
                        row.getString("tenant_id")),
                kind,
                json.readValue(row.getString("facts"), factsType),
                row.getTimestamp("occurred_at").toInstant());
        String email = row.getString("email");
        Contact contact = email == null
                ? null
                : new Contact(
                        row.getObject("contact_id", UUID.class),
                        row.getString("contact_name"),
                        email,
                        Language.valueOf(row.getString("language")));
        return new Delivery(
                row.getObject("id", UUID.class),
                notification,
                contact,
                DeliveryStatus.valueOf(row.getString("status")),
                row.getInt("attempts"),
                row.getTimestamp("created_at").toInstant(),
                row.getBoolean("first_of_thread"));
    }
}
