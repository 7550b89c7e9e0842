package io.portline.carrier;

import io.portline.infrastructure.LocalPostgres;
import io.portline.infrastructure.TestInfrastructure;
import io.portline.infrastructure.TestIssuer;
import io.portline.messaging.codec.MessageCodec;
import io.portline.messaging.headers.CloudEventHeaders;
import io.portline.schemas.CarrierReply;
import io.portline.schemas.CarrierRequest;
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
import org.springframework.jdbc.core.simple.JdbcClient;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;

/** The whole gateway with real Kafka, registry and PostgreSQL, and the test in the place of order-service. */
final class RunningGateway implements AutoCloseable {

    static final String BUSINESS_ORIGIN = "2026-11-16T16:00:00Z";

    private final SealedFor key = SealedFor.newKeyPair("gateway-1");
    private final TestIssuer issuer = TestIssuer.start();
    private final ConfigurableApplicationContext context;
    private final KafkaProducer<byte[], byte[]> producer;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final List<ConsumerRecord<byte[], byte[]>> received = new ArrayList<>();
    private final Map<UUID, Long> versions = new HashMap<>();
    private final HttpClient http = HttpClient.newHttpClient();

    RunningGateway() throws ExecutionException, InterruptedException {
        String kafka = TestInfrastructure.kafka().bootstrapServers();
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka))) {
            // order-service's topic, which the gateway only reads.
            admin.createTopics(List.of(new NewTopic(Topics.CARRIER_REQUEST.name(), Topics.PARTITIONS, (short) 1)))
                    .all()
                    .get();
        }
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

    private void send(CarrierRequest request, @Nullable String traceParent) {
        ProducerRecord<byte[], byte[]> kafkaRecord = new ProducerRecord<>(
                Topics.CARRIER_REQUEST.name(),
                bytes(request.getOrderId().toString()),
                context.getBean(MessageCodec.class).encode(Topics.CARRIER_REQUEST.name(), request));
        Map.of(
                        CloudEventHeaders.SPEC_VERSION, "1.0",
                        CloudEventHeaders.ID, request.getEventId().toString(),
                        CloudEventHeaders.TYPE, Topics.CARRIER_REQUEST.ceType(),
                        CloudEventHeaders.SOURCE, "/portline/order-service",
                        CloudEventHeaders.SUBJECT, request.getOrderId().toString(),
                        CloudEventHeaders.TIME, request.getOccurredAt().toString(),
                        CloudEventHeaders.SEQUENCE, CloudEventHeaders.sequence(request.getVersion()),
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
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(
                        "http://localhost:" + context.getEnvironment().getRequiredProperty("local.server.port") + path))
                .method(
                        method,
                        body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
        if (body != null) {
            request.header("Content-Type", "application/json");
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
        issuer.close();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
