package io.portline.security;

import io.portline.infrastructure.KafkaAccess;
import io.portline.local.Access;
import io.portline.schemas.Topic;
import io.portline.schemas.Topic.Audience;
import io.portline.schemas.Topics;
import io.portline.story.RunningStack;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnsupportedSaslMechanismException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Kafka and the registry of the running stack, asked as each of its users and as nobody. */
class AccessTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final RunningStack portline = RunningStack.shared();

    @Test
    void letsEveryUserReadExactlyTheTopicsOfTheCatalogue() {
        List<String> users = new ArrayList<>(Access.services());
        users.add(Access.OUTSIDE);
        for (String user : users) {
            try (KafkaConsumer<byte[], byte[]> consumer = consumer(user, null)) {
                for (Topic<?> topic : topics()) {
                    boolean allowed = user.equals(Access.OUTSIDE)
                            ? topic.audience() == Audience.PUBLIC
                            : topic.readers().contains(user) || topic.writer().equals(user);
                    assertThat(canRead(consumer, topic.name()))
                            .as("%s reads %s", user, topic.name())
                            .isEqualTo(allowed);
                }
            }
        }
    }

    @Test
    void letsNobodyWriteATopicButItsWriter() {
        List<String> users = new ArrayList<>(Access.services());
        users.add(Access.OUTSIDE);
        for (String user : users) {
            try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                    client(
                            user,
                            // An idempotent producer is refused before it has named a topic.
                            Map.of(
                                    "enable.idempotence",
                                    false,
                                    "max.block.ms",
                                    5_000,
                                    "delivery.timeout.ms",
                                    6_000,
                                    "request.timeout.ms",
                                    5_000)),
                    new ByteArraySerializer(),
                    new ByteArraySerializer())) {
                for (Topic<?> topic : topics()) {
                    if (!topic.writer().equals(user)) {
                        assertThatThrownBy(() -> producer.send(new ProducerRecord<>(topic.name(), new byte[] {1}))
                                        .get(20, TimeUnit.SECONDS))
                                .as("%s writes %s", user, topic.name())
                                .isInstanceOf(ExecutionException.class)
                                .hasCauseInstanceOf(TopicAuthorizationException.class);
                    }
                }
            }
        }
    }

    @Test
    void keepsAnOutsiderOutOfTheGroupsOfServices() {
        try (KafkaConsumer<byte[], byte[]> consumer =
                consumer(Access.OUTSIDE, "notification-service.port-order-status")) {
            consumer.subscribe(List.of(Topics.PORT_ORDER_STATUS.name()));
            assertThatThrownBy(() -> consumer.poll(PATIENCE)).isInstanceOf(GroupAuthorizationException.class);
        }
        try (KafkaConsumer<byte[], byte[]> consumer = consumer(Access.OUTSIDE, "outside.test")) {
            consumer.subscribe(List.of(Topics.PORT_ORDER_STATUS.name()));
            assertThat(consumer.poll(Duration.ofMillis(500))).isNotNull();
        }
    }

    @Test
    void letsNobodyInWithTheWrongPasswordOrNone() {
        Map<String, Object> wrong = new HashMap<>(client(Access.OUTSIDE, Map.of()));
        wrong.computeIfPresent(
                "sasl.jaas.config", (_, jaas) -> ((String) jaas).replaceFirst("password=\"", "password=\"x"));
        try (Admin admin = Admin.create(wrong)) {
            assertThatThrownBy(() -> admin.listTopics().names().get(20, TimeUnit.SECONDS))
                    .hasCauseInstanceOf(SaslAuthenticationException.class);
        }
        Map<String, Object> plain = new HashMap<>(wrong);
        plain.put("sasl.mechanism", "PLAIN");
        plain.put(
                "sasl.jaas.config",
                "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"admin\" password=\"admin\";");
        try (Admin admin = Admin.create(plain)) {
            assertThatThrownBy(() -> admin.listTopics().names().get(20, TimeUnit.SECONDS))
                    .hasCauseInstanceOf(UnsupportedSaslMechanismException.class);
        }
        try (Admin admin = Admin.create(Map.of(
                "bootstrap.servers",
                portline.addresses().kafkaBootstrap(),
                "default.api.timeout.ms",
                3_000,
                "request.timeout.ms",
                2_000))) {
            assertThatThrownBy(() -> admin.listTopics().names().get(20, TimeUnit.SECONDS))
                    .isInstanceOf(ExecutionException.class);
        }
    }

    @Test
    void keepsTheRegistryFromThoseWithoutCredentials() throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            for (String path : List.of("/search/artifacts", "/admin/rules", "/ids/contentIds/1")) {
                assertThat(http.send(
                                        HttpRequest.newBuilder(URI.create(
                                                        portline.addresses().registryUrl() + path))
                                                .build(),
                                        BodyHandlers.discarding())
                                .statusCode())
                        .as(path)
                        .isEqualTo(401);
            }
        }
    }

    @Test
    void letsThoseWhoWriteNoTopicReadSchemasAndRegisterNone() throws Exception {
        List<String> readers = new ArrayList<>(List.of(Access.OUTSIDE));
        Access.services().stream()
                .filter(user -> Topics.writtenBy(user).isEmpty())
                .forEach(readers::add);
        assertThat(readers).contains("dashboard");
        String artifact = """
                {"artifactId": "not-theirs", "artifactType": "AVRO",
                 "firstVersion": {"content": {"content": "\\"string\\"", "contentType": "application/json"}}}""";
        try (HttpClient http = HttpClient.newHttpClient()) {
            for (String reader : readers) {
                assertThat(http.send(registry(reader, "/search/artifacts").build(), BodyHandlers.discarding())
                                .statusCode())
                        .as("%s reads", reader)
                        .isEqualTo(200);
                HttpRequest write = registry(reader, "/groups/default/artifacts")
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(artifact))
                        .build();
                assertThat(http.send(write, BodyHandlers.discarding()).statusCode())
                        .as("%s writes", reader)
                        .isEqualTo(403);
            }
        }
    }

    private HttpRequest.Builder registry(String user, String path) {
        String credentials = portline.stack().registryClient(user).get("basic.auth.user.info");
        return HttpRequest.newBuilder(URI.create(portline.addresses().registryUrl() + path))
                .header(
                        "Authorization",
                        "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8)));
    }

    /** Those of the catalogue that their writers have declared by now. */
    private List<Topic<?>> topics() {
        try (Admin admin = Admin.create(client(KafkaAccess.ADMIN, Map.of()))) {
            Set<String> there = admin.listTopics().names().get(20, TimeUnit.SECONDS);
            List<Topic<?>> topics = Topics.all().stream()
                    .filter(topic -> there.contains(topic.name()))
                    .toList();
            assertThat(topics).hasSizeGreaterThanOrEqualTo(7);
            return topics;
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static boolean canRead(KafkaConsumer<byte[], byte[]> consumer, String topic) {
        try {
            if (consumer.partitionsFor(topic, PATIENCE).isEmpty()) {
                return false;
            }
            TopicPartition first = new TopicPartition(topic, 0);
            consumer.assign(List.of(first));
            consumer.seekToBeginning(List.of(first));
            consumer.poll(Duration.ofMillis(200));
            return true;
        } catch (TopicAuthorizationException refused) {
            return false;
        }
    }

    private KafkaConsumer<byte[], byte[]> consumer(String user, String group) {
        Map<String, Object> settings = new HashMap<>(client(user, Map.of()));
        if (group != null) {
            settings.put(ConsumerConfig.GROUP_ID_CONFIG, group);
        }
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
        return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    private Map<String, Object> client(String user, Map<String, Object> more) {
        Map<String, Object> settings = new HashMap<>(portline.stack().kafkaClient(user));
        settings.put("bootstrap.servers", portline.addresses().kafkaBootstrap());
        settings.putAll(more);
        return settings;
    }
}
