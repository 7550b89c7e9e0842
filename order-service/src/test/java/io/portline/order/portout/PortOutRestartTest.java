package io.portline.order.portout;

import io.portline.infrastructure.LocalPostgres;
import io.portline.infrastructure.TestInfrastructure;
import io.portline.infrastructure.TestIssuer;
import io.portline.messaging.codec.MessageCodec;
import io.portline.order.Api;
import io.portline.order.OrderServiceApplication;
import io.portline.order.portorder.PortOrders;
import io.portline.order.portorder.SubmissionCheck;
import org.junit.jupiter.api.Test;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

import java.security.KeyPairGenerator;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What was approved completes, and what was counted stays counted, whoever was restarted in between. */
class PortOutRestartTest {

    private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");
    private static final Instant REAL_ORIGIN = Instant.now();
    private static final String PIN = "53197284";

    private final LocalPostgres.Database database =
            TestInfrastructure.postgres().newDatabase("order_service_restart");

    /** The service as it is started anew: nothing but its settings and its database. */
    private ConfigurableApplicationContext start() throws Exception {
        Map<String, Object> settings = new TreeMap<>(Map.of(
                "server.port", 0,
                "spring.datasource.url", database.jdbcUrl(),
                "spring.datasource.username", database.user(),
                "spring.datasource.password", database.password(),
                "spring.kafka.bootstrap-servers", TestInfrastructure.kafka().bootstrapServers(),
                "portline.registry.url", TestInfrastructure.registry().url(),
                "portline.identity.issuer-uri", TestIssuer.shared().issuerUri(),
                "portline.clock.real-origin", REAL_ORIGIN.toString(),
                "portline.clock.business-origin", "2026-11-23T15:00:00Z",
                "portline.clock.speed", "3600"));
        settings.put("portline.client.id", "order-service");
        settings.put("portline.client.secret", "any");
        settings.put("db-scheduler.polling-interval", "100ms");
        settings.put(
                "portline.secrets.wrapping-keys", "test:" + Base64.getEncoder().encodeToString(new byte[32]));
        settings.put("portline.secrets.gateway-key-id", "gateway-test");
        settings.put(
                "portline.secrets.gateway-public-key",
                Base64.getEncoder()
                        .encodeToString(KeyPairGenerator.getInstance("X25519")
                                .generateKeyPair()
                                .getPublic()
                                .getEncoded()));
        return new SpringApplicationBuilder(OrderServiceApplication.class)
                .properties(OrderServiceApplication.CONFIG_NAME)
                .run(settings.entrySet().stream()
                        .map(setting -> "--" + setting.getKey() + "=" + setting.getValue())
                        .toArray(String[]::new));
    }

    private static PortOutService.Answer ask(PortOutService service, List<String> numbers, String pin, String date) {
        return service.request(new PortOutForm(
                UUID.randomUUID().toString(), "us-bluegrass", "Bluegrass", numbers, pin, date, NEW_YORK.getId()));
    }

    private static PortOut portOut(PortOutService.Answer answer) {
        return ((PortOutService.Answer.Attributed) answer).portOut();
    }

    @Test
    void aPortOutThatWasApprovedBeforeARestartCompletesOnceAfterIt() throws Exception {
        List<String> numbers = Api.freshNumbers(3);
        UUID id;
        try (ConfigurableApplicationContext first = start()) {
            PortOutService service = first.getBean(PortOutService.class);
            first.getBean(TenantCountries.class).seen("restarted", "US");
            new GivenNumbers(first.getBean(PortOrders.class)).to("restarted", numbers);
            service.setPin(
                    "restarted", PIN, "Ada", new SubmissionCheck.Submitter("Ada", "ada@restarted.example", "en"));
            for (int i = 0; i < 3; i++) {
                ask(service, numbers, "999999", "2027-06-01T10:00");
            }
            Clock businessClock = first.getBean("businessClock", Clock.class);
            String date = LocalDateTime.ofInstant(businessClock.instant().plus(Duration.ofHours(30)), NEW_YORK)
                    .withNano(0)
                    .toString();
            id = portOut(ask(service, numbers.subList(0, 2), PIN, date)).id();
        }
        try (ConfigurableApplicationContext second = start();
                PortOutReader reader = new PortOutReader(
                        TestInfrastructure.kafka().bootstrapServers(), second.getBean(MessageCodec.class))) {
            PortOutService service = second.getBean(PortOutService.class);
            // Two more are five, whoever counted the first three.
            for (int i = 0; i < 2; i++) {
                ask(service, numbers, "999999", "2027-06-01T10:00");
            }
            assertThat(portOut(ask(service, numbers, PIN, "2027-06-01T10:00")).reasons())
                    .containsExactly(PortOutReason.of(PortOutReason.Code.CARRIER_LOCKED));

            await().atMost(Duration.ofSeconds(90))
                    .untilAsserted(() -> assertThat(reader.events(id))
                            .extracting(it -> it.getVersion() + " " + it.getStatus())
                            .containsExactly("1 REQUESTED", "2 APPROVED", "3 COMPLETED"));
            assertThat(second.getBean(JdbcClient.class)
                            .sql("SELECT number FROM inventory_number WHERE tenant_id = 'restarted'")
                            .query(String.class)
                            .list())
                    .containsExactly(numbers.get(2));
        }
    }
}
