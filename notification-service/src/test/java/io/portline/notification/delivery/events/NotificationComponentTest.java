package io.portline.notification.delivery.events;

import com.standardwebhooks.Webhook;
import io.portline.infrastructure.LocalMail;
import io.portline.infrastructure.LocalPostgres;
import io.portline.infrastructure.ReceivedMail;
import io.portline.infrastructure.TestInfrastructure;
import io.portline.infrastructure.TestIssuer;
import io.portline.messaging.codec.MessageCodec;
import io.portline.messaging.id.EventIds;
import io.portline.messaging.topic.TopicDeclaration;
import io.portline.notification.NotificationServiceApplication;
import io.portline.notification.delivery.FocReminder;
import io.portline.notification.delivery.FocReminders;
import io.portline.notification.webhook.http.Receiver;
import io.portline.schemas.Actor;
import io.portline.schemas.BallHolder;
import io.portline.schemas.Contact;
import io.portline.schemas.ContactRole;
import io.portline.schemas.LocalMoment;
import io.portline.schemas.PortOrderChange;
import io.portline.schemas.PortOrderStatus;
import io.portline.schemas.PortOrderStatusEvent;
import io.portline.schemas.PortOutStatus;
import io.portline.schemas.PortOutStatusEvent;
import io.portline.schemas.PortType;
import io.portline.schemas.SubjectContacts;
import io.portline.schemas.SubjectKind;
import io.portline.schemas.Topic;
import io.portline.schemas.Topics;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@SpringBootTest(
        classes = NotificationServiceApplication.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {"spring.config.name=notification-service", "db-scheduler.polling-interval=100ms"})
@Import(NotificationComponentTest.TopicsOfOthers.class)
class NotificationComponentTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final TestIssuer ISSUER = TestIssuer.shared();
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String CONTACT_TOKEN = "0123456789abcdef";

    @LocalServerPort
    private int port;

    /** The topics that other services write, declared here in their place. */
    @TestConfiguration
    static class TopicsOfOthers {
        @Bean
        TopicDeclaration portOrderStatusTopic() {
            return declaration(Topics.PORT_ORDER_STATUS);
        }

        @Bean
        TopicDeclaration portingContactsTopic() {
            return declaration(Topics.PORTING_CONTACTS);
        }

        @Bean
        TopicDeclaration caseActivityTopic() {
            return declaration(Topics.CASE_ACTIVITY);
        }

        @Bean
        TopicDeclaration portOutStatusTopic() {
            return declaration(Topics.PORT_OUT_STATUS);
        }

        @Bean
        TopicDeclaration supportContactsTopic() {
            return declaration(Topics.SUPPORT_CONTACTS);
        }

        private static TopicDeclaration declaration(Topic<?> topic) {
            return new TopicDeclaration(topic.name(), topic.partitions(), topic.config());
        }
    }

    @Autowired
    private MessageCodec codec;

    @Autowired
    private EventIds ids;

    @Autowired
    private Clock clock;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private ApplicationContext context;

    private PublishedEvents events;
    private final LocalMail mail = TestInfrastructure.mail();
    private final UUID orderId = UUID.randomUUID();
    private final String address = orderId + "@fabrikam.example";

    @DynamicPropertySource
    static void infrastructure(DynamicPropertyRegistry properties) {
        LocalPostgres.Database database = TestInfrastructure.postgres().newDatabase("notification_service");
        properties.add("spring.datasource.url", database::jdbcUrl);
        properties.add("spring.datasource.username", database::user);
        properties.add("spring.datasource.password", database::password);
        properties.add("spring.kafka.bootstrap-servers", TestInfrastructure.kafka()::bootstrapServers);
        properties.add("portline.registry.url", TestInfrastructure.registry()::url);
        properties.add("portline.identity.issuer-uri", ISSUER::issuerUri);
        properties.add("spring.mail.host", TestInfrastructure.mail()::host);
        properties.add("spring.mail.port", TestInfrastructure.mail()::port);
        properties.add(
                "portline.secrets.wrapping-keys",
                () -> "test:" + Base64.getEncoder().encodeToString(new byte[32]));
        properties.add("portline.webhooks.allow-private-addresses", () -> true);
        properties.add("portline.mail.longest-pause", () -> "2s");
    }

    @BeforeEach
    void connect() {
        events = new PublishedEvents(TestInfrastructure.kafka().bootstrapServers(), codec);
    }

    @AfterEach
    void disconnect() {
        events.close();
        mail.behave();
    }

    @Test
    void tellsEachContactOnceInItsLanguageHoweverOftenTheEventArrives() throws Exception {
        publishContacts(1);
        PortOrderStatusEvent submitted = event(1, PortOrderChange.SUBMITTED, PortOrderStatus.PROCESSING);
        publish(submitted);
        publish(submitted);
        PortOrderStatusEvent completed = event(2, PortOrderChange.COMPLETED, PortOrderStatus.COMPLETED);
        publish(completed);

        await().atMost(PATIENCE).until(() -> mail.receivedBy(address).size() >= 2);
        List<ReceivedMail> received = mail.receivedBy(address);
        assertThat(received)
                .extracting(ReceivedMail::subject)
                .containsExactlyInAnyOrder(
                        "[PO-000007] Nous avons bien reçu votre demande de portage « Paris office »",
                        "[PO-000007] Vos numéros sont transférés");
        assertThat(received).allSatisfy(one -> {
            assertThat(one.language()).isEqualTo("fr");
            assertThat(one.text()).contains("+33199000001");
            assertThat(one.html()).contains("+33199000001");
            assertThat(one.header("References")).isEqualTo("<port-order." + orderId + "@portline.localhost>");
        });
        await().atMost(PATIENCE).until(() -> deliveries("SENT") == 2);
        await().atMost(PATIENCE).until(() -> outcomesPublished() == 2);
    }

    @Test
    void waitsForTheContactsThatTheEventPresumes() throws Exception {
        publish(event(1, PortOrderChange.SUBMITTED, PortOrderStatus.PROCESSING));
        publishContacts(1);

        await().atMost(PATIENCE).until(() -> mail.receivedBy(address).size() == 1);
    }

    @Test
    void keepsAMailUntilTheServerIsBack() throws Exception {
        mail.stop();
        try {
            publishContacts(1);
            publish(event(1, PortOrderChange.SUBMITTED, PortOrderStatus.PROCESSING));
            await().atMost(PATIENCE).until(() -> attempts() >= 1);
            assertThat(deliveries("WAITING")).isEqualTo(1);
        } finally {
            mail.start();
        }

        await().atMost(PATIENCE).until(() -> mail.receivedBy(address).size() == 1);
        await().atMost(PATIENCE).until(() -> deliveries("SENT") == 1);
    }

    @Test
    void neverTriesAgainAnAddressThatTheServerRefuses() throws Exception {
        mail.refuseRecipient(address, "550 5.1.1 No such user");
        publishContacts(1);
        publish(event(1, PortOrderChange.SUBMITTED, PortOrderStatus.PROCESSING));

        await().atMost(PATIENCE).until(() -> deliveries("REFUSED") == 1);
        assertThat(attempts()).isEqualTo(1);
        assertThat(lastAnswer()).contains("550").doesNotContain(address);
    }

    @Test
    void tellsNobodyAnyMoreOnceTheContactsAreErased() throws Exception {
        publishContacts(1);
        publish(event(1, PortOrderChange.SUBMITTED, PortOrderStatus.PROCESSING));
        await().atMost(PATIENCE).until(() -> deliveries("SENT") == 1);
        events.publish(Topics.PORTING_CONTACTS.name(), orderId, 2, ids.next(), clock.instant(), null);
        await().atMost(PATIENCE).until(() -> addressesKept() == 0);

        publish(event(2, PortOrderChange.COMPLETED, PortOrderStatus.COMPLETED));
        publish(event(3, PortOrderChange.DELETED, PortOrderStatus.COMPLETED));

        await().atMost(PATIENCE).until(() -> lastVersionSeen() == 3);
        assertThat(mail.receivedBy(address)).hasSize(1);
    }

    @Test
    void showsATenantItsOwnDeliveriesOnly() throws Exception {
        publishContacts(1);
        publish(event(1, PortOrderChange.SUBMITTED, PortOrderStatus.PROCESSING));
        await().atMost(PATIENCE).until(() -> deliveries("SENT") == 1);

        String path = "/api/v1/deliveries?subjectId=" + orderId;
        assertThat(get(path, ISSUER.tenantAdmin("fabrikam", "FR")))
                .contains("\"subjectNumber\":\"PO-000007\"", "\"result\":\"SENT\"", "\"contactName\":\"Claire\"")
                .doesNotContain(address);
        assertThat(get(path, ISSUER.tenantAdmin("contoso", "US"))).doesNotContain("PO-000007");
    }

    @Test
    void showsOperatorsEveryMailInEveryLanguage() throws Exception {
        assertThat(get("/api/v1/mail-previews", ISSUER.operator()))
                .contains("port-order.completed", "lang=\"fr\"", "lang=\"ja\"", "電話番号の移転が完了しました");
        assertThat(get("/api/v1/mail-previews", ISSUER.tenantAdmin("contoso", "US")))
                .contains("urn:portline:problem:forbidden");
    }

    @Test
    void triesAgainAMailThatTheServerPutsOff() throws Exception {
        mail.refuseRecipient(address, "451 4.7.1 Greylisted, try again");
        publishContacts(1);
        publish(event(1, PortOrderChange.SUBMITTED, PortOrderStatus.PROCESSING));
        await().atMost(PATIENCE).until(() -> attempts() >= 1);
        assertThat(deliveries("WAITING")).isEqualTo(1);
        assertThat(lastAnswer()).contains("451").doesNotContain(address);
        mail.behave();

        await().atMost(PATIENCE).until(() -> deliveries("SENT") == 1);
        assertThat(mail.receivedBy(address)).hasSize(1);
    }

    /** The one window in which a mail can repeat: its Message-ID is the same then. */
    @Test
    void repeatsAMailUnderItsOldMessageIdIfTheServersYesNeverCame() throws Exception {
        mail.dropConnectionAfterData();
        publishContacts(1);
        publish(event(1, PortOrderChange.SUBMITTED, PortOrderStatus.PROCESSING));
        await().dontCatchUncaughtExceptions().atMost(PATIENCE).until(() -> attempts() >= 1);
        mail.behave();

        await().dontCatchUncaughtExceptions().atMost(PATIENCE).until(() -> deliveries("SENT") == 1);
        assertThat(mail.receivedBy(address))
                .hasSizeGreaterThanOrEqualTo(2)
                .extracting(ReceivedMail::messageId)
                .containsOnly(messageId());
    }

    @Test
    void goesOnConsumingWhileTheServerHoldsItsAnswersBack() throws Exception {
        mail.holdAnswers();
        publishContacts(1);
        publish(event(1, PortOrderChange.SUBMITTED, PortOrderStatus.PROCESSING));
        publish(event(2, PortOrderChange.INTAKE_APPROVED, PortOrderStatus.CONTACTING_CARRIER));
        publish(event(3, PortOrderChange.CARRIER_REJECTED, PortOrderStatus.ERROR));

        await().atMost(PATIENCE).until(() -> lastVersionSeen() == 3);
        assertThat(deliveries("WAITING")).isEqualTo(3);
        mail.releaseAnswers();
        await().atMost(PATIENCE).until(() -> deliveries("SENT") == 3);
        assertThat(mail.receivedBy(address))
                .extracting(one -> one.header("X-Portline-Status"))
                .containsExactly("PROCESSING", "CONTACTING_CARRIER", "ERROR");
    }

    @Test
    void letsAContactEndItsMailsWithOneClick() throws Exception {
        publishContacts(1);
        publish(event(1, PortOrderChange.SUBMITTED, PortOrderStatus.PROCESSING));
        await().atMost(PATIENCE).until(() -> mail.receivedBy(address).size() == 1);
        ReceivedMail first = mail.receivedBy(address).getFirst();
        assertThat(first.header("List-Unsubscribe-Post")).isEqualTo("List-Unsubscribe=One-Click");
        String link = first.header("List-Unsubscribe").replaceAll("[<>]", "");
        assertThat(first.text()).contains(link);
        assertThat(first.html()).contains(link);
        String path = URI.create(link).getPath();
        assertThat(path).matches("/u/[A-Za-z0-9_-]{43}");

        assertThat(http("GET", path, null, null, null).body())
                .contains("lang=\"fr\"", "Ne plus recevoir d’e-mails ?", "PO-000007");
        publish(event(2, PortOrderChange.INTAKE_APPROVED, PortOrderStatus.CONTACTING_CARRIER));
        await("a look at the page ends nothing")
                .atMost(PATIENCE)
                .until(() -> mail.receivedBy(address).size() == 2);
        HttpResponse<String> ended =
                http("POST", path, null, "List-Unsubscribe=One-Click", "application/x-www-form-urlencoded");
        assertThat(ended.statusCode()).isEqualTo(200);
        assertThat(ended.body()).contains("Vous ne recevez plus ces e-mails");

        publish(event(3, PortOrderChange.CANCELLED, PortOrderStatus.CANCELLED));
        await().atMost(PATIENCE).until(() -> lastVersionSeen() == 3);
        assertThat(deliveries("WAITING")).isZero();
        assertThat(mail.receivedBy(address)).hasSize(2);
        assertThat(http("GET", "/u/" + "x".repeat(43), null, null, null).statusCode())
                .isEqualTo(404);
        assertThat(http("POST", path, null, "again=1", "application/x-www-form-urlencoded")
                        .body())
                .contains("Ne plus recevoir d’e-mails ?");
    }

    @Test
    void sendsAMailAgainAsANewDeliveryThatSaysSo() throws Exception {
        publishContacts(1);
        publish(event(1, PortOrderChange.SUBMITTED, PortOrderStatus.PROCESSING));
        await().atMost(PATIENCE).until(() -> deliveries("SENT") == 1);
        String id = jdbc.sql("SELECT id FROM delivery WHERE subject_id = :subject")
                .param("subject", orderId)
                .query(UUID.class)
                .single()
                .toString();
        String path = "/api/v1/deliveries/" + id + "/resend";

        assertThat(http("POST", path, ISSUER.tenantAdmin("contoso", "US"), "", null)
                        .statusCode())
                .isEqualTo(404);
        HttpResponse<String> resent = http("POST", path, ISSUER.tenantAdmin("fabrikam", "FR"), "", null);

        assertThat(resent.statusCode()).isEqualTo(201);
        await().atMost(PATIENCE).until(() -> deliveries("SENT") == 2);
        List<ReceivedMail> received = mail.receivedBy(address);
        assertThat(received).hasSize(2);
        assertThat(received.getLast().header("X-Portline-Resend-Of")).isEqualTo(id);
        assertThat(received.getLast().text()).startsWith("(Renvoyé à la demande");
        assertThat(received.getLast().messageId())
                .isNotEqualTo(received.getFirst().messageId());
        await().atMost(PATIENCE).until(() -> outcomesPublished() == 2);
        assertThat(get(
                        "/api/v1/deliveries?subjectKind=PORT_ORDER&subjectId=" + orderId,
                        ISSUER.tenantAdmin("fabrikam", "FR")))
                .contains("\"resendOf\":\"" + id + "\"");
    }

    @Test
    void remindsOfTheTransferOnceAndOfAnotherDateInstead() throws Exception {
        ZoneId zone = whereItIsDay();
        publishContacts(1);
        LocalDateTime inAWeek =
                LocalDateTime.ofInstant(clock.instant(), zone).plusDays(7).truncatedTo(ChronoUnit.MINUTES);
        publish(approved(1, PortOrderChange.CARRIER_ACCEPTED, inAWeek, zone));
        await().atMost(PATIENCE).until(() -> lastVersionSeen() == 1);
        List<Instant> before = alarms();
        assertThat(before).hasSize(3);

        // 09:00 of the day before has passed: its reminder is due, and has its turn until tomorrow's morning.
        LocalDateTime tomorrow = LocalDateTime.ofInstant(clock.instant(), zone)
                .plusDays(1)
                .withHour(23)
                .truncatedTo(ChronoUnit.MINUTES);
        publish(approved(2, PortOrderChange.FOC_MOVED_BY_CARRIER, tomorrow, zone));
        await().atMost(PATIENCE).until(() -> lastVersionSeen() == 2);
        assertThat(alarms()).hasSize(1).doesNotContainAnyElementsOf(before);

        FocReminders reminders = context.getBean(FocReminders.class);
        TransactionTemplate transaction = new TransactionTemplate(context.getBean(PlatformTransactionManager.class));
        for (int i = 0; i < 3; i++) {
            transaction.executeWithoutResult(_ -> reminders.remind(orderId, FocReminder.THREE_DAYS));
            transaction.executeWithoutResult(_ -> reminders.remind(orderId, FocReminder.ONE_DAY));
        }
        await().atMost(PATIENCE).until(() -> deliveries("SENT") == 3);
        assertThat(mail.receivedBy(address))
                .filteredOn(one -> one.header("X-Portline-Notification").startsWith("port-order.reminder"))
                .hasSize(1)
                .allSatisfy(one -> {
                    assertThat(one.subject()).startsWith("[PO-000007] Demain : transfert le ");
                    assertThat(one.header("X-Portline-Status")).isEmpty();
                });

        publish(event(3, PortOrderChange.CANCELLED, PortOrderStatus.CANCELLED));
        await().atMost(PATIENCE).until(() -> lastVersionSeen() == 3);
        assertThat(alarms()).isEmpty();
        transaction.executeWithoutResult(_ -> reminders.remind(orderId, FocReminder.ONE_DAY));
        await().atMost(PATIENCE).until(() -> deliveries("SENT") == 4);
    }

    /** Of three places around the world it is between ten and eight in the evening in one, at any hour. */
    private ZoneId whereItIsDay() {
        return Stream.of("Europe/Paris", "America/Los_Angeles", "Asia/Tokyo")
                .map(ZoneId::of)
                .filter(zone -> {
                    int hour = clock.instant().atZone(zone).getHour();
                    return hour >= 10 && hour < 20;
                })
                .findFirst()
                .orElseThrow();
    }

    @Test
    void warnsOfACarrierThatGuessesPins() throws Exception {
        publishContacts(1, SubjectKind.PORT_OUT);
        ZoneId paris = ZoneId.of("Europe/Paris");
        Instant now = clock.instant();
        PortOutStatusEvent rejected = PortOutStatusEvent.newBuilder()
                .setEventId(ids.next())
                .setPortOutId(orderId)
                .setPortOutNumber("OUT-000007")
                .setTenantId("fabrikam")
                .setVersion(1)
                .setOccurredAt(now)
                .setStatus(PortOutStatus.REJECTED)
                .setNumbers(List.of("+33199000001"))
                .setWinningCarrierId("fr-armorique")
                .setRequested(moment(LocalDateTime.of(2026, 12, 1, 10, 0), paris))
                .setReasonCodes(List.of("PIN_MISSING_OR_INVALID"))
                .setCarrierLockedUntil(now.plusSeconds(3600))
                .setContactsRevision(1)
                .build();
        events.publish(Topics.PORT_OUT_STATUS.name(), orderId, 1, rejected.getEventId(), now, rejected);

        await().atMost(PATIENCE).until(() -> mail.receivedBy(address).size() == 1);
        ReceivedMail received = mail.receivedBy(address).getFirst();
        assertThat(received.subject()).isEqualTo("[OUT-000007] Attention : trop de codes PIN erronés de fr-armorique");
        assertThat(received.header("Reply-To")).contains("cases+" + CONTACT_TOKEN + "@portline.localhost");
    }

    @Test
    void callsATenantsEndpointSignedOnceAndInOrder() throws Exception {
        String claire = ISSUER.tenantAdmin("fabrikam", "FR");
        try (Receiver receiver = new Receiver()) {
            JsonNode endpoint = json(http(
                    "POST",
                    "/api/v1/webhook-endpoints",
                    claire,
                    "{\"url\":\"%s\",\"eventTypes\":[\"port-order.*\"]}".formatted(receiver.url("/" + orderId)),
                    "application/json"));
            String secret = endpoint.path("secret").asString();
            String path = "/api/v1/webhook-endpoints/" + endpoint.path("id").asString();
            assertThat(secret).startsWith("whsec_");
            assertThat(get(path, claire)).doesNotContain("whsec_");
            assertThat(get(path, ISSUER.tenantAdmin("contoso", "US"))).contains("urn:portline:problem:not-found");

            publishContacts(1);
            PortOrderStatusEvent submitted = event(1, PortOrderChange.SUBMITTED, PortOrderStatus.PROCESSING);
            publish(submitted);
            publish(submitted);
            publish(event(2, PortOrderChange.INTAKE_APPROVED, PortOrderStatus.CONTACTING_CARRIER));
            publish(event(3, PortOrderChange.FOC_CHANGE_REQUESTED, PortOrderStatus.TRANSFER_APPROVED));
            await().atMost(PATIENCE).until(() -> receiver.requests().size() >= 3);
            assertThat(receiver.requests())
                    .hasSize(3)
                    .allSatisfy(request -> new Webhook(secret).verify(request.body(), request.headers()));
            assertThat(receiver.requests().getFirst().headers().firstValue("webhook-id"))
                    .contains(submitted.getEventId().toString());
            assertThat(receiver.requests())
                    .extracting(request -> JSON.readTree(request.body())
                            .path("data")
                            .path("sequence")
                            .asInt())
                    .containsExactly(1, 2, 3);
            await().atMost(PATIENCE).until(() -> webhooks("SENT") == 3);

            String rotated = json(http("POST", path + "/secret-rotation", claire, "", null))
                    .path("secret")
                    .asString();
            receiver.behave(Receiver.answering(500));
            String testId = json(http("POST", path + "/test", claire, "", null))
                    .path("deliveryId")
                    .asString();
            await().atMost(PATIENCE).until(() -> receiver.requests().size() >= 4);
            Receiver.Request test = receiver.requests().get(3);
            for (String either : List.of(secret, rotated)) {
                new Webhook(either).verify(test.body(), test.headers());
            }
            receiver.behave(Receiver.answering(204));
            await("a second attempt with the same id")
                    .atMost(PATIENCE)
                    .until(() -> get(path + "/deliveries", claire)
                            .replaceAll("\\s", "")
                            .contains("\"id\":\"" + testId + "\",\"webhookId\":\""
                                    + test.headers().firstValue("webhook-id").orElseThrow()
                                    + "\",\"type\":\"webhook.test\",\"result\":\"SENT\",\"attempts\":2"));

            int seen = receiver.requests().size();
            String from = clock.instant().minusSeconds(3600).toString();
            String to = clock.instant().plusSeconds(3600).toString();
            assertThat(http(
                                    "POST",
                                    path + "/replay",
                                    claire,
                                    "{\"from\":\"%s\",\"to\":\"%s\"}".formatted(from, to),
                                    "application/json")
                            .body())
                    .contains("\"deliveries\":3");
            await().atMost(PATIENCE).until(() -> receiver.requests().size() == seen + 3);
            await().atMost(PATIENCE).until(() -> webhooks("SENT") == 6);

            receiver.behave(Receiver.answering(410));
            publish(event(4, PortOrderChange.CANCELLED, PortOrderStatus.CANCELLED));
            await().atMost(PATIENCE).until(() -> get(path, claire).contains("\"disabledReason\":\"GONE\""));
            publish(event(5, PortOrderChange.RESUBMITTED, PortOrderStatus.PROCESSING));
            await().atMost(PATIENCE).until(() -> lastVersionSeen() == 5);
            assertThat(webhooks("WAITING")).isZero();
            assertThat(webhooks("REFUSED")).isEqualTo(1);

            assertThat(http("DELETE", path, claire, null, null).statusCode()).isEqualTo(204);
            assertThat(get(path, claire)).contains("urn:portline:problem:not-found");
            await("an outcome for each webhook and each mail")
                    .atMost(PATIENCE)
                    .until(() -> outcomesPublished() == 7 + deliveries("SENT"));
        }
    }

    @Test
    void sendsAWebhookAgainAsANewDeliveryOfTheSameEventAndFollowsNoRedirect() throws Exception {
        String claire = ISSUER.tenantAdmin("fabrikam", "FR");
        try (Receiver receiver = new Receiver()) {
            receiver.behave(Receiver.answering(
                    302, "Location", receiver.url("/elsewhere").toString()));
            JsonNode endpoint = json(http(
                    "POST",
                    "/api/v1/webhook-endpoints",
                    claire,
                    "{\"url\":\"%s\",\"eventTypes\":[\"port-order.submitted\"]}".formatted(receiver.url("/" + orderId)),
                    "application/json"));
            String path = "/api/v1/webhook-endpoints/" + endpoint.path("id").asString();
            publishContacts(1);
            publish(event(1, PortOrderChange.SUBMITTED, PortOrderStatus.PROCESSING));
            await().atMost(PATIENCE).until(() -> !receiver.requests().isEmpty());
            String id = jdbc.sql("SELECT id FROM webhook_delivery WHERE subject_id = :subject")
                    .param("subject", orderId)
                    .query(UUID.class)
                    .single()
                    .toString();
            String resend = "/api/v1/webhook-deliveries/" + id + "/resend";
            HttpResponse<String> early = http("POST", resend, claire, "", null);
            assertThat(early.statusCode()).isEqualTo(409);
            assertThat(early.body()).contains("\"reason\":\"STILL_WAITING\"");

            receiver.behave(Receiver.answering(204));
            await().atMost(PATIENCE).until(() -> webhooks("SENT") == 1);
            assertThat(http("POST", resend, ISSUER.tenantAdmin("contoso", "US"), "", null)
                            .statusCode())
                    .isEqualTo(404);
            int before = receiver.requests().size();
            HttpResponse<String> resent = http("POST", resend, claire, "", null);

            assertThat(resent.statusCode()).isEqualTo(201);
            assertThat(JSON.readTree(resent.body()).path("resendOf").asString()).isEqualTo(id);
            await().atMost(PATIENCE).until(() -> webhooks("SENT") == 2);
            assertThat(receiver.requests()).hasSize(before + 1);
            assertThat(receiver.requests())
                    .extracting(request -> request.headers().firstValue("webhook-id"))
                    .containsOnly(receiver.requests().getFirst().headers().firstValue("webhook-id"));
            assertThat(receiver.requests()).extracting(Receiver.Request::path).containsOnly("/" + orderId);
            assertThat(get(path + "/deliveries", claire).replaceAll("\\s", "")).contains("\"resendOf\":\"" + id + "\"");

            assertThat(http("DELETE", path, claire, null, null).statusCode()).isEqualTo(204);
            assertThat(http("POST", resend, claire, "", null).statusCode()).isEqualTo(404);
        }
    }

    @Test
    void namesAllFaultsOfAnEndpointAtOnce() throws Exception {
        HttpResponse<String> refused = http(
                "POST",
                "/api/v1/webhook-endpoints",
                ISSUER.tenantAdmin("contoso", "US"),
                "{\"url\":\"ftp://x\",\"description\":\"%s\",\"eventTypes\":[\"case.*\",\"case.exploded\"]}"
                        .formatted("x".repeat(201)),
                "application/json");

        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body())
                .contains("/url", "/description", "/eventTypes/1")
                .doesNotContain("/eventTypes/0");
        assertThat(http("POST", "/api/v1/webhook-endpoints", ISSUER.operator(), "{}", "application/json")
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void tellsMetricsOfTheQueues() throws Exception {
        publishContacts(1);
        publish(event(1, PortOrderChange.SUBMITTED, PortOrderStatus.PROCESSING));
        await().atMost(PATIENCE).until(() -> deliveries("SENT") == 1);

        assertThat(get("/actuator/prometheus", ISSUER.operator()))
                .contains(
                        "portline_deliveries_total{channel=\"EMAIL\",result=\"SENT\"}",
                        "portline_delivery_queue_depth{channel=\"EMAIL\"}",
                        "portline_delivery_queue_oldest_age_seconds{channel=\"WEBHOOK\"}");
    }

    /** Run with {@code -Dportline.openapi.write=true} to write the document anew after a change that is meant. */
    @Test
    void servesTheOpenApiDocumentThatIsCommitted() throws Exception {
        Path committed = Path.of("src/main/openapi/notification-service.yaml");
        String served = get("/v3/api-docs.yaml", ISSUER.operator())
                .replaceFirst("url: http://localhost:\\d+", "url: http://localhost:8083");
        if (Boolean.getBoolean("portline.openapi.write")) {
            Files.createDirectories(committed.getParent());
            Files.writeString(committed, served);
        }

        assertThat(served).isEqualTo(Files.readString(committed));
    }

    private String get(String path, String token) throws Exception {
        return http("GET", path, token, null, null).body();
    }

    private HttpResponse<String> http(
            String method, String path, @Nullable String token, @Nullable String body, @Nullable String type)
            throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                    .method(
                            method,
                            body == null
                                    ? HttpRequest.BodyPublishers.noBody()
                                    : HttpRequest.BodyPublishers.ofString(body));
            if (token != null) {
                request.header("Authorization", "Bearer " + token);
            }
            if (type != null) {
                request.header("Content-Type", type);
            }
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        }
    }

    private static JsonNode json(HttpResponse<String> response) {
        assertThat(response.statusCode()).as(response.body()).isBetween(200, 299);
        return JSON.readTree(response.body());
    }

    private List<Instant> alarms() {
        return jdbc.sql(
                        "SELECT execution_time FROM scheduled_tasks WHERE task_name = 'foc-reminder' AND task_instance LIKE :order")
                .param("order", orderId + "/%")
                .query((row, _) -> row.getTimestamp("execution_time").toInstant())
                .list();
    }

    private String messageId() {
        return jdbc.sql("SELECT message_id FROM delivery WHERE subject_id = :subject")
                .param("subject", orderId)
                .query(String.class)
                .single();
    }

    private long webhooks(String status) {
        return jdbc.sql("SELECT count(*) FROM webhook_delivery WHERE subject_id = :subject AND status = :status")
                .param("subject", orderId)
                .param("status", status)
                .query(Long.class)
                .single();
    }

    private void publish(PortOrderStatusEvent event) throws Exception {
        events.publish(
                Topics.PORT_ORDER_STATUS.name(),
                orderId,
                event.getVersion(),
                event.getEventId(),
                event.getOccurredAt(),
                event);
    }

    private void publishContacts(long revision) throws Exception {
        publishContacts(revision, SubjectKind.PORT_ORDER);
    }

    private void publishContacts(long revision, SubjectKind kind) throws Exception {
        SubjectContacts contacts = SubjectContacts.newBuilder()
                .setEventId(ids.next())
                .setSubjectKind(kind)
                .setSubjectId(orderId)
                .setSubjectNumber(kind == SubjectKind.PORT_ORDER ? "PO-000007" : "OUT-000007")
                .setTenantId("fabrikam")
                .setVersion(revision)
                .setOccurredAt(clock.instant())
                .setContacts(List.of(
                        contact(ContactRole.SUBMITTER, address),
                        contact(ContactRole.ADDITIONAL, address.toUpperCase())))
                .build();
        events.publish(
                Topics.PORTING_CONTACTS.name(),
                orderId,
                revision,
                contacts.getEventId(),
                contacts.getOccurredAt(),
                contacts);
    }

    private static Contact contact(ContactRole role, String email) {
        return Contact.newBuilder()
                .setContactId(UUID.randomUUID())
                .setRole(role)
                .setName("Claire")
                .setEmail(email)
                .setLanguage("fr")
                .setReplyTo("cases+" + CONTACT_TOKEN + "@portline.localhost")
                .build();
    }

    private PortOrderStatusEvent event(long version, PortOrderChange change, PortOrderStatus status) {
        return order(version, change, status).build();
    }

    private PortOrderStatusEvent approved(long version, PortOrderChange change, LocalDateTime foc, ZoneId zone) {
        return order(version, change, PortOrderStatus.TRANSFER_APPROVED)
                .setFoc(moment(foc, zone))
                .build();
    }

    private PortOrderStatusEvent.Builder order(long version, PortOrderChange change, PortOrderStatus status) {
        Instant now = clock.instant();
        LocalDateTime requested = LocalDateTime.of(2026, 12, 1, 10, 0);
        ZoneId paris = ZoneId.of("Europe/Paris");
        return PortOrderStatusEvent.newBuilder()
                .setEventId(ids.next())
                .setOrderId(orderId)
                .setOrderNumber("PO-000007")
                .setTenantId("fabrikam")
                .setVersion(version)
                .setOccurredAt(now)
                .setChange(change)
                .setActor(Actor.ADMIN)
                .setStatus(status)
                .setAttempt(1)
                .setName("Paris office")
                .setCountry("FR")
                .setLosingCarrierId("fr-hexatel")
                .setLosingCarrierName("Hexatel")
                .setPortType(PortType.FULL)
                .setNumbers(List.of("+33199000001"))
                .setRequested(moment(requested, paris))
                .setBall(BallHolder.US)
                .setBallSince(now)
                .setSubmittedAt(now)
                .setContactsRevision(1);
    }

    private static LocalMoment moment(LocalDateTime local, ZoneId zone) {
        return LocalMoment.newBuilder()
                .setLocal(local.toString())
                .setZone(zone.getId())
                .setInstant(local.atZone(zone).toInstant())
                .build();
    }

    private long deliveries(String status) {
        return jdbc.sql("SELECT count(*) FROM delivery WHERE subject_id = :subject AND status = :status")
                .param("subject", orderId)
                .param("status", status)
                .query(Long.class)
                .single();
    }

    private long attempts() {
        return jdbc.sql("SELECT coalesce(sum(attempts), 0) FROM delivery WHERE subject_id = :subject")
                .param("subject", orderId)
                .query(Long.class)
                .single();
    }

    private String lastAnswer() {
        return jdbc.sql("SELECT last_answer FROM delivery WHERE subject_id = :subject")
                .param("subject", orderId)
                .query(String.class)
                .single();
    }

    private long addressesKept() {
        return jdbc.sql("""
                        SELECT (SELECT count(*) FROM delivery WHERE subject_id = :subject AND email IS NOT NULL)
                             + (SELECT count(*) FROM subject_contacts WHERE subject_id = :subject AND contacts <> '[]')""").param("subject", orderId).query(Long.class).single();
    }

    private long outcomesPublished() {
        return jdbc.sql("SELECT coalesce(max(version), 0) FROM subject_outcomes WHERE subject_id = :subject")
                .param("subject", orderId)
                .query(Long.class)
                .single();
    }

    private long lastVersionSeen() {
        return jdbc.sql("SELECT coalesce(max(version), 0) FROM inbox WHERE topic = :topic AND message_key = :key")
                .param("topic", Topics.PORT_ORDER_STATUS.name())
                .param("key", orderId.toString())
                .query(Long.class)
                .single();
    }
}
