package io.portline.notification.delivery.persistence;

import io.portline.messaging.id.TimeOrderedEventIds;
import io.portline.messaging.trace.LoggedTracing;
import io.portline.notification.NotificationDatabase;
import io.portline.notification.delivery.Contact;
import io.portline.notification.delivery.Notification;
import io.portline.notification.delivery.NotificationKind;
import io.portline.notification.delivery.SampleNotifications;
import io.portline.notification.delivery.Subject;
import io.portline.notification.delivery.SubjectKind;
import io.portline.numbering.Language;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

import javax.sql.DataSource;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class JdbcDeliveriesTest {
    private final Subject order = new Subject(SubjectKind.PORT_ORDER, UUID.randomUUID(), "PO-000007", "fabrikam");
    private final Contact claire = contact("claire@fabrikam.example");

    private JdbcClient jdbc;
    private JdbcDeliveries deliveries;
    private TransactionTemplate transaction;

    @BeforeEach
    void createTables() {
        DataSource dataSource = NotificationDatabase.create("deliveries");
        jdbc = JdbcClient.create(dataSource);
        transaction = new TransactionTemplate(new JdbcTransactionManager(dataSource));
        deliveries = deliveries(jdbc, transaction);
    }

    static JdbcDeliveries deliveries(JdbcClient jdbc, TransactionOperations transaction) {
        return new JdbcDeliveries(
                jdbc,
                transaction,
                JsonMapper.builder().build(),
                new TimeOrderedEventIds(),
                new LoggedTracing(),
                Clock.systemUTC());
    }

    @Test
    void beginsAThreadOnceThoughItsMailsAreAddedTogether() {
        transaction.executeWithoutResult(_ -> {
            deliveries.add(told(NotificationKind.PORT_ORDER_SUBMITTED), List.of(claire));
            deliveries.add(told(NotificationKind.PORT_ORDER_APPROVED), List.of(claire));
        });
        transaction.executeWithoutResult(
                _ -> deliveries.add(told(NotificationKind.PORT_ORDER_COMPLETED), List.of(claire)));

        assertThat(jdbc.sql("SELECT first_of_thread FROM delivery ORDER BY id")
                        .query(Boolean.class)
                        .list())
                .containsExactly(true, false, false);
        assertThat(waiting()).isEqualTo(3);
    }

    @Test
    void tellsAContactOfAnEventOnceHoweverOftenItIsAdded() {
        Notification submitted = told(NotificationKind.PORT_ORDER_SUBMITTED);
        for (int i = 0; i < 2; i++) {
            transaction.executeWithoutResult(_ -> {
                deliveries.add(submitted, List.of(claire));
                deliveries.add(submitted, List.of(claire));
            });
        }

        assertThat(waiting()).isEqualTo(1);
    }

    @Test
    void addsMoreThanFitOneStatement() {
        List<Contact> many = IntStream.range(0, 700)
                .mapToObj(i -> contact(i + "@fabrikam.example"))
                .toList();
        transaction.executeWithoutResult(_ -> {
            deliveries.add(told(NotificationKind.PORT_ORDER_SUBMITTED), many);
            deliveries.add(told(NotificationKind.PORT_ORDER_APPROVED), many.subList(0, 10));
        });

        assertThat(waiting()).isEqualTo(710);
        assertThat(jdbc.sql("SELECT count(*) FROM delivery WHERE first_of_thread")
                        .query(Long.class)
                        .single())
                .isEqualTo(700);
    }

    @Test
    void addsNothingThatIsRolledBackAndForgetsIt() {
        assertThatThrownBy(() -> transaction.executeWithoutResult(_ -> {
                    deliveries.add(told(NotificationKind.PORT_ORDER_SUBMITTED), List.of(claire));
                    throw new IllegalStateException("a handler after it failed");
                }))
                .isInstanceOf(IllegalStateException.class);
        transaction.executeWithoutResult(_ -> {});

        assertThat(waiting()).isZero();
    }

    private Notification told(NotificationKind kind) {
        return new Notification(
                UUID.randomUUID(),
                order,
                kind,
                SampleNotifications.of(kind).facts(),
                Instant.parse("2026-12-01T09:00:00Z"));
    }

    private static Contact contact(String email) {
        return new Contact(UUID.randomUUID(), "Claire", email, Language.FR, null);
    }

    private long waiting() {
        return jdbc.sql("SELECT count(*) FROM mail_queue").query(Long.class).single();
    }
}
