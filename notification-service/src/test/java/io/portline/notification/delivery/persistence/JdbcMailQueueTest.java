package io.portline.notification.delivery.persistence;

import io.portline.notification.NotificationDatabase;
import io.portline.notification.delivery.Attempt;
import io.portline.notification.delivery.Leases;
import io.portline.notification.delivery.MailQueue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

import javax.sql.DataSource;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;

import static org.assertj.core.api.Assertions.assertThat;

class JdbcMailQueueTest {
    private JdbcClient jdbc;
    private TransactionOperations transaction;
    private JdbcMailQueue queue;

    @BeforeEach
    void createTables() {
        DataSource dataSource = NotificationDatabase.create("mail_queue");
        jdbc = JdbcClient.create(dataSource);
        transaction = new TransactionTemplate(new DataSourceTransactionManager(dataSource));
        // Taking needs neither outbox nor events.
        queue = new JdbcMailQueue(jdbc, transaction, JsonMapper.builder().build(), null, null, null, Clock.systemUTC());
    }

    @Test
    void neverGivesTheSameDeliveryToTwo() throws Exception {
        addDeliveries(1_000);
        Set<UUID> taken = ConcurrentHashMap.newKeySet();
        List<UUID> all = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            List<Future<List<UUID>>> takers = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                takers.add(threads.submit(() -> {
                    List<UUID> own = new ArrayList<>();
                    for (List<MailQueue.Due> due = claim(); !due.isEmpty(); due = claim()) {
                        due.forEach(one -> own.add(one.delivery().id()));
                    }
                    return own;
                }));
            }
            for (Future<List<UUID>> taker : takers) {
                all.addAll(taker.get());
            }
        }
        taken.addAll(all);

        assertThat(all).hasSize(1_000);
        assertThat(taken).hasSize(1_000);
        assertThat(queue.depth()).as("taken is not sent").isEqualTo(1_000);
    }

    @Test
    void givesAgainWhatWasPutBackOrWhoseLeaseHasEnded() {
        addDeliveries(3);
        Set<UUID> first = ids(queue.claim(Instant.now()));
        assertThat(first).hasSize(3);
        assertThat(ids(claim())).as("the lease has ended").isEqualTo(first);
        assertThat(claim()).isEmpty();

        UUID one = first.iterator().next();
        queue.putBack(Map.of(one, Instant.now()));
        assertThat(ids(claim())).containsExactly(one);
        queue.pace(Map.of(one, Instant.now()));
        assertThat(claim()).singleElement().satisfies(due -> {
            assertThat(due.paced()).isTrue();
            assertThat(due.domain()).isEqualTo("fabrikam.example");
        });
    }

    @Test
    void prolongsLeasesThatAreStillAsTheyWereAndNoOthers() {
        addDeliveries(3);
        Instant ended = Instant.now().truncatedTo(ChronoUnit.MICROS);
        Instant end = ended.plusSeconds(60);
        Instant later = ended.plusSeconds(120);
        List<UUID> held = new ArrayList<>(ids(queue.claim(ended)));
        UUID renewed = held.get(0);
        UUID settled = held.get(1);
        UUID taken = held.get(2);
        queue.putBack(Map.of(settled, later, taken, ended));
        assertThat(queue.renew(Map.of(renewed, ended), end)).containsExactly(renewed);
        assertThat(ids(claim())).as("another instance").containsExactly(taken);

        assertThat(queue.renew(Map.of(renewed, end, settled, ended, taken, ended), later))
                .containsExactly(renewed);
        assertThat(jdbc.sql("SELECT due_at FROM mail_queue WHERE delivery_id = :id")
                        .param("id", renewed)
                        .query((row, _) -> row.getTimestamp(1).toInstant())
                        .single())
                .isEqualTo(later);
    }

    /** By what the database read, not by time. */
    @Test
    void takesAFewOfAMillionWithoutReadingTheOthers() {
        addDeliveries(200);
        jdbc.sql("""
                        INSERT INTO mail_queue (delivery_id, domain, due_at)
                        SELECT uuidv7(), 'fabrikam.example', clock_timestamp() + i * interval '1 ms' - interval '1 hour'
                        FROM generate_series(1, 1000000) AS i""").update();
        jdbc.sql(
                        "UPDATE mail_queue q SET due_at = clock_timestamp() - interval '1 day' FROM delivery d WHERE d.id = q.delivery_id")
                .update();
        jdbc.sql("ANALYZE mail_queue, delivery, notification").update();
        long before = rowsScanned();

        for (int i = 0; i < 2; i++) {
            assertThat(claim()).hasSize(100);
        }
        assertThat(queue.nextDue()).isPresent();
        assertThat(queue.oldest()).isPresent();
        assertThat(rowsScanned() - before).as("rows read without an index").isLessThan(2_000);
        assertThat(queue.depth()).isEqualTo(1_000_000);
    }

    /** The state after a quiet night: statistics of an empty queue, and plans made with them that a connection keeps. */
    @Test
    void takesAndMarksByIndexesThoughTheQueueWasEmptyWhenItsPlansWereMade() {
        addDeliveries(1);
        jdbc.sql("DELETE FROM mail_queue").update();
        jdbc.sql("VACUUM ANALYZE mail_queue").update();
        transaction.executeWithoutResult(_ -> {
            for (int i = 0; i < 12; i++) {
                assertThat(claim()).isEmpty();
            }
            addDeliveries(5_000);
            long before = rowsScannedInThisTransaction();

            List<MailQueue.Tried> tried = claim().stream()
                    .map(due -> new MailQueue.Tried(
                            due.delivery(),
                            new Attempt.Postponed("451 busy", Instant.now().plusSeconds(60), false)))
                    .toList();
            queue.record(tried);

            assertThat(tried).hasSize(100);
            assertThat(rowsScannedInThisTransaction() - before)
                    .as("rows read without an index")
                    .isZero();
        });
    }

    private long rowsScannedInThisTransaction() {
        return jdbc.sql("SELECT seq_tup_read FROM pg_stat_xact_user_tables WHERE relname = 'mail_queue'")
                .query(Long.class)
                .single();
    }

    private List<MailQueue.Due> claim() {
        return queue.claim(Instant.now().plus(Leases.LENGTH));
    }

    private long rowsScanned() {
        jdbc.sql("SELECT pg_stat_force_next_flush()").query((_, _) -> "").list();
        jdbc.sql("SELECT pg_stat_clear_snapshot()").query((_, _) -> "").list();
        return jdbc.sql(
                        "SELECT coalesce(sum(seq_tup_read), 0) FROM pg_stat_user_tables WHERE relname IN ('mail_queue', 'delivery')")
                .query(Long.class)
                .single();
    }

    private void addDeliveries(int count) {
        UUID event = UUID.randomUUID();
        UUID subject = UUID.randomUUID();
        jdbc.sql("""
                        INSERT INTO notification (event_id, kind, subject_kind, subject_id, subject_number, tenant_id, facts, occurred_at)
                        VALUES (:event, 'CASE_OPENED', 'CASE', :subject, 'TNS-000001', 'fabrikam',
                                '{"title":"t","status":"NEW","documents":[]}', now())""").param("event", event).param("subject", subject).update();
        jdbc.sql("""
                        WITH added AS (
                            INSERT INTO delivery (id, event_id, subject_id, tenant_id, contact_id, channel, contact_name, email, language,
                                                  first_of_thread, created_at)
                            SELECT uuidv7(), :event, :subject, 'fabrikam', gen_random_uuid(), 'EMAIL', 'Claire',
                                   i || '@fabrikam.example', 'FR', false, now()
                            FROM generate_series(1, :count) AS i
                            RETURNING id, email
                        )
                        INSERT INTO mail_queue (delivery_id, domain, due_at)
                        SELECT id, split_part(email, '@', -1), clock_timestamp() - interval '1 minute' FROM added""")
                .param("event", event)
                .param("subject", subject)
                .param("count", count)
                .update();
    }

    private static Set<UUID> ids(List<MailQueue.Due> due) {
        return due.stream().map(one -> one.delivery().id()).collect(Collectors.toSet());
    }
}
