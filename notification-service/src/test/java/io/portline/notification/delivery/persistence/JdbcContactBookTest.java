package io.portline.notification.delivery.persistence;

import io.portline.notification.NotificationDatabase;
import io.portline.notification.delivery.Contact;
import io.portline.notification.delivery.Deliveries;
import io.portline.notification.delivery.Notification;
import io.portline.notification.delivery.NotificationKind;
import io.portline.notification.delivery.SampleNotifications;
import io.portline.notification.delivery.Subject;
import io.portline.notification.delivery.SubjectContacts;
import io.portline.notification.delivery.SubjectKind;
import io.portline.numbering.Language;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

import javax.sql.DataSource;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class JdbcContactBookTest {
    private final Subject order = new Subject(SubjectKind.PORT_ORDER, UUID.randomUUID(), "PO-000007", "fabrikam");
    private final UUID orderNobodySpokeOf = UUID.randomUUID();
    private final Contact claire =
            new Contact(UUID.randomUUID(), "Claire", "claire@fabrikam.example", Language.FR, null);

    private TransactionTemplate transaction;
    private TransactionTemplate anotherConsumer;
    private JdbcClient jdbc;
    private JdbcContactBook book;
    private JdbcDeliveries deliveries;

    @BeforeEach
    void createTables() {
        DataSource dataSource = NotificationDatabase.create("contacts");
        jdbc = JdbcClient.create(dataSource);
        JdbcTransactionManager transactions = new JdbcTransactionManager(dataSource);
        transaction = new TransactionTemplate(transactions);
        anotherConsumer = new TransactionTemplate(transactions);
        anotherConsumer.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        book = new JdbcContactBook(jdbc, transaction, JsonMapper.builder().build());
        deliveries = JdbcDeliveriesTest.deliveries(jdbc, transaction);
    }

    @Test
    void asksOnceForTheContactsOfAPollAndForgetsThemWithItsTransaction() {
        book.keep(revision(1));

        transaction.executeWithoutResult(_ -> {
            book.lookUp(Set.of(order.id(), orderNobodySpokeOf));
            anotherConsumer.executeWithoutResult(_ -> {
                book.keep(revision(2));
                assertThat(book.find(order.id())).contains(revision(2));
            });
            assertThat(book.find(order.id())).contains(revision(1));
            assertThat(book.find(orderNobodySpokeOf)).isEmpty();
        });

        assertThat(book.find(order.id())).contains(revision(2));
    }

    @Test
    void keepsAnOlderRevisionOutOfANewerOnesPlace() {
        book.keep(revision(2));
        book.keep(revision(1));

        assertThat(book.find(order.id())).contains(revision(2));
    }

    @Test
    void erasesTheAddressFromADeliveryThatIsBeingWrittenMeanwhile() throws Exception {
        book.keep(revision(1));
        try (ExecutorService anotherThread = Executors.newSingleThreadExecutor()) {
            Future<?> erasure = transaction.execute(_ -> {
                List<Contact> contacts = book.find(order.id()).orElseThrow().contacts();
                Future<?> begun = anotherThread.submit(() -> book.erase(order.id()));
                await().atMost(Duration.ofSeconds(30)).until(this::somebodyWaitsForALock);
                deliveries.add(submitted(), contacts);
                return begun;
            });
            erasure.get(30, TimeUnit.SECONDS);
        }

        assertThat(jdbc.sql("SELECT count(*) FROM delivery WHERE status = 'GIVEN_UP' AND email IS NULL")
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
        assertThat(jdbc.sql("SELECT count(*) FROM mail_queue").query(Long.class).single())
                .isZero();
        assertThat(book.find(order.id()))
                .get()
                .satisfies(erased -> assertThat(erased.contacts()).isEmpty());
    }

    @Test
    void erasesTheAddressFromADeliveryThatIsBeingSentAgainMeanwhile() throws Exception {
        book.keep(revision(1));
        transaction.executeWithoutResult(_ -> deliveries.add(submitted(), List.of(claire)));
        UUID sent = jdbc.sql("UPDATE delivery SET status = 'SENT' RETURNING id")
                .query(UUID.class)
                .single();
        try (ExecutorService anotherThread = Executors.newSingleThreadExecutor()) {
            Future<?> erasure = transaction.execute(_ -> {
                assertThat(deliveries.resend(Optional.of("fabrikam"), sent))
                        .isInstanceOf(Deliveries.Resend.Added.class);
                Future<?> begun = anotherThread.submit(() -> book.erase(order.id()));
                await().atMost(Duration.ofSeconds(30)).until(this::somebodyWaitsForALock);
                return begun;
            });
            erasure.get(30, TimeUnit.SECONDS);
        }

        assertThat(jdbc.sql("SELECT count(email) FROM delivery")
                        .query(Long.class)
                        .single())
                .isZero();
        assertThat(jdbc.sql("SELECT count(*) FROM delivery").query(Long.class).single())
                .isEqualTo(2);
    }

    private boolean somebodyWaitsForALock() {
        return anotherConsumer.execute(_ -> jdbc.sql("SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted)")
                .query(Boolean.class)
                .single());
    }

    private Notification submitted() {
        return new Notification(
                UUID.randomUUID(),
                order,
                NotificationKind.PORT_ORDER_SUBMITTED,
                SampleNotifications.of(NotificationKind.PORT_ORDER_SUBMITTED).facts(),
                Instant.parse("2026-11-23T15:00:00Z"));
    }

    private SubjectContacts revision(long revision) {
        return new SubjectContacts(order, revision, false, List.of(claire));
    }
}
