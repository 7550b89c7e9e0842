package io.portline.notification.delivery.persistence;

import io.portline.notification.NotificationDatabase;
import io.portline.notification.delivery.Contact;
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
import java.util.List;
import java.util.Set;
import java.util.UUID;

import static org.assertj.core.api.Assertions.assertThat;

class JdbcContactBookTest {
    private final Subject order = new Subject(SubjectKind.PORT_ORDER, UUID.randomUUID(), "PO-000007", "fabrikam");
    private final UUID orderNobodySpokeOf = UUID.randomUUID();
    private final Contact claire =
            new Contact(UUID.randomUUID(), "Claire", "claire@fabrikam.example", Language.FR, null);

    private TransactionTemplate transaction;
    private TransactionTemplate anotherConsumer;
    private JdbcContactBook book;

    @BeforeEach
    void createTables() {
        DataSource dataSource = NotificationDatabase.create("contacts");
        JdbcTransactionManager transactions = new JdbcTransactionManager(dataSource);
        transaction = new TransactionTemplate(transactions);
        anotherConsumer = new TransactionTemplate(transactions);
        anotherConsumer.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        book = new JdbcContactBook(
                JdbcClient.create(dataSource), JsonMapper.builder().build());
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

    private SubjectContacts revision(long revision) {
        return new SubjectContacts(order, revision, false, List.of(claire));
    }
}
