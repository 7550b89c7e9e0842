package io.portline.dashboard;

import io.portline.dashboard.freshness.Rebuild;
import io.portline.dashboard.freshness.Rebuilds;
import io.portline.infrastructure.TestInfrastructure;
import io.portline.messaging.inbox.InboxContainers;
import io.portline.messaging.inbox.Subscription;
import io.portline.schemas.Actor;
import io.portline.schemas.CaseActivity;
import io.portline.schemas.CaseActivityEvent;
import io.portline.schemas.CaseStatus;
import io.portline.schemas.DeliveryResult;
import io.portline.schemas.PortOrderStatusEvent;
import io.portline.schemas.PortOutStatus;
import io.portline.schemas.Topics;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.MockMvc;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

import static io.portline.dashboard.Events.approved;
import static io.portline.dashboard.Events.cancelled;
import static io.portline.dashboard.Events.completed;
import static io.portline.dashboard.Events.contacting;
import static io.portline.dashboard.Events.mail;
import static io.portline.dashboard.Events.moment;
import static io.portline.dashboard.Events.opened;
import static io.portline.dashboard.Events.pending;
import static io.portline.dashboard.Events.portOut;
import static io.portline.dashboard.Events.rejected;
import static io.portline.dashboard.Events.said;
import static io.portline.dashboard.Events.submitted;
import static io.portline.dashboard.Users.admin;
import static io.portline.dashboard.Users.operator;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.flash;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

/** The read model dropped and built again from real topics, while the pages are looked at and events go on arriving. */
class RebuildTest extends DashboardTest {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int ORDERS = 24;

    /** What of the read model belongs to a tenant, in other words all of it. */
    private static final List<String> TABLES = List.of(
            "port_order",
            "port_order_number",
            "port_order_event",
            "support_case",
            "support_case_event",
            "delivery",
            "port_out",
            "port_out_event");

    @Autowired
    MockMvc browser;

    @Autowired
    Publisher publisher;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Rebuilds rebuilds;

    @Autowired
    InboxContainers containers;

    @Autowired
    List<Subscription<?>> subscriptions;

    private final String tenant = "t" + UUID.randomUUID();

    @AfterEach
    void readAllAgain() {
        rebuilt();
        jdbc.sql("DROP TRIGGER IF EXISTS gate ON port_out").update();
    }

    @Test
    void isTheSameAfterwardsWithWhatArrivedMeanwhile() throws Exception {
        Map<String, Long> expected = publishEverything(tenant);
        Map<String, List<String>> before = modelOf(tenant, expected);
        String late = "late" + tenant;

        try (Connection gate = holdBackPortOuts()) {
            askForRebuild();
            await().atMost(PATIENCE).until(() -> rebuilds.current().state() == Rebuild.State.RUNNING);
            AtomicBoolean enough = new AtomicBoolean();
            CompletableFuture<Map<String, Long>> meanwhile =
                    CompletableFuture.supplyAsync(() -> goOnUntil(enough, late));

            assertThat(rebuilds.current().goal()).isGreaterThan(ORDERS * 5L);
            assertThatPagesSayHowFarItIs();
            assertThat(rebuilds.request("somebody else")).isFalse();

            open(gate);
            rebuilt();
            // It is complete although events never stopped arriving.
            enough.set(true);
            Map<String, Long> expectedLate = meanwhile.join();
            assertThat(modelOf(tenant, expected)).isEqualTo(before);

            // What came while it was dropped is the same as what the topics say afterwards.
            Map<String, List<String>> arrived = modelOf(late, expectedLate);
            askForRebuild();
            rebuilt();
            assertThat(modelOf(late, expectedLate)).isEqualTo(arrived);
            assertThat(modelOf(tenant, expected)).isEqualTo(before);
        }
        browser.perform(get("/operations/messages").with(operator()).accept(MediaType.TEXT_HTML))
                .andExpect(content().string(allOf(containsString("Otto"), not(containsString("<progress")))));
        browser.perform(get("/orders").with(admin(tenant)).accept(MediaType.TEXT_HTML))
                .andExpect(content().string(not(containsString("class=\"building\""))));
    }

    @Test
    void dropsNothingWhileAnotherInstanceStillReads() throws Exception {
        Map<String, Long> expected = publishEverything(tenant);
        Map<String, List<String>> before = modelOf(tenant, expected);
        Subscription<?> orders = subscriptions.stream()
                .filter(subscription -> subscription.topic().equals(Topics.PORT_ORDER_STATUS.name()))
                .findFirst()
                .orElseThrow();

        try (KafkaConsumer<byte[], byte[]> other = new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        TestInfrastructure.kafka().bootstrapServers(),
                        ConsumerConfig.GROUP_ID_CONFIG,
                        orders.consumer(),
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                        false),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            other.subscribe(List.of(orders.topic()));
            await().atMost(PATIENCE).until(() -> {
                other.poll(Duration.ofMillis(100));
                return !other.assignment().isEmpty();
            });

            askForRebuild();
            await().atMost(PATIENCE).until(() -> {
                other.poll(Duration.ofMillis(100));
                return containers.states().values().stream().allMatch("stopped"::equals);
            });
            await().during(Duration.ofSeconds(2)).atMost(PATIENCE).until(() -> {
                other.poll(Duration.ofMillis(10));
                return rebuilds.current().state() == Rebuild.State.REQUESTED;
            });
            assertThat(modelOf(tenant, expected)).isEqualTo(before);
        }

        rebuilt();
        assertThat(modelOf(tenant, expected)).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource({"en, Drop it and build it again", "fr, L’effacer et le reconstruire", "ja, 消去して再構築する"})
    void isOfferedToOperatorsAlone(String language, String words) throws Exception {
        browser.perform(get("/operations/messages")
                        .with(operator())
                        .header("Accept-Language", language)
                        .accept(MediaType.TEXT_HTML))
                .andExpect(content().string(allOf(containsString(words), not(containsString("??")))));
        browser.perform(post("/operations/rebuild")
                        .with(admin(tenant))
                        .with(csrf())
                        .accept(MediaType.TEXT_HTML))
                .andExpect(status().isForbidden());
        assertThat(rebuilds.current().state()).isIn(Rebuild.State.NONE, Rebuild.State.DONE);
    }

    private void askForRebuild() throws Exception {
        browser.perform(post("/operations/rebuild").with(operator()).with(csrf()))
                .andExpect(redirectedUrl("/operations/messages"))
                .andExpect(flash().attribute("flash", "rebuild.flash.requested"));
    }

    private void rebuilt() {
        await().atMost(PATIENCE)
                .until(() -> rebuilds.current().state() == Rebuild.State.DONE
                        || rebuilds.current().state() == Rebuild.State.NONE);
        await().atMost(PATIENCE)
                .until(() -> containers.states().values().stream().allMatch("running"::equals));
    }

    private void assertThatPagesSayHowFarItIs() {
        await().atMost(PATIENCE)
                .untilAsserted(() -> browser.perform(
                                get("/operations/messages").with(operator()).accept(MediaType.TEXT_HTML))
                        .andExpect(status().isOk())
                        .andExpect(content()
                                .string(allOf(
                                        containsString("class=\"building\""),
                                        containsString("<progress max=\"100\" value=\""),
                                        containsString(" %")))));
        for (String path : List.of("/orders", "/cases", "/port-outs")) {
            try {
                browser.perform(get(path).with(admin(tenant)).accept(MediaType.TEXT_HTML))
                        .andExpect(status().isOk())
                        .andExpect(content().string(containsString("class=\"building\"")));
            } catch (Exception e) {
                throw new AssertionError(path, e);
            }
        }
    }

    /**
     * Lets no port-out be written until the connection is closed, so that a rebuild stays under way for as long as it is
     * looked at.
     */
    private Connection holdBackPortOuts() throws SQLException {
        Connection gate = DriverManager.getConnection(DATABASE.jdbcUrl(), DATABASE.user(), DATABASE.password());
        try (Statement statement = gate.createStatement()) {
            statement.execute("""
                    CREATE OR REPLACE FUNCTION wait_at_the_gate() RETURNS trigger LANGUAGE plpgsql AS $$
                    BEGIN PERFORM pg_advisory_xact_lock_shared(4242); RETURN NEW; END $$
                    """);
            statement.execute(
                    "CREATE TRIGGER gate BEFORE INSERT ON port_out FOR EACH ROW EXECUTE FUNCTION wait_at_the_gate()");
            statement.execute("SELECT pg_advisory_lock(4242)");
        }
        return gate;
    }

    private static void open(Connection gate) throws SQLException {
        try (Statement statement = gate.createStatement()) {
            statement.execute("SELECT pg_advisory_unlock(4242)");
        }
    }

    /** Publishes until told to stop, at least once everything. */
    private Map<String, Long> goOnUntil(AtomicBoolean enough, String who) {
        Map<String, Long> all = new LinkedHashMap<>();
        do {
            publishEverything(who).forEach((table, rows) -> all.merge(table, rows, Long::sum));
        } while (!enough.get());
        return all;
    }

    /** Something of everything, some of it twice and some in the wrong order; answers how many rows come of it. */
    private Map<String, Long> publishEverything(String who) {
        Map<String, Long> rows = new LinkedHashMap<>();
        List<SpecificRecord> events = new ArrayList<>();
        for (int i = 0; i < ORDERS; i++) {
            PortOrderStatusEvent first = PortOrderStatusEvent.newBuilder(
                            submitted(who, UUID.randomUUID(), "PO-%06d".formatted(i), "Order " + i))
                    .setNumbers(List.of("+3314234%04d".formatted(i), "+3314235%04d".formatted(i)))
                    .build();
            PortOrderStatusEvent second = contacting(first);
            PortOrderStatusEvent third =
                    approved(second, moment("Europe/Paris", LocalDateTime.parse("2026-12-03T14:00")));
            List<PortOrderStatusEvent> way = switch (i % 6) {
                case 0 -> List.of(first, second, third, pending(third), completed(pending(third)));
                // Twice, at once and later.
                case 1 -> List.of(first, first, second, third, first, second, third);
                // An event that comes after the one that follows it says nothing new.
                case 2 -> List.of(first, third, second);
                case 3 -> List.of(second, first, third);
                case 4 -> List.of(first, second, rejected(second), second);
                default -> List.of(first, cancelled(first));
            };
            long kept = switch (i % 6) {
                case 0 -> 5;
                case 1, 4 -> 3;
                default -> 2;
            };
            events.addAll(way);
            rows.merge("port_order", 1L, Long::sum);
            rows.merge("port_order_number", 2L, Long::sum);
            rows.merge("port_order_event", kept, Long::sum);
            var retried = mail(first, 1, "port-order.submitted", DeliveryResult.RETRYING);
            var sent = mail(first, 2, "port-order.submitted", DeliveryResult.SENT);
            sent.setDeliveryId(retried.getDeliveryId());
            events.addAll(List.of(retried, sent, retried));
            rows.merge("delivery", 1L, Long::sum);
            CaseActivityEvent open = opened(who, UUID.randomUUID(), "TNS-%06d".formatted(i), "Case " + i);
            CaseActivityEvent answer =
                    said(open, CaseActivity.COMMENTED, Actor.DESK, CaseStatus.IN_PROGRESS, "We look into it.");
            events.addAll(List.of(open, answer, open, answer));
            rows.merge("support_case", 1L, Long::sum);
            rows.merge("support_case_event", 2L, Long::sum);
            UUID portOut = UUID.randomUUID();
            var requested = portOut(who, portOut, "OUT-%06d".formatted(i), PortOutStatus.REQUESTED, 1);
            events.addAll(List.of(
                    requested, portOut(who, portOut, "OUT-%06d".formatted(i), PortOutStatus.APPROVED, 2), requested));
            rows.merge("port_out", 1L, Long::sum);
            rows.merge("port_out_event", 2L, Long::sum);
        }
        publisher.publish(events.toArray(SpecificRecord[]::new));
        return rows;
    }

    /** All rows of a tenant, as soon as they are as many as expected. */
    private Map<String, List<String>> modelOf(String who, Map<String, Long> expected) {
        await().atMost(PATIENCE).untilAsserted(() -> {
            Map<String, Long> found = new LinkedHashMap<>();
            expected.keySet()
                    .forEach(table -> found.put(table, (long) rows(table, who).size()));
            assertThat(found).isEqualTo(expected);
        });
        // As many rows, and the last word of each.
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(jdbc.sql("""
                        SELECT (SELECT count(*) FROM delivery WHERE tenant_id = :tenant AND result <> 'SENT')
                             + (SELECT count(*) FROM port_out WHERE tenant_id = :tenant AND status <> 'APPROVED')
                             + (SELECT count(*) FROM support_case WHERE tenant_id = :tenant AND status <> 'IN_PROGRESS')
                        """)
                                .param("tenant", who)
                                .query(Long.class)
                                .single())
                        .isZero());
        Map<String, List<String>> model = new LinkedHashMap<>();
        TABLES.forEach(table -> model.put(table, rows(table, who)));
        return model;
    }

    private List<String> rows(String table, String who) {
        return jdbc.sql("SELECT (to_jsonb(t) - 'changed_xid')::text FROM " + table
                        + " AS t WHERE tenant_id = :tenant ORDER BY 1")
                .param("tenant", who)
                .query(String.class)
                .list();
    }
}
