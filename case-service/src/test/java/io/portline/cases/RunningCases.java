package io.portline.cases;

import io.portline.cases.tnscase.CaseDocument;
import io.portline.cases.tnscase.DocumentContent;
import io.portline.cases.tnscase.DocumentScan;
import io.portline.infrastructure.LocalPostgres;
import io.portline.infrastructure.TestInfrastructure;
import io.portline.infrastructure.TestIssuer;
import io.portline.messaging.codec.MessageCodec;
import io.portline.schemas.CaseActivityEvent;
import io.portline.schemas.SubjectContacts;
import io.portline.schemas.Topic;
import io.portline.schemas.Topics;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The whole service with real Kafka, registry and PostgreSQL, started once for all tests. */
public final class RunningCases implements AutoCloseable {

    private static final class Shared {
        static final RunningCases INSTANCE = new RunningCases(
                TestIssuer.start(),
                StubOrderService.start(),
                TestInfrastructure.postgres().newDatabase("case_service"));
    }

    private static final String BOUNDARY = "portline-boundary";

    private final TestIssuer issuer;
    private final JsonMapper json = JsonMapper.builder().build();
    private final HttpClient http = HttpClient.newHttpClient();
    private final StubOrderService orders;
    private final LocalPostgres.Database database;
    private final ConfigurableApplicationContext context;
    private final String kafka;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final List<ConsumerRecord<byte[], byte[]>> received = new ArrayList<>();

    private RunningCases(
            TestIssuer issuer, StubOrderService orders, LocalPostgres.Database database, String... further) {
        this.issuer = issuer;
        this.orders = orders;
        this.database = database;
        kafka = TestInfrastructure.kafka().bootstrapServers();
        SpringApplication application = CaseServiceApplication.application().build();
        application.addInitializers(context ->
                ((GenericApplicationContext) context).registerBean(DocumentScan.class, () -> RunningCases::scanByName));
        List<String> settings = new ArrayList<>(List.of(
                "--server.port=0",
                "--db-scheduler.polling-interval=100ms",
                "--portline.services.order-service=" + orders.url(),
                "--portline.client.id=case-service",
                "--portline.client.secret=secret",
                "--portline.mail.reply-address=cases@localhost",
                // Soon overdue; those of the other category are not.
                "--portline.cases.targets.NEW_REQUEST.first-answer=1500ms",
                "--portline.cases.targets.NEW_REQUEST.solution=1h",
                "--spring.datasource.url=" + database.jdbcUrl(),
                "--spring.datasource.username=" + database.user(),
                "--spring.datasource.password=" + database.password(),
                "--spring.kafka.bootstrap-servers=" + kafka,
                "--portline.registry.url=" + TestInfrastructure.registry().url(),
                "--portline.identity.issuer-uri=" + issuer.issuerUri()));
        settings.addAll(List.of(further));
        context = application.run(settings.toArray(String[]::new));
        consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        kafka,
                        "group.id",
                        "test-" + UUID.randomUUID(),
                        "auto.offset.reset",
                        "earliest"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        consumer.subscribe(List.of(Topics.CASE_ACTIVITY.name(), Topics.SUPPORT_CONTACTS.name()));
        // A service that has never reached the registry answers 503 until it has.
        Awaitility.await("the first case")
                .atMost(Duration.ofMinutes(2))
                .until(
                        () -> post(
                                        admin("first", "FR"),
                                        "/api/v1/cases",
                                        Map.of(
                                                "category", "GENERAL_INQUIRY",
                                                "country", "FR",
                                                "title", "First",
                                                "description", "First."))
                                .status(),
                        status -> status == 201);
    }

    /** Finds in names what a real one finds in contents. */
    private static DocumentScan.Verdict scanByName(CaseDocument document, DocumentContent content) {
        return document.name().startsWith("virus")
                ? DocumentScan.Verdict.REFUSE
                : document.name().startsWith("suspect") ? DocumentScan.Verdict.QUARANTINE : DocumentScan.Verdict.CLEAN;
    }

    public static RunningCases shared() {
        return Shared.INSTANCE;
    }

    /** A second instance beside the shared one, with its database, and with settings of its own. */
    public static RunningCases beside(RunningCases first, String... settings) {
        return new RunningCases(first.issuer, first.orders, first.database, settings);
    }

    @Override
    public void close() {
        consumer.close();
        context.close();
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    public String admin(String tenant, String country) {
        return issuer.tenantAdmin(tenant, country);
    }

    public String desk() {
        return issuer.deskAgent();
    }

    public String agent(String subject, String name) {
        return issuer.token(
                content -> content.subject(subject).claim("name", name).roles("DESK_AGENT"));
    }

    public String service(String clientId) {
        return issuer.service(clientId);
    }

    public StubOrderService orders() {
        return orders;
    }

    public String kafka() {
        return kafka;
    }

    public String operator() {
        return issuer.operator();
    }

    /** What was published about a case, as soon as there are that many events. */
    public List<CaseActivityEvent> activities(UUID caseId, int count) {
        return await(Topics.CASE_ACTIVITY, caseId, count);
    }

    public List<SubjectContacts> contacts(UUID caseId, int count) {
        return await(Topics.SUPPORT_CONTACTS, caseId, count);
    }

    private <R extends SpecificRecord> List<R> await(Topic<R> topic, UUID caseId, int count) {
        return Awaitility.await(count + " records of " + caseId)
                .atMost(Duration.ofSeconds(60))
                .pollDelay(Duration.ZERO)
                .until(() -> soFar(topic, caseId), records -> records.size() >= count);
    }

    private synchronized <R extends SpecificRecord> List<R> soFar(Topic<R> topic, UUID caseId) {
        consumer.poll(Duration.ofMillis(50)).forEach(received::add);
        return received.stream()
                .filter(found -> found.topic().equals(topic.name())
                        && new String(found.key(), StandardCharsets.UTF_8).equals(caseId.toString()))
                .map(found ->
                        context.getBean(MessageCodec.class).decode(topic.name(), topic.recordType(), found.value()))
                .toList();
    }

    /** An answer of the service. */
    public record Answer(int status, JsonNode body, HttpResponse<byte[]> response) {

        public String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }

        public UUID id() {
            return UUID.fromString(body.get("id").asString());
        }
    }

    public Answer get(String token, String path, String... headers) {
        return send(request(token, path, headers).GET());
    }

    public Answer post(String token, String path, @Nullable Object body, String... headers) {
        HttpRequest.Builder request = request(token, path, headers);
        return send(
                body == null
                        ? request.POST(HttpRequest.BodyPublishers.noBody())
                        : request.header("Content-Type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString(json.writeValueAsString(body))));
    }

    public Answer put(String token, String path, Object body, String... headers) {
        return send(request(token, path, headers)
                .header("Content-Type", "application/json")
                .PUT(HttpRequest.BodyPublishers.ofString(json.writeValueAsString(body))));
    }

    public Answer upload(String token, String name, byte[] content) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(("--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" + name
                        + "\"\r\nContent-Type: application/octet-stream\r\n\r\n")
                .getBytes(StandardCharsets.UTF_8));
        body.writeBytes(content);
        body.writeBytes(("\r\n--" + BOUNDARY + "--\r\n").getBytes(StandardCharsets.UTF_8));
        return send(request(token, "/api/v1/documents")
                .header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body.toByteArray())));
    }

    public HttpRequest.Builder request(@Nullable String token, String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(
                "http://localhost:" + context.getEnvironment().getRequiredProperty("local.server.port") + path));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        return headers.length == 0 ? request : request.headers(headers);
    }

    public Answer send(HttpRequest.Builder request) {
        try {
            HttpResponse<byte[]> response = http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            boolean isJson = response.headers()
                    .firstValue("Content-Type")
                    .filter(type -> type.contains("json"))
                    .isPresent();
            return new Answer(
                    response.statusCode(), isJson ? json.readTree(response.body()) : json.nullNode(), response);
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
