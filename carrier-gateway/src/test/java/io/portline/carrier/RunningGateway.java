package io.portline.carrier;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.portline.infrastructure.LocalPostgres;
import io.portline.infrastructure.TestInfrastructure;
import io.portline.infrastructure.TestIssuer;
import io.portline.messaging.codec.MessageCodec;
import io.portline.messaging.headers.CloudEventHeaders;
import io.portline.schemas.CarrierReply;
import io.portline.schemas.CarrierRequest;
import io.portline.schemas.PortOutStatusEvent;
import io.portline.schemas.Topic;
import io.portline.schemas.Topics;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.simple.JdbcClient;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;

/** The whole gateway with real Kafka, registry and PostgreSQL, and the test in the place of order-service. */
final class RunningGateway implements AutoCloseable {

    static final String BUSINESS_ORIGIN = "2026-11-16T16:00:00Z";

    private final SealedFor key = SealedFor.newKeyPair("gateway-1");
    private final TestIssuer issuer = TestIssuer.start();
    private final MisbehavingCarrier remoteCarrier = new MisbehavingCarrier();
    private final HttpServer orderService;
    private final List<OrderServiceCall> orderServiceCalls = new CopyOnWriteArrayList<>();
    private final Queue<OrderServiceAnswer> orderServiceAnswers = new ConcurrentLinkedQueue<>();
    private final ConfigurableApplicationContext context;
    private final KafkaProducer<byte[], byte[]> producer;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final List<ConsumerRecord<byte[], byte[]>> received = new ArrayList<>();
    private final Map<UUID, Long> versions = new HashMap<>();
    private final HttpClient http = HttpClient.newHttpClient();

    /** What the gateway sent to order-service. */
    record OrderServiceCall(String path, Map<String, String> headers, String body) {}

    private record OrderServiceAnswer(int status, String body) {}

    RunningGateway() throws ExecutionException, InterruptedException, IOException {
        String kafka = TestInfrastructure.kafka().bootstrapServers();
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka))) {
            // order-service's topics, which the gateway only reads.
            admin.createTopics(List.of(
                            new NewTopic(Topics.CARRIER_REQUEST.name(), Topics.PARTITIONS, (short) 1),
                            new NewTopic(Topics.PORT_OUT_STATUS.name(), Topics.PARTITIONS, (short) 1)))
                    .all()
                    .get();
        }
        orderService = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        orderService.createContext("/", this::answerAsOrderService);
        orderService.start();
        LocalPostgres.Database database = TestInfrastructure.postgres().newDatabase("carrier_gateway");
        context = new SpringApplicationBuilder(CarrierGatewayApplication.class)
                .properties(CarrierGatewayApplication.CONFIG_NAME)
                .run(
                        "--server.port=0",
                        "--spring.datasource.url=" + database.jdbcUrl(),
                        "--spring.datasource.username=" + database.user(),
                        "--spring.datasource.password=" + database.password(),
                        "--spring.kafka.bootstrap-servers=" + kafka,
                        "--portline.registry.url="
                                + TestInfrastructure.registry().url(),
                        "--portline.identity.issuer-uri=" + issuer.issuerUri(),
                        "--portline.secrets.gateway-private-key=" + key.privateKey(),
                        "--portline.secrets.gateway-key-id=" + key.keyId(),
                        "--portline.services.order-service=http://localhost:"
                                + orderService.getAddress().getPort(),
                        "--portline.client.id=carrier-gateway",
                        "--portline.client.secret=s3cret",
                        "--portline.carriers.file=" + carriersWithOneToBeAskedOverHttp(),
                        "--portline.carriers.http.answer-timeout=1s",
                        "--portline.carriers.http.first-wait=10ms",
                        "--portline.carriers.http.open-for=200ms",
                        "--portline.carriers.http.shortest-delay=50ms",
                        "--portline.carriers.http.longest-delay=200ms",
                        "--portline.clock.real-origin=" + Instant.now(),
                        "--portline.clock.business-origin=" + BUSINESS_ORIGIN,
                        // A hundred hours a second: a weekend takes less than one.
                        "--portline.clock.speed=360000",
                        "--db-scheduler.polling-interval=50ms");
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka), new ByteArraySerializer(), new ByteArraySerializer());
        consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", kafka, "group.id", "test-order-service", "auto.offset.reset", "earliest"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        consumer.subscribe(List.of(Topics.CARRIER_REPLY.name()));
    }

    SealedFor key() {
        return key;
    }

    TestIssuer issuer() {
        return issuer;
    }

    JdbcClient jdbc() {
        return context.getBean(JdbcClient.class);
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    // ---- those that it speaks with
    // ---------------------------------------------------------------------------------------

    /** The server of the carrier {@code us-remote}. */
    MisbehavingCarrier remoteCarrier() {
        return remoteCarrier;
    }

    /** How order-service answers the next call; without that it is away. */
    void orderServiceAnswers(int status, String body) {
        orderServiceAnswers.add(new OrderServiceAnswer(status, body));
    }

    List<OrderServiceCall> orderServiceCalls() {
        return orderServiceCalls;
    }

    private void answerAsOrderService(HttpExchange exchange) throws IOException {
        Map<String, String> headers = new HashMap<>();
        exchange.getRequestHeaders()
                .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.getFirst()));
        orderServiceCalls.add(new OrderServiceCall(
                exchange.getRequestURI().getPath(),
                headers,
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
        OrderServiceAnswer answer = orderServiceAnswers.poll();
        byte[] body = bytes(answer == null ? "{}" : answer.body());
        exchange.getResponseHeaders()
                .add(
                        "Content-Type",
                        answer == null || answer.status() < 400 ? "application/json" : "application/problem+json");
        exchange.sendResponseHeaders(answer == null ? 503 : answer.status(), body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private String carriersWithOneToBeAskedOverHttp() throws IOException {
        String carriers =
                new ClassPathResource("carrier-gateway/carriers.yml").getContentAsString(StandardCharsets.UTF_8);
        Path file = Files.createTempFile("carriers", ".yml");
        file.toFile().deleteOnExit();
        Files.writeString(file, carriers + """

                  - id: us-remote
                    name: Remote Telephone
                    spid: X999
                    countries: [US]
                    zone: America/New_York
                    holidayCalendar: US
                    businessHours: {opens: "08:00", closes: "17:00", countsUntil: "13:00"}
                    responseHours: {min: 0.5, median: 4, max: 18}
                    focBusinessDays: {simple: 1, complex: 4}
                    cutover: {from: "08:00", to: "16:00"}
                    mix: {accept: 1, silent: 0}
                    numbers: {served: ["+1999"]}
                    accountNumberRequired: true
                    passcodeRequired: false
                    adapter: http
                    uri: %s
                    codes: WICIS
                """.formatted(remoteCarrier.address()));
        return file.toUri().toString();
    }

    // ---- Kafka
    // -----------------------------------------------------------------------------------------------------------

    /** Sends with the next version of the order. */
    CarrierRequest send(CarrierRequest.Builder request) {
        UUID orderId = request.getOrderId();
        CarrierRequest sent =
                request.setVersion(versions.merge(orderId, 1L, Long::sum)).build();
        resend(sent);
        return sent;
    }

    /** Sends with a trace, as order-service's relay does. */
    void sendTraced(CarrierRequest.Builder request, String traceParent) {
        UUID orderId = request.getOrderId();
        send(request.setVersion(versions.merge(orderId, 1L, Long::sum)).build(), traceParent);
    }

    /** Sends as it is, as Kafka does when it delivers again. */
    void resend(CarrierRequest request) {
        send(request, null);
    }

    /** Sends what order-service would say of a port-out. */
    void send(PortOutStatusEvent event) {
        send(
                Topics.PORT_OUT_STATUS,
                event.getPortOutId(),
                event.getEventId(),
                event.getVersion(),
                event.getOccurredAt(),
                event,
                null);
    }

    private void send(CarrierRequest request, @Nullable String traceParent) {
        send(
                Topics.CARRIER_REQUEST,
                request.getOrderId(),
                request.getEventId(),
                request.getVersion(),
                request.getOccurredAt(),
                request,
                traceParent);
    }

    private void send(
            Topic<?> topic,
            UUID key,
            UUID eventId,
            long version,
            Instant occurredAt,
            Object event,
            @Nullable String traceParent) {
        ProducerRecord<byte[], byte[]> kafkaRecord = new ProducerRecord<>(
                topic.name(),
                bytes(key.toString()),
                context.getBean(MessageCodec.class).encode(topic.name(), event));
        Map.of(
                        CloudEventHeaders.SPEC_VERSION, "1.0",
                        CloudEventHeaders.ID, eventId.toString(),
                        CloudEventHeaders.TYPE, topic.ceType(),
                        CloudEventHeaders.SOURCE, "/portline/order-service",
                        CloudEventHeaders.SUBJECT, key.toString(),
                        CloudEventHeaders.TIME, occurredAt.toString(),
                        CloudEventHeaders.SEQUENCE, CloudEventHeaders.sequence(version),
                        CloudEventHeaders.CONTENT_TYPE, "application/avro")
                .forEach((name, value) -> kafkaRecord.headers().add(name, bytes(value)));
        if (traceParent != null) {
            kafkaRecord.headers().add(CloudEventHeaders.TRACE_PARENT, bytes(traceParent));
        }
        producer.send(kafkaRecord);
        producer.flush();
    }

    /** The order's replies, as soon as there are that many. */
    List<CarrierReply> replies(UUID orderId, int count) {
        return Awaitility.await("reply " + count + " to " + orderId)
                .atMost(Duration.ofSeconds(60))
                .pollDelay(Duration.ZERO)
                .until(() -> repliesSoFar(orderId), replies -> replies.size() >= count);
    }

    List<CarrierReply> repliesSoFar(UUID orderId) {
        return recordsSoFar(orderId).stream()
                .map(found -> context.getBean(MessageCodec.class)
                        .decode(Topics.CARRIER_REPLY.name(), CarrierReply.class, found.value()))
                .toList();
    }

    List<ConsumerRecord<byte[], byte[]>> recordsSoFar(UUID orderId) {
        consumer.poll(Duration.ofMillis(50)).forEach(received::add);
        return received.stream()
                .filter(found -> new String(found.key(), StandardCharsets.UTF_8).equals(orderId.toString()))
                .toList();
    }

    // ---- HTTP
    // ------------------------------------------------------------------------------------------------------------

    HttpResponse<String> call(String method, String path, @Nullable String token, @Nullable String body) {
        return call(method, path, token, body, "application/json");
    }

    HttpResponse<String> call(
            String method,
            String path,
            @Nullable String token,
            @Nullable String body,
            String contentType,
            String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(
                        "http://localhost:" + context.getEnvironment().getRequiredProperty("local.server.port") + path))
                .method(
                        method,
                        body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
        if (body != null) {
            request.header("Content-Type", contentType);
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        consumer.close();
        producer.close();
        context.close();
        orderService.stop(0);
        remoteCarrier.close();
        issuer.close();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
