package io.portline.benchmarks;

import io.portline.infrastructure.LocalPostgres;
import io.portline.infrastructure.TestInfrastructure;
import io.portline.messaging.codec.MessageCodec;
import io.portline.messaging.headers.CloudEventHeaders;
import io.portline.messaging.id.EventIds;
import io.portline.messaging.outbox.Outbox;
import io.portline.messaging.outbox.OutboxMessage;
import io.portline.numbering.LocalMoment;
import io.portline.order.OrderServiceApplication;
import io.portline.order.portorder.AccountHolder;
import io.portline.order.portorder.By;
import io.portline.order.portorder.Contact;
import io.portline.order.portorder.Decision;
import io.portline.order.portorder.LosingCarrier;
import io.portline.order.portorder.OrderDetails;
import io.portline.order.portorder.PortOrder;
import io.portline.order.portorder.PortOrderCommand;
import io.portline.order.portorder.PortOrderRules;
import io.portline.order.portorder.PortOrders;
import io.portline.order.portorder.PortType;
import io.portline.order.portorder.Scope;
import io.portline.order.portorder.ServiceAddress;
import io.portline.order.portorder.events.CarrierReplies;
import io.portline.order.portorder.persistence.PortOrderEvents;
import io.portline.schemas.CarrierReply;
import io.portline.schemas.CarrierReplyKind;
import io.portline.schemas.Topics;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

import javax.sql.DataSource;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/**
 * Transitions that carriers' replies bring about, from the first reply in Kafka to the last order approved in the database, as a share of the same
 * rows written into the same database by bare JDBC: in transactions as large as the inbox's, with as many statements, on one connection as it has
 * one consumer. Bare both with and without the outbox rows, which shows what those cost. Rounds of all three interleaved, medians printed.
 */
final class TransitionBenchmark implements AutoCloseable {
    /** As many as the inbox takes in one transaction. */
    private static final int EVENTS_OF_A_POLL = 200;

    /** Half of the service's connections; the scheduler and the relay want some too. */
    private static final int WRITERS = 4;

    private static final ZoneId ZONE = ZoneId.of("America/Los_Angeles");
    private static final Duration AHEAD = Duration.ofDays(20);
    private static final By ADMIN = new By(By.Actor.ADMIN, "bench", "Bench");

    private static final String SELECT_INBOX = """
            SELECT message_key, version, event_id FROM benchmark_inbox
            WHERE consumer = ? AND topic = ? AND message_key = ANY (?) ORDER BY message_key FOR UPDATE""";
    private static final String ADVANCE_INBOX = """
            INSERT INTO benchmark_inbox (consumer, topic, message_key, version, event_id)
            SELECT ?, ?, e.message_key, 1, e.event_id FROM unnest(?::text[], ?::uuid[]) AS e (message_key, event_id)
            ON CONFLICT (consumer, topic, message_key) DO UPDATE SET version = excluded.version, event_id = excluded.event_id
            WHERE benchmark_inbox.version < excluded.version""";
    private static final String FIND = "SELECT o.* FROM port_order o WHERE o.id = ?";
    private static final String CHANGE = """
            WITH changed AS (
              UPDATE port_order o SET revision = o.revision + 1, status_version = o.status_version + 1,
                     request_version = o.request_version, contacts_revision = o.contacts_revision,
                     timeline_length = o.timeline_length + 1, status = 'TRANSFER_APPROVED', attempt = o.attempt, foc_local = ?::timestamp,
                     foc_zone = ?, foc_at = ?, progress = ?::jsonb, case_id = o.case_id, linked_order_id = o.linked_order_id,
                     deleted = false, updated_at = ?
              WHERE o.id = ? AND o.revision = ? RETURNING o.id, o.attempt),
            entries AS (
              INSERT INTO port_order_timeline (order_id, sequence, change, from_status, to_status, at, actor, actor_name, attempt,
                                               reasons, foc)
              SELECT c.id, 3, 'CARRIER_ACCEPTED', 'CONTACTING_CARRIER', 'TRANSFER_APPROVED', ?, 'LOSING_CARRIER', 'Cascadia Telephone',
                     c.attempt, '[]'::jsonb, ?::jsonb
              FROM changed c)
            """;
    private static final String OUTBOX = """
            , sent AS (
              INSERT INTO benchmark_outbox (topic, message_key, version, event_id, ce_type, headers, payload, created_at)
              SELECT ?, c.id::text, 3, ?, ?, ?, ?, clock_timestamp() FROM changed c WHERE pg_current_xact_id() IS NOT NULL)
            """;
    private static final String CHANGED = " SELECT count(*) FROM changed";
    private static final String TIMER = """
            INSERT INTO benchmark_tasks AS task (task_name, task_instance, execution_time, picked, version, priority, business_due)
            VALUES ('port-order-wake-up', ?, ?, false, 1, 0, ?)
            ON CONFLICT (task_name, task_instance) DO UPDATE
            SET execution_time = excluded.execution_time, business_due = excluded.business_due, version = task.version + 1""";

    private final Results results;
    private final ConfigurableApplicationContext service;
    private final JdbcClient jdbc;
    private final PortOrders orders;
    private final EventIds ids;
    private final Clock clock;
    private final KafkaProducer<String, byte[]> producer;
    private int nextNumber;

    TransitionBenchmark(Results results) throws GeneralSecurityException, InterruptedException, ExecutionException {
        this.results = results;
        String kafka = TestInfrastructure.kafka().bootstrapServers();
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka))) {
            // The gateway's topic.
            admin.createTopics(List.of(
                            new NewTopic(Topics.CARRIER_REPLY.name(), Topics.CARRIER_REPLY.partitions(), (short) 1)))
                    .all()
                    .get();
        }
        LocalPostgres.Database database = TestInfrastructure.postgres().newDatabase("transitions");
        service = new SpringApplicationBuilder(OrderServiceApplication.class)
                .properties(OrderServiceApplication.CONFIG_NAME)
                .run(
                        "--server.port=0",
                        "--spring.datasource.url=" + database.jdbcUrl(),
                        "--spring.datasource.username=" + database.user(),
                        "--spring.datasource.password=" + database.password(),
                        "--spring.kafka.bootstrap-servers=" + kafka,
                        "--portline.registry.url="
                                + TestInfrastructure.registry().url(),
                        "--portline.identity.issuer-uri=http://localhost:1",
                        "--portline.services.carrier-gateway=http://localhost:1",
                        "--portline.client.id=order-service",
                        "--portline.client.secret=none",
                        "--portline.secrets.wrapping-keys=bench:"
                                + Base64.getEncoder().encodeToString(new byte[32]),
                        "--portline.secrets.gateway-key-id=bench",
                        "--portline.secrets.gateway-public-key="
                                + Base64.getEncoder()
                                        .encodeToString(KeyPairGenerator.getInstance("X25519")
                                                .generateKeyPair()
                                                .getPublic()
                                                .getEncoded()),
                        "--logging.level.root=ERROR");
        jdbc = service.getBean(JdbcClient.class);
        orders = service.getBean(PortOrders.class);
        ids = service.getBean(EventIds.class);
        clock = service.getBean(Clock.class);
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka, "acks", "all", "linger.ms", 5),
                new StringSerializer(),
                new ByteArraySerializer());
        for (String table : List.of("outbox", "inbox", "tasks")) {
            jdbc.sql("CREATE TABLE benchmark_%s (LIKE %s INCLUDING ALL)"
                            .formatted(table, table.equals("tasks") ? "scheduled_tasks" : table))
                    .update();
        }
    }

    void share(int rounds, int transitions) throws Exception {
        results.section("transitions by a carrier's reply, %,d orders a round".formatted(transitions));
        List<Double> whole = new ArrayList<>();
        List<Double> bare = new ArrayList<>();
        List<Double> bareWithoutOutbox = new ArrayList<>();
        for (int round = -1; round < rounds; round++) {
            double through = replied(contactingCarrier(transitions));
            double silent = written(contactingCarrier(transitions), false);
            double told = written(contactingCarrier(transitions), true);
            // The first round warms up.
            if (round >= 0) {
                whole.add(through);
                bareWithoutOutbox.add(silent);
                bare.add(told);
            }
        }
        double silent = EventBenchmark.median(bareWithoutOutbox);
        double told = EventBenchmark.median(bare);
        results.add("the same writes bare, without outbox rows", silent, "per s");
        results.add("the same writes bare", told, "per s", silent, "bare without outbox rows");
        results.add(
                "Kafka, inbox, rules, writes, relay running",
                EventBenchmark.median(whole),
                "per s",
                told,
                "the same writes bare");
    }

    /** Orders that wait for their carrier; all that they have published has been sent. */
    private List<UUID> contactingCarrier(int count) throws InterruptedException, ExecutionException {
        Instant now = clock.instant();
        int first = nextNumber;
        nextNumber += count;
        List<UUID> made =
                IntStream.range(0, count).mapToObj(_ -> UUID.randomUUID()).toList();
        try (ExecutorService threads = Executors.newFixedThreadPool(WRITERS)) {
            List<Future<?>> done = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                UUID id = made.get(i);
                OrderDetails details = details("+1206%07d".formatted(2_000_000 + first + i), now);
                done.add(threads.submit(() -> submit(id, details, now)));
            }
            for (Future<?> one : done) {
                one.get();
            }
        }
        EventBenchmark.awaitTrue(
                () -> jdbc.sql("SELECT count(*) FROM outbox").query(Long.class).single() == 0);
        return made;
    }

    private void submit(UUID id, OrderDetails details, Instant now) {
        Contact contact = new Contact(UUID.randomUUID(), Contact.Role.SUBMITTER, "Ada", "ada@contoso.example", "en");
        orders.add(number -> PortOrderRules.submit(
                id, number, "contoso", ADMIN, details, null, List.of(contact), null, now.plus(AHEAD), now));
        orders.change(
                id,
                new Scope.Everything(),
                stored -> PortOrderRules.decide(
                        stored.order(), new PortOrderCommand.CompleteIntake(1, List.of(), now.plus(AHEAD)), now));
    }

    private static OrderDetails details(String number, Instant now) {
        return new OrderDetails(
                "Head office",
                "US",
                new LosingCarrier("us-cascadia", "Cascadia Telephone"),
                PortType.FULL,
                List.of(number),
                number,
                null,
                "ACC-1",
                new AccountHolder("Contoso Ltd", null, "Ada Lovelace", null, null),
                new ServiceAddress("1 Main Street", null, "Seattle", "WA", "98101"),
                LocalMoment.at(now.plus(AHEAD), ZONE),
                UUID.randomUUID(),
                LocalDate.ofInstant(now, ZoneOffset.UTC),
                Map.of());
    }

    private LocalMoment foc() {
        return LocalMoment.at(clock.instant().plus(AHEAD), ZONE);
    }

    // ---- the whole way

    private double replied(List<UUID> waiting) {
        long before = approved();
        MessageCodec codec = service.getBean(MessageCodec.class);
        List<ProducerRecord<String, byte[]>> replies =
                waiting.stream().map(id -> reply(id, codec)).toList();
        long begun = System.nanoTime();
        for (ProducerRecord<String, byte[]> reply : replies) {
            // One that does not arrive is waited for in vain below.
            var _ = producer.send(reply);
        }
        producer.flush();
        while (approved() - before < waiting.size()) {
            if (System.nanoTime() - begun > Duration.ofMinutes(5).toNanos()) {
                throw new IllegalStateException("Not all orders were approved within five minutes");
            }
            LockSupport.parkNanos(10_000_000);
        }
        return perSecond(waiting.size(), begun);
    }

    private long approved() {
        return jdbc.sql("SELECT count(*) FROM inbox WHERE consumer = :consumer")
                .param("consumer", CarrierReplies.CONSUMER)
                .query(Long.class)
                .single();
    }

    private ProducerRecord<String, byte[]> reply(UUID orderId, MessageCodec codec) {
        LocalMoment foc = foc();
        CarrierReply reply = CarrierReply.newBuilder()
                .setEventId(ids.next())
                .setOrderId(orderId)
                .setOrderNumber("PO")
                .setTenantId("contoso")
                .setVersion(1)
                .setOccurredAt(clock.instant())
                .setKind(CarrierReplyKind.ACCEPTED)
                .setAttempt(1)
                .setCarrierId("us-cascadia")
                .setFoc(io.portline.schemas.LocalMoment.newBuilder()
                        .setLocal(foc.local().toString())
                        .setZone(foc.zone().getId())
                        .setInstant(foc.instant())
                        .build())
                .build();
        ProducerRecord<String, byte[]> message = new ProducerRecord<>(
                Topics.CARRIER_REPLY.name(), orderId.toString(), codec.encode(Topics.CARRIER_REPLY.name(), reply));
        Map.of(
                        CloudEventHeaders.SPEC_VERSION, "1.0",
                        CloudEventHeaders.ID, reply.getEventId().toString(),
                        CloudEventHeaders.TYPE, Topics.CARRIER_REPLY.ceType(),
                        CloudEventHeaders.SOURCE, "/portline/carrier-gateway",
                        CloudEventHeaders.SUBJECT, orderId.toString(),
                        CloudEventHeaders.TIME, reply.getOccurredAt().toString(),
                        CloudEventHeaders.SEQUENCE, CloudEventHeaders.sequence(1),
                        CloudEventHeaders.CONTENT_TYPE, "application/avro")
                .forEach((name, value) -> message.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
        return message;
    }

    // ---- the same rows and nothing else

    /** What the service would write for such a reply, taken from one that it wrote and the event that it makes of one. */
    private record Sample(String progress, String foc, String headers, OutboxMessage event) {}

    private Sample sample(UUID waiting) {
        PortOrder order =
                orders.find(waiting, new Scope.Everything()).orElseThrow().order();
        Instant now = clock.instant();
        Decision decision = PortOrderRules.decide(order, new PortOrderCommand.CarrierAccepted(1, foc()), now);
        List<OutboxMessage> events = service.getBean(PortOrderEvents.class)
                .messages(decision.order(), decision.happened(), List.of(), new PortOrderEvents.Versions(2, 1, 1), now);
        Object headers = service.getBean(Outbox.class).parameters(events).get("outboxHeaders");
        return jdbc.sql("""
                        SELECT o.progress::text AS progress, t.foc::text AS foc
                        FROM port_order o JOIN port_order_timeline t ON t.order_id = o.id AND t.change = 'CARRIER_ACCEPTED'
                        WHERE o.status = 'TRANSFER_APPROVED' LIMIT 1
                        """)
                .query((row, _) -> new Sample(
                        row.getString("progress"),
                        row.getString("foc"),
                        headers instanceof String[] each ? each[0] : "",
                        events.getFirst()))
                .single();
    }

    private double written(List<UUID> waiting, boolean withOutbox) throws SQLException {
        Sample sample = sample(waiting.getFirst());
        jdbc.sql("TRUNCATE benchmark_outbox, benchmark_inbox, benchmark_tasks").update();
        jdbc.sql("INSERT INTO benchmark_tasks SELECT * FROM scheduled_tasks").update();
        List<UUID> eventIds = waiting.stream().map(_ -> ids.next()).toList();
        DataSource source = service.getBean(DataSource.class);
        long begun = System.nanoTime();
        try (Connection connection = source.getConnection()) {
            connection.setAutoCommit(false);
            for (int from = 0; from < waiting.size(); from += EVENTS_OF_A_POLL) {
                int to = Math.min(from + EVENTS_OF_A_POLL, waiting.size());
                poll(connection, waiting.subList(from, to), eventIds.subList(from, to), sample, withOutbox);
                connection.commit();
            }
            connection.setAutoCommit(true);
        }
        return perSecond(waiting.size(), begun);
    }

    private void poll(Connection connection, List<UUID> polled, List<UUID> eventIds, Sample sample, boolean withOutbox)
            throws SQLException {
        String[] keys = polled.stream().map(UUID::toString).toArray(String[]::new);
        try (PreparedStatement select = connection.prepareStatement(SELECT_INBOX);
                PreparedStatement find = connection.prepareStatement(FIND);
                PreparedStatement change = connection.prepareStatement(CHANGE + (withOutbox ? OUTBOX : "") + CHANGED);
                PreparedStatement timer = connection.prepareStatement(TIMER);
                PreparedStatement advance = connection.prepareStatement(ADVANCE_INBOX)) {
            select.setString(1, CarrierReplies.CONSUMER);
            select.setString(2, Topics.CARRIER_REPLY.name());
            select.setArray(3, connection.createArrayOf("text", keys));
            select.executeQuery().close();
            for (int i = 0; i < keys.length; i++) {
                transition(find, change, timer, polled.get(i), eventIds.get(i), sample, withOutbox);
            }
            advance.setString(1, CarrierReplies.CONSUMER);
            advance.setString(2, Topics.CARRIER_REPLY.name());
            advance.setArray(3, connection.createArrayOf("text", keys));
            advance.setArray(4, connection.createArrayOf("uuid", eventIds.toArray()));
            advance.executeUpdate();
        }
    }

    private void transition(
            PreparedStatement find,
            PreparedStatement change,
            PreparedStatement timer,
            UUID order,
            UUID eventId,
            Sample sample,
            boolean withOutbox)
            throws SQLException {
        OffsetDateTime now = clock.instant().atOffset(ZoneOffset.UTC);
        LocalMoment foc = foc();
        OffsetDateTime lock = foc.instant().minus(Duration.ofDays(1)).atOffset(ZoneOffset.UTC);
        find.setObject(1, order);
        long revision;
        try (ResultSet found = find.executeQuery()) {
            found.next();
            revision = found.getLong("revision");
        }
        change.setString(1, foc.local().toString());
        change.setString(2, foc.zone().getId());
        change.setObject(3, foc.instant().atOffset(ZoneOffset.UTC));
        change.setString(4, sample.progress());
        change.setObject(5, now);
        change.setObject(6, order);
        change.setLong(7, revision);
        change.setObject(8, now);
        change.setString(9, sample.foc());
        if (withOutbox) {
            change.setString(10, sample.event().topic());
            change.setObject(11, eventId);
            change.setString(12, sample.event().type());
            change.setString(13, sample.headers());
            change.setBytes(14, Objects.requireNonNull(sample.event().payload()));
        }
        try (ResultSet changed = change.executeQuery()) {
            changed.next();
            if (changed.getInt(1) != 1) {
                throw new IllegalStateException("Order " + order + " was changed by somebody else");
            }
        }
        timer.setString(1, order.toString());
        timer.setObject(2, lock);
        timer.setObject(3, lock);
        timer.executeUpdate();
    }

    private static double perSecond(int count, long begun) {
        return count / ((System.nanoTime() - begun) / 1e9);
    }

    @Override
    public void close() {
        producer.close();
        service.close();
    }
}
