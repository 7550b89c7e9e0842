package io.portline.notification.delivery.events;

import io.portline.infrastructure.LocalMail;
import io.portline.infrastructure.LocalPostgres;
import io.portline.infrastructure.ReceivedMail;
import io.portline.infrastructure.TestInfrastructure;
import io.portline.infrastructure.TestIssuer;
import io.portline.messaging.codec.MessageCodec;
import io.portline.messaging.id.EventIds;
import io.portline.messaging.topic.TopicDeclaration;
import io.portline.notification.NotificationServiceApplication;
import io.portline.schemas.Actor;
import io.portline.schemas.BallHolder;
import io.portline.schemas.Contact;
import io.portline.schemas.ContactRole;
import io.portline.schemas.LocalMoment;
import io.portline.schemas.PortOrderChange;
import io.portline.schemas.PortOrderStatus;
import io.portline.schemas.PortOrderStatusEvent;
import io.portline.schemas.PortType;
import io.portline.schemas.SubjectContacts;
import io.portline.schemas.SubjectKind;
import io.portline.schemas.Topic;
import io.portline.schemas.Topics;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

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
import java.util.List;
import java.util.UUID;

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
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                    .header("Authorization", "Bearer " + token)
                    .build();
            return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
        }
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
        SubjectContacts contacts = SubjectContacts.newBuilder()
                .setEventId(ids.next())
                .setSubjectKind(SubjectKind.PORT_ORDER)
                .setSubjectId(orderId)
                .setSubjectNumber("PO-000007")
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
                .build();
    }

    private PortOrderStatusEvent event(long version, PortOrderChange change, PortOrderStatus status) {
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
                .setRequested(LocalMoment.newBuilder()
                        .setLocal(requested.toString())
                        .setZone(paris.getId())
                        .setInstant(requested.atZone(paris).toInstant())
                        .build())
                .setBall(BallHolder.US)
                .setBallSince(now)
                .setSubmittedAt(now)
                .setContactsRevision(1)
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
