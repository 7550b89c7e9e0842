package io.portline.infrastructure;

import io.portline.infrastructure.KafkaAccess.Grant;
import io.portline.infrastructure.KafkaAccess.Kind;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.api.Test;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class AccessTest {
    private static final Map<String, String> PASSWORDS = Map.of("reader", "reads", "stranger", "strange");

    @Test
    void letsAKafkaUserDoWhatIsGrantedAndNothingElse() throws Exception {
        LocalKafka.Settings settings = new LocalKafka.Settings(
                        TestInfrastructure.newFolder("secured-kafka"), FreePort.find(), FreePort.find())
                .secured("all-of-it");
        try (LocalKafka kafka = LocalKafka.startProcess(settings)) {
            try (Admin admin = as(kafka, KafkaAccess.ADMIN, "all-of-it")) {
                admin.createTopics(List.of(
                                new NewTopic("open.v1", Optional.of(1), Optional.empty()),
                                new NewTopic("closed.v1", Optional.of(1), Optional.empty())))
                        .all()
                        .get();
                KafkaAccess.establish(
                        admin,
                        PASSWORDS,
                        List.of(
                                new Grant("reader", Kind.TOPIC, false, "open.v1", Set.of(AclOperation.READ)),
                                new Grant("stranger", Kind.TOPIC, false, "open.v1", Set.of(AclOperation.READ))));
                // What is no longer granted is taken away.
                KafkaAccess.establish(
                        admin,
                        PASSWORDS,
                        List.of(new Grant("reader", Kind.TOPIC, false, "open.v1", Set.of(AclOperation.READ))));
            }
            try (Admin reader = as(kafka, "reader", "reads");
                    Admin stranger = as(kafka, "stranger", "strange");
                    Admin wrong = as(kafka, "reader", "guessed")) {
                assertThat(describe(reader, "open.v1").get()).isNotNull();
                assertThatRefused(describe(reader, "closed.v1"), TopicAuthorizationException.class);
                assertThatRefused(describe(stranger, "open.v1"), TopicAuthorizationException.class);
                assertThatRefused(describe(wrong, "open.v1"), SaslAuthenticationException.class);
            }
        }
    }

    @Test
    void letsReadersOfTheRegistryReadAndWritersWrite() throws Exception {
        try (LocalRegistry registry = LocalRegistry.start(new LocalRegistry.Settings(
                        TestInfrastructure.newFolder("secured-registry"),
                        FreePort.find(),
                        FreePort.find(),
                        new LocalRegistry.Storage.InMemory(),
                        List.of(
                                new LocalRegistry.User("a-writer", "writes", LocalRegistry.Role.WRITER),
                                new LocalRegistry.User("a-reader", "reads", LocalRegistry.Role.READER))));
                HttpClient http = HttpClient.newHttpClient()) {
            assertThat(status(http, registry, null, true)).isEqualTo(401);
            assertThat(status(http, registry, "a-reader:guessed", true)).isEqualTo(401);
            assertThat(status(http, registry, "a-reader:reads", true)).isEqualTo(200);
            assertThat(status(http, registry, "a-reader:reads", false)).isEqualTo(403);
            assertThat(status(http, registry, "a-writer:writes", false)).isEqualTo(200);
        }
    }

    private static Admin as(LocalKafka kafka, String user, String password) {
        Map<String, Object> settings = new HashMap<>(KafkaAccess.credentials(user, password));
        settings.put("bootstrap.servers", kafka.bootstrapServers());
        return Admin.create(settings);
    }

    private static KafkaFuture<?> describe(Admin client, String topic) {
        return client.describeTopics(List.of(topic)).allTopicNames();
    }

    private static void assertThatRefused(KafkaFuture<?> answer, Class<? extends Throwable> why) {
        assertThatThrownBy(answer::get).isInstanceOf(ExecutionException.class).hasCauseInstanceOf(why);
    }

    private static int status(HttpClient http, LocalRegistry registry, String credentials, boolean reads)
            throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                URI.create(registry.url() + (reads ? "/search/artifacts" : "/groups/default/artifacts")));
        if (!reads) {
            request.header("Content-Type", "application/json")
                    .POST(
                            BodyPublishers.ofString(
                                    "{\"artifactId\":\"a\",\"artifactType\":\"AVRO\",\"firstVersion\":{\"content\":{\"content\":\"{\\\"type\\\":\\\"string\\\"}\",\"contentType\":\"application/json\"}}}"));
        }
        if (credentials != null) {
            request.header(
                    "Authorization",
                    "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8)));
        }
        return http.send(request.build(), BodyHandlers.discarding()).statusCode();
    }
}
