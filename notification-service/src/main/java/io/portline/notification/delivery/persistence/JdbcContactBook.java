package io.portline.notification.delivery.persistence;

import io.portline.notification.delivery.Contact;
import io.portline.notification.delivery.ContactBook;
import io.portline.notification.delivery.Subject;
import io.portline.notification.delivery.SubjectContacts;
import io.portline.notification.delivery.SubjectKind;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.support.TransactionOperations;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** The contacts in PostgreSQL, the people as one JSON document: they are always read and written together. */
@Repository
class JdbcContactBook implements ContactBook {
    private static final String FIND = """
            SELECT subject_id, subject_kind, subject_number, tenant_id, revision, erased, contacts
            FROM subject_contacts
            WHERE subject_id = ANY(CAST(:subjects AS uuid[]))
            ORDER BY subject_id
            FOR KEY SHARE""";

    private static final String KEEP = """
            INSERT INTO subject_contacts (subject_id, subject_kind, subject_number, tenant_id, revision, contacts)
            VALUES (:subject, :kind, :number, :tenant, :revision, CAST(:contacts AS jsonb))
            ON CONFLICT (subject_id) DO UPDATE
            SET revision = excluded.revision, contacts = excluded.contacts
            WHERE subject_contacts.revision < excluded.revision AND NOT subject_contacts.erased""";

    /** Waits for all who have looked them up and are still writing. */
    private static final String HOLD = "SELECT FROM subject_contacts WHERE subject_id = :subject FOR UPDATE";

    /** A statement of its own, so that it sees what was written while the first waited. */
    private static final String ERASE = """
            WITH erased AS (
                UPDATE subject_contacts SET contacts = '[]', erased = true WHERE subject_id = :subject
            ), unsubscribed AS (
                DELETE FROM mail_subscription WHERE subject_id = :subject
            ), unqueued AS (
                DELETE FROM mail_queue q USING delivery d WHERE d.id = q.delivery_id AND d.subject_id = :subject
            )
            UPDATE delivery
            SET contact_name = NULL,
                email = NULL,
                reply_to = NULL,
                status = CASE status WHEN 'WAITING' THEN 'GIVEN_UP' ELSE status END
            WHERE subject_id = :subject""";

    private static final TypeReference<List<Contact>> CONTACTS = new TypeReference<>() {};

    private final JdbcClient jdbc;
    private final TransactionOperations transaction;
    private final JsonMapper json;

    JdbcContactBook(JdbcClient jdbc, TransactionOperations transaction, JsonMapper json) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.json = json;
    }

    @Override
    public Optional<SubjectContacts> find(UUID subjectId) {
        if (OfTransaction.keptBy(this) instanceof LookedUp ahead && ahead.subjects.contains(subjectId)) {
            return Optional.ofNullable(ahead.known.get(subjectId));
        }
        return Optional.ofNullable(find(Set.of(subjectId)).get(subjectId));
    }

    private Map<UUID, SubjectContacts> find(Set<UUID> subjectIds) {
        Map<UUID, SubjectContacts> found = new HashMap<>();
        jdbc.sql(FIND)
                .param("subjects", subjectIds.stream().map(UUID::toString).toArray(String[]::new))
                .query(row -> {
                    SubjectContacts contacts = contacts(row);
                    found.put(contacts.subject().id(), contacts);
                });
        return found;
    }

    private SubjectContacts contacts(ResultSet row) throws SQLException {
        return new SubjectContacts(
                new Subject(
                        SubjectKind.valueOf(row.getString("subject_kind")),
                        row.getObject("subject_id", UUID.class),
                        row.getString("subject_number"),
                        row.getString("tenant_id")),
                row.getLong("revision"),
                row.getBoolean("erased"),
                json.readValue(row.getString("contacts"), CONTACTS));
    }

    @Override
    public void lookUp(Set<UUID> subjectIds) {
        new LookedUp(Set.copyOf(subjectIds), find(subjectIds)).keep();
    }

    /** What the running transaction has asked for ahead; it changes no contacts after that, for another consumer keeps them. */
    private final class LookedUp extends OfTransaction {
        private final Set<UUID> subjects;
        private final Map<UUID, SubjectContacts> known;

        LookedUp(Set<UUID> subjects, Map<UUID, SubjectContacts> known) {
            super(JdbcContactBook.this);
            this.subjects = subjects;
            this.known = known;
        }
    }

    @Override
    public void keep(SubjectContacts contacts) {
        jdbc.sql(KEEP)
                .param("subject", contacts.subject().id())
                .param("kind", contacts.subject().kind().name())
                .param("number", contacts.subject().number())
                .param("tenant", contacts.subject().tenantId())
                .param("revision", contacts.revision())
                .param("contacts", json.writeValueAsString(contacts.contacts()))
                .update();
    }

    @Override
    public void erase(UUID subjectId) {
        transaction.executeWithoutResult(_ -> {
            jdbc.sql(HOLD).param("subject", subjectId).query().listOfRows();
            jdbc.sql(ERASE).param("subject", subjectId).update();
        });
    }
}
