package io.portline.notification.delivery.persistence;

import io.portline.messaging.id.EventIds;
import io.portline.messaging.trace.Tracing;
import io.portline.notification.delivery.Contact;
import io.portline.notification.delivery.Deliveries;
import io.portline.notification.delivery.Notification;
import io.portline.notification.delivery.Subject;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

import java.security.SecureRandom;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/** Deliveries in PostgreSQL: what is told, to whom, and that it is due, in one statement. */
@Repository
class JdbcDeliveries implements Deliveries {
    private static final int TOKEN_BYTES = 32;
    private static final int MOST_COPIES = 10;

    private static final String ADD = """
            WITH told AS (
                INSERT INTO notification (event_id, kind, subject_kind, subject_id, subject_number, tenant_id, facts, occurred_at)
                VALUES (:event, :kind, :subjectKind, :subject, :number, :tenant, CAST(:facts AS jsonb), :occurredAt)
                ON CONFLICT (event_id) DO NOTHING
            ), contact AS (
                SELECT c.*, sha256(convert_to(lower(c.email), 'UTF8')) AS address_hash
                FROM unnest(CAST(:ids AS uuid[]), CAST(:contactIds AS uuid[]), CAST(:names AS text[]), CAST(:emails AS text[]),
                            CAST(:languages AS text[]), CAST(:replyTos AS text[]), CAST(:tokens AS text[]))
                     AS c(id, contact_id, name, email, language, reply_to, token)
            ), subscribed AS (
                INSERT INTO mail_subscription (subject_id, address_hash, token, language)
                SELECT :subject, c.address_hash, c.token, c.language FROM contact c
                ON CONFLICT (subject_id, address_hash) DO NOTHING
            ), added AS (
                INSERT INTO delivery (id, event_id, subject_id, tenant_id, contact_id, channel, contact_name, email, language,
                                      reply_to, first_of_thread, created_at)
                SELECT c.id, :event, :subject, :tenant, c.contact_id, 'EMAIL', c.name, c.email, c.language, c.reply_to,
                       NOT EXISTS (SELECT FROM delivery d WHERE d.subject_id = :subject AND d.contact_id = c.contact_id), :now
                FROM contact c
                WHERE NOT EXISTS (SELECT FROM mail_subscription s
                                  WHERE s.subject_id = :subject AND s.address_hash = c.address_hash
                                    AND s.unsubscribed_at IS NOT NULL)
                ON CONFLICT (event_id, contact_id, channel, copy) DO NOTHING
                RETURNING id, email
            )
            INSERT INTO mail_queue (delivery_id, domain, due_at, trace)
            SELECT id, lower(split_part(email, '@', -1)), :now, :trace FROM added""";

    private static final String FOR_RESEND = """
            SELECT d.status, d.email IS NULL AS erased,
                   EXISTS (SELECT FROM mail_subscription s
                           WHERE s.subject_id = d.subject_id AND s.unsubscribed_at IS NOT NULL
                             AND s.address_hash = sha256(convert_to(lower(d.email), 'UTF8'))) AS unsubscribed,
                   (SELECT max(o.copy) FROM delivery o
                    WHERE o.event_id = d.event_id AND o.contact_id = d.contact_id AND o.channel = d.channel) AS copies
            FROM delivery d
            WHERE d.id = :id AND (CAST(:tenant AS text) IS NULL OR d.tenant_id = :tenant)
            FOR UPDATE OF d""";

    private static final String RESEND = """
            WITH added AS (
                INSERT INTO delivery (id, event_id, subject_id, tenant_id, contact_id, channel, contact_name, email, language,
                                      reply_to, first_of_thread, created_at, copy, resend_of)
                SELECT :newId, event_id, subject_id, tenant_id, contact_id, channel, contact_name, email, language, reply_to,
                       false, :now, :copy, id
                FROM delivery WHERE id = :id
                ON CONFLICT (event_id, contact_id, channel, copy) DO NOTHING
                RETURNING id, email
            )
            INSERT INTO mail_queue (delivery_id, domain, due_at, trace)
            SELECT id, lower(split_part(email, '@', -1)), :now, :trace FROM added""";

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final EventIds ids;
    private final Tracing tracing;
    private final Clock realClock;
    private final SecureRandom random = new SecureRandom();

    JdbcDeliveries(
            JdbcClient jdbc, JsonMapper json, EventIds ids, Tracing tracing, @Qualifier("realClock") Clock realClock) {
        this.tracing = tracing;
        this.jdbc = jdbc;
        this.json = json;
        this.ids = ids;
        this.realClock = realClock;
    }

    @Override
    @Transactional
    public int add(Notification notification, List<Contact> contacts) {
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
                .param("ids", texts(contacts, _ -> ids.next().toString()))
                .param(
                        "contactIds",
                        texts(contacts, contact -> contact.contactId().toString()))
                .param("names", texts(contacts, Contact::name))
                .param("emails", texts(contacts, Contact::email))
                .param(
                        "languages",
                        texts(contacts, contact -> contact.language().name()))
                .param("replyTos", texts(contacts, Contact::replyTo))
                .param("tokens", texts(contacts, _ -> token()))
                .param("trace", tracing.current())
                .update();
    }

    @Override
    @Transactional
    public Resend resend(Optional<String> tenantId, UUID deliveryId) {
        record Known(String status, boolean erased, boolean unsubscribed, int copies) {}
        Optional<Known> known = jdbc.sql(FOR_RESEND)
                .param("id", deliveryId)
                .param("tenant", tenantId.orElse(null))
                .query((row, _) -> new Known(
                        row.getString("status"),
                        row.getBoolean("erased"),
                        row.getBoolean("unsubscribed"),
                        row.getInt("copies")))
                .optional();
        if (known.isEmpty()) {
            return new Resend.Unknown();
        }
        if (known.get().status().equals("WAITING")) {
            return new Resend.StillWaiting();
        }
        if (known.get().erased()) {
            return new Resend.Erased();
        }
        if (known.get().unsubscribed()) {
            return new Resend.Unsubscribed();
        }
        if (known.get().copies() >= MOST_COPIES) {
            return new Resend.TooOften();
        }
        UUID newId = ids.next();
        int added = jdbc.sql(RESEND)
                .param("id", deliveryId)
                .param("newId", newId)
                .param("copy", known.get().copies() + 1)
                .param("trace", tracing.current())
                .param("now", now())
                .update();
        // Somebody else asks for the same at this very moment.
        return added == 1 ? new Resend.Added(newId) : new Resend.StillWaiting();
    }

    private Timestamp now() {
        return Timestamp.from(realClock.instant());
    }

    private String token() {
        byte[] bytes = new byte[TOKEN_BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static String[] texts(List<Contact> contacts, Function<Contact, @Nullable String> of) {
        return contacts.stream().map(of).toArray(String[]::new);
    }
}
