package io.portline.messaging;

import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import io.micrometer.core.instrument.MeterRegistry;
import io.portline.infrastructure.LocalPostgres;
import io.portline.infrastructure.TestInfrastructure;
import io.portline.messaging.codec.MessageCodec;
import io.portline.messaging.id.EventIds;
import io.portline.messaging.inbox.Subscription;
import io.portline.messaging.outbox.Outbox;
import io.portline.messaging.outbox.OutboxMessage;
import io.portline.messaging.records.ThingHappened;
import io.portline.messaging.time.BusinessClock;
import io.portline.messaging.time.BusinessTime;
import io.portline.messaging.time.Timers;
import io.portline.messaging.topic.TopicDeclaration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;

import static org.assertj.core.api.Assertions.assertThat;

/** A whole service in miniature: what is published comes out of the topic, and timers fire, with nothing but beans declared. */
class MessagingAutoConfigurationTest {

    private static final String TOPIC = "mini.things." + UUID.randomUUID();
    private static final TaskDescriptor<String> ALARM = TaskDescriptor.of("alarm", String.class);

    private static LocalPostgres.Database database;
    private static ConfigurableApplicationContext service;

    @BeforeAll
    static void start() {
        database = TestInfrastructure.postgres().newDatabase("mini");
        service = start(Map.of());
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    private static ConfigurableApplicationContext start(Map<String, String> more) {
        Instant origin = Instant.now().minusSeconds(1);
        return new SpringApplicationBuilder(MiniService.class)
                .properties(
                        "server.port=0",
                        "spring.application.name=mini-service",
                        "spring.datasource.url=" + database.jdbcUrl(),
                        "spring.datasource.username=" + database.user(),
                        "spring.datasource.password=" + database.password(),
                        "spring.flyway.locations=classpath:db/mini-service",
                        "spring.kafka.bootstrap-servers="
                                + TestInfrastructure.kafka().bootstrapServers(),
                        "portline.registry.url=" + TestInfrastructure.registry().url(),
                        "portline.clock.real-origin=" + origin,
                        "portline.clock.business-origin=2026-12-01T10:00:00Z",
                        "portline.clock.speed=3600",
                        "portline.relay.settle-time=100ms",
                        "db-scheduler.polling-interval=50ms",
                        "spring.main.banner-mode=off")
                .properties(Map.<String, Object>copyOf(more))
                .run();
    }

    @SpringBootConfiguration
    @EnableAutoConfiguration
    static class MiniService {

        @Bean
        Received received() {
            return new Received();
        }

        @Bean
        TopicDeclaration things() {
            return new TopicDeclaration(TOPIC, 3, Map.of("retention.ms", "-1"));
        }

        @Bean
        Subscription<ThingHappened> ownThings(Received received) {
            return Subscription.of(
                    "mini-service.things", TOPIC, ThingHappened.class, event -> received.events.add(event.value()));
        }

        @Bean
        OneTimeTask<String> alarm(Received received, BusinessClock clock, Timers timers) {
            return Tasks.oneTime(ALARM).execute((instance, _) -> {
                received.alarms.add(instance.getData() + " at " + clock.instant());
                if (instance.getData().equals("held")) {
                    received.held.countDown();
                    received.waitUntilLetGo();
                }
                if (instance.getData().equals("again")) {
                    // Moves itself while it runs.
                    timers.schedule(
                            ALARM.instance(instance.getId()).data("done").build(), clock.instant());
                }
            });
        }
    }

    static final class Received {
        final List<ThingHappened> events = new CopyOnWriteArrayList<>();
        final List<String> alarms = new CopyOnWriteArrayList<>();
        final CountDownLatch held = new CountDownLatch(1);
        final CountDownLatch letGo = new CountDownLatch(1);

        private void waitUntilLetGo() {
            try {
                letGo.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Test
    void whatIsAppendedWithAChangeComesOutOfTheTopic() {
        ThingHappened thing =
                TestRecords.thing("a", 1, service.getBean(EventIds.class).next());
        byte[] payload = service.getBean(MessageCodec.class).encode(TOPIC, thing);
        transaction().executeWithoutResult(_ -> {
            service.getBean(JdbcClient.class)
                    .sql("INSERT INTO mini (id) VALUES ('a')")
                    .update();
            service.getBean(Outbox.class)
                    .append(new OutboxMessage(
                            TOPIC,
                            "a",
                            1,
                            thing.getEventId(),
                            "test.thing.v1",
                            service.getBean(Clock.class).instant(),
                            payload));
        });
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .untilAsserted(
                        () -> assertThat(service.getBean(Received.class).events).containsExactly(thing));
        assertThat(service.getBean(MeterRegistry.class)
                        .get("portline.outbox.sent")
                        .counter()
                        .count())
                .isEqualTo(1);
        assertThat(service.getBean(MeterRegistry.class)
                        .get("portline.outbox.oldest.age")
                        .gauge()
                        .value())
                .isNotNegative();
        assertThat(service.getBean("outboxHealthIndicator", HealthIndicator.class)
                        .health()
                        .getDetails())
                .containsKeys("waiting", "oldestAgeSeconds", "heldKeys", "active");
        assertThat(service.getBean("inboxHealthIndicator", HealthIndicator.class)
                        .health()
                        .getDetails())
                .containsEntry("mini-service.things", "running");
    }

    @Test
    void timersFireAtTheirBusinessTimeAndCanMoveThemselves() {
        List<String> alarms = service.getBean(Received.class).alarms;
        alarms.clear();
        BusinessClock clock = service.getBean(BusinessClock.class);
        Timers timers = service.getBean(Timers.class);
        Instant due = clock.instant().plus(Duration.ofMinutes(30));
        transaction().executeWithoutResult(_ -> {
            timers.schedule(ALARM.instance("one").data("early").build(), due.plus(Duration.ofDays(300)));
            timers.schedule(ALARM.instance("one").data("again").build(), due);
            timers.schedule(ALARM.instance("two").data("never").build(), due);
            timers.cancel(ALARM.instanceId("two"));
        });
        transaction().executeWithoutResult(status -> {
            timers.schedule(ALARM.instance("three").data("rolled back").build(), due);
            status.setRollbackOnly();
        });
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(alarms).hasSize(2));
        assertThat(alarms.get(0)).startsWith("again at ");
        assertThat(Instant.parse(alarms.get(0).substring("again at ".length()))).isAfterOrEqualTo(due);
        assertThat(alarms.get(1)).startsWith("done at ");
        Awaitility.await().untilAsserted(() -> assertThat(timersLeft()).isZero());
    }

    /** Something else moves it, and commits only when its run has ended. */
    @Test
    void aTimerThatIsMovedWhileItsRunEndsRunsAgain() {
        Timers timers = service.getBean(Timers.class);
        BusinessClock clock = service.getBean(BusinessClock.class);
        Received received = service.getBean(Received.class);
        timers.schedule(ALARM.instance("moved").data("held").build(), clock.instant());
        Awaitility.await().until(() -> received.held.getCount() == 0);
        transaction().executeWithoutResult(_ -> {
            timers.schedule(ALARM.instance("moved").data("moved").build(), clock.instant());
            received.letGo.countDown();
            Awaitility.await()
                    .until(() -> service.getBean(JdbcClient.class)
                                    .sql(
                                            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'")
                                    .query(Long.class)
                                    .single()
                            == 1);
        });
        Awaitility.await()
                .untilAsserted(() -> assertThat(received.alarms).anyMatch(alarm -> alarm.startsWith("moved at ")));
        Awaitility.await().untilAsserted(() -> assertThat(timersLeft()).isZero());
    }

    private static long timersLeft() {
        return service.getBean(JdbcClient.class)
                .sql("SELECT count(*) FROM scheduled_tasks")
                .query(Long.class)
                .single();
    }

    @Test
    void theClocksAndTheSegmentAgree() {
        BusinessTime time = service.getBean(BusinessTime.class);
        assertThat(time.speed()).isEqualTo(3600.0);
        assertThat(service.getBean(Clock.class)).isInstanceOf(BusinessClock.class);
        assertThat(service.getBean("realClock", Clock.class)).isNotInstanceOf(BusinessClock.class);
    }

    /** A frozen process, or a host that has vanished, would keep its locks from whoever takes over. */
    @Test
    void aTransactionThatStandsStillLosesItsLocks() {
        assertThat(service.getBean(JdbcClient.class)
                        .sql("SHOW idle_in_transaction_session_timeout")
                        .query(String.class)
                        .single())
                .isEqualTo("90s");
    }

    @Test
    void onlyAnOperatorReachesTheDeadLetters() throws Exception {
        int port = ((ServletWebServerApplicationContext) service).getWebServer().getPort();
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/api/v1/dead-letters"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(403);
    }

    @Test
    void startsAndTakesOrdersWhileKafkaAndTheRegistryAreDown() {
        AtomicReference<Long> waiting = new AtomicReference<>();
        try (ConfigurableApplicationContext lonely = start(Map.of(
                "spring.kafka.bootstrap-servers", "localhost:1",
                "portline.registry.url", "http://localhost:1/apis/registry/v3",
                "spring.datasource.url", otherDatabase(),
                "spring.datasource.username", other.user(),
                "spring.datasource.password", other.password()))) {
            new TransactionTemplate(lonely.getBean(PlatformTransactionManager.class))
                    .executeWithoutResult(_ -> lonely.getBean(Outbox.class)
                            .append(new OutboxMessage(
                                    TOPIC, "a", 1, UUID.randomUUID(), "t", Instant.EPOCH, new byte[] {1})));
            waiting.set(lonely.getBean(JdbcClient.class)
                    .sql("SELECT count(*) FROM outbox")
                    .query(Long.class)
                    .single());
        }
        assertThat(waiting).hasValue(1L);
    }

    private static LocalPostgres.Database other;

    private static String otherDatabase() {
        other = TestInfrastructure.postgres().newDatabase("lonely");
        return other.jdbcUrl();
    }

    private static TransactionTemplate transaction() {
        return new TransactionTemplate(service.getBean(PlatformTransactionManager.class));
    }
}
