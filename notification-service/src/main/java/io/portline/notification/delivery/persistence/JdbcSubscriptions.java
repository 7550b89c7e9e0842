package io.portline.notification.delivery.persistence;

import io.portline.notification.delivery.Subject;
import io.portline.notification.delivery.SubjectKind;
import io.portline.notification.delivery.Subscriptions;
import io.portline.numbering.Language;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;

/** Wishes to be told, by their tokens. */
@Repository
class JdbcSubscriptions implements Subscriptions {
    private static final String FIND = """
            SELECT c.subject_kind, c.subject_id, c.subject_number, c.tenant_id, s.language, s.unsubscribed_at IS NOT NULL AS ended
            FROM mail_subscription s JOIN subject_contacts c ON c.subject_id = s.subject_id
            WHERE s.token = :token""";

    private static final String END =
            "UPDATE mail_subscription SET unsubscribed_at = :now WHERE token = :token AND unsubscribed_at IS NULL";

    private static final String TAKE_UP_AGAIN =
            "UPDATE mail_subscription SET unsubscribed_at = NULL WHERE token = :token";

    private final JdbcClient jdbc;
    private final Clock realClock;

    JdbcSubscriptions(JdbcClient jdbc, @Qualifier("realClock") Clock realClock) {
        this.jdbc = jdbc;
        this.realClock = realClock;
    }

    @Override
    public Optional<Found> find(String token) {
        return jdbc.sql(FIND)
                .param("token", token)
                .query((row, _) -> new Found(
                        new Subject(
                                SubjectKind.valueOf(row.getString("subject_kind")),
                                row.getObject("subject_id", UUID.class),
                                row.getString("subject_number"),
                                row.getString("tenant_id")),
                        Language.valueOf(row.getString("language")),
                        row.getBoolean("ended")))
                .optional();
    }

    @Override
    public Optional<Found> end(String token) {
        jdbc.sql(END)
                .param("token", token)
                .param("now", Timestamp.from(realClock.instant()))
                .update();
        return find(token);
    }

    @Override
    public Optional<Found> takeUpAgain(String token) {
        jdbc.sql(TAKE_UP_AGAIN).param("token", token).update();
        return find(token);
    }
}
