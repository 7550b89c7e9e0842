package io.portline.notification.delivery.persistence;

import io.portline.messaging.id.EventIds;
import io.portline.messaging.trace.Tracing;
import io.portline.notification.delivery.Contact;
import io.portline.notification.delivery.Deliveries;
import io.portline.notification.delivery.Notification;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.support.TransactionOperations;
import tools.jackson.databind.json.JsonMapper;

import java.security.SecureRandom;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import static io.portline.notification.delivery.persistence.Columns.ids;
import static io.portline.notification.delivery.persistence.Columns.texts;

/** Deliveries in PostgreSQL: what is told, to whom, and that it is due, in one statement for all that a transaction adds. */
@Repository
class JdbcDeliveries implements Deliveries {
    private static final int TOKEN_BYTES = 32;
    private static final int MOST_COPIES = 10;

    /** More are written in several statements. */
    private static final int WRITTEN_AT_ONCE = 500;

    private static final String ADD = """
            WITH told AS (
                INSERT INTO notification (event_id, kind, subject_kind, subject_id, subject_number, tenant_id, facts, occurred_at)
                SELECT *
                FROM unnest(CAST(:events AS uuid[]), CAST(:kinds AS text[]), CAST(:subjectKinds AS text[]), CAST(:subjects AS uuid[]),
                            CAST(:numbers AS text[]), CAST(:tenants AS text[]), CAST(:facts AS jsonb[]),
                            CAST(:occurred AS timestamptz[]))
                ON CONFLICT (event_id) DO NOTHING
            ), contact AS (
                SELECT c.*,
                       sha256(convert_to(lower(c.email), 'UTF8')) AS address_hash,
                       row_number() OVER (PARTITION BY c.subject_id, c.contact_id ORDER BY c.id) AS place
                FROM unnest(CAST(:ids AS uuid[]), CAST(:eventsOf AS uuid[]), CAST(:subjectsOf AS uuid[]), CAST(:tenantsOf AS text[]),
                            CAST(:contacts AS uuid[]), CAST(:names AS text[]), CAST(:emails AS text[]), CAST(:languages AS text[]),
                            CAST(:replyTos AS text[]), CAST(:tokens AS text[]), CAST(:traces AS text[]))
                     AS c(id, event_id, subject_id, tenant_id, contact_id, name, email, language, reply_to, token, trace)
            ), subscribed AS (
                INSERT INTO mail_subscription (subject_id, address_hash, token, language)
                SELECT c.subject_id, c.address_hash, c.token, c.language FROM contact c
                ON CONFLICT (subject_id, address_hash) DO NOTHING
            ), added AS (
                INSERT INTO delivery (id, event_id, subject_id, tenant_id, contact_id, channel, contact_name, email, language,
                                      reply_to, first_of_thread, created_at)
                SELECT c.id, c.event_id, c.subject_id, c.tenant_id, c.contact_id, 'EMAIL', c.name, c.email, c.language, c.reply_to,
                       c.place = 1
                           AND NOT EXISTS (SELECT FROM delivery d
                                           WHERE d.subject_id = c.subject_id AND d.contact_id = c.contact_id),
                       :now
                FROM contact c
                WHERE NOT EXISTS (SELECT FROM mail_subscription s
                                  WHERE s.subject_id = c.subject_id AND s.address_hash = c.address_hash
                                    AND s.unsubscribed_at IS NOT NULL)
                ON CONFLICT (event_id, contact_id, channel, copy) DO NOTHING
                RETURNING id
            )
            INSERT INTO mail_queue (delivery_id, domain, due_at, trace)
            SELECT c.id, lower(split_part(c.email, '@', -1)), :now, c.trace FROM added JOIN contact c USING (id)""";

    /** As {@link JdbcContactBook} does: nobody erases the address while it is being copied. */
    private static final String HOLD_CONTACTS = """
            SELECT FROM subject_contacts WHERE subject_id = (SELECT subject_id FROM delivery WHERE id = :id) FOR KEY SHARE""";

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
    private final TransactionOperations transaction;
    private final JsonMapper json;
    private final EventIds ids;
    private final Tracing tracing;
    private final Clock realClock;
    private final SecureRandom random = new SecureRandom();

    JdbcDeliveries(
            JdbcClient jdbc,
            TransactionOperations transaction,
            JsonMapper json,
            EventIds ids,
            Tracing tracing,
            @Qualifier("realClock") Clock realClock) {
        this.tracing = tracing;
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.json = json;
        this.ids = ids;
        this.realClock = realClock;
    }

    /** Written when the transaction is about to commit, with all others that it adds: a poll brings many. */
    @Override
    public void add(Notification notification, List<Contact> contacts) {
        transaction.executeWithoutResult(_ -> {
            if (OfTransaction.keptBy(this) instanceof Added added) {
                added.add(notification, contacts);
            } else {
                Added added = new Added();
                added.keep();
                added.add(notification, contacts);
            }
        });
    }

    private record NewDelivery(
            UUID id,
            Notification notification,
            Contact contact,
            String token,
            @Nullable String trace) {}

    /** What one transaction adds. */
    private final class Added extends OfTransaction {
        private final List<Notification> notifications = new ArrayList<>();
        private final List<NewDelivery> deliveries = new ArrayList<>();

        Added() {
            super(JdbcDeliveries.this);
        }

        void add(Notification notification, List<Contact> contacts) {
            notifications.add(notification);
            String trace = tracing.current();
            for (Contact contact : contacts) {
                deliveries.add(new NewDelivery(ids.next(), notification, contact, token(), trace));
            }
            if (deliveries.size() >= WRITTEN_AT_ONCE) {
                write();
            }
        }

        private void write() {
            if (!notifications.isEmpty()) {
                jdbc.sql(ADD)
                        .param("events", ids(notifications, Notification::causeEventId))
                        .param("kinds", texts(notifications, one -> one.kind().name()))
                        .param(
                                "subjectKinds",
                                texts(notifications, one -> one.subject().kind().name()))
                        .param(
                                "subjects",
                                ids(notifications, one -> one.subject().id()))
                        .param(
                                "numbers",
                                texts(notifications, one -> one.subject().number()))
                        .param(
                                "tenants",
                                texts(notifications, one -> one.subject().tenantId()))
                        .param("facts", texts(notifications, one -> json.writeValueAsString(one.facts())))
                        .param(
                                "occurred",
                                texts(notifications, one -> one.occurredAt().toString()))
                        .param("ids", ids(deliveries, NewDelivery::id))
                        .param(
                                "eventsOf",
                                ids(deliveries, one -> one.notification().causeEventId()))
                        .param(
                                "subjectsOf",
                                ids(
                                        deliveries,
                                        one -> one.notification().subject().id()))
                        .param(
                                "tenantsOf",
                                texts(
                                        deliveries,
                                        one -> one.notification().subject().tenantId()))
                        .param("contacts", ids(deliveries, one -> one.contact().contactId()))
                        .param("names", texts(deliveries, one -> one.contact().name()))
                        .param("emails", texts(deliveries, one -> one.contact().email()))
                        .param(
                                "languages",
                                texts(
                                        deliveries,
                                        one -> one.contact().language().name()))
                        .param(
                                "replyTos",
                                texts(deliveries, one -> one.contact().replyTo()))
                        .param("tokens", texts(deliveries, NewDelivery::token))
                        .param("traces", texts(deliveries, NewDelivery::trace))
                        .param("now", now())
                        .update();
                notifications.clear();
                deliveries.clear();
            }
        }

        @Override
        public void beforeCommit(boolean readOnly) {
            write();
        }
    }

    @Override
    public Resend resend(Optional<String> tenantId, UUID deliveryId) {
        return transaction.execute(_ -> {
            record Known(String status, boolean erased, boolean unsubscribed, int copies) {}
            jdbc.sql(HOLD_CONTACTS).param("id", deliveryId).query().listOfRows();
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
        });
    }

    private Timestamp now() {
        return Timestamp.from(realClock.instant());
    }

    private String token() {
        byte[] bytes = new byte[TOKEN_BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
