package io.portline.security;

import io.portline.local.demo.DemoOrder;
import io.portline.local.demo.DemoOrder.Place;
import io.portline.local.demo.DemoOrder.Turn;
import io.portline.local.demo.PortlineApi;
import io.portline.local.demo.PortlineApi.Answer;
import io.portline.schemas.PortOrderStatus;
import io.portline.schemas.Topics;
import io.portline.story.RunningStack;
import io.portline.story.RunningStack.Submitted;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** Secrets planted in everything that takes one, and searched for wherever something is kept. */
class SecretsTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final List<String> DATABASES = List.of(
            "order_service", "carrier_gateway", "notification_service", "case_service", "dashboard", "registry");
    private static final SecureRandom RANDOM = new SecureRandom();

    private final RunningStack portline = RunningStack.shared();

    @Test
    void areNowhereTheyMustNotBe() throws Exception {
        String passcode = "Zq" + digits(14);
        String rejectedPasscode = "Zr" + digits(14);
        String account = "FOC-PT30H";
        String pin = digits(10);
        Map<String, Set<String>> allowed = new HashMap<>();
        allowed.put(passcode, Set.of());
        allowed.put(rejectedPasscode, Set.of());
        allowed.put(pin, Set.of());

        Submitted order;
        try (PortlineApi contoso = portline.apiOf("contoso")) {
            DemoOrder kind = new DemoOrder("secret", Place.PARIS, "fr-hexatel", account, Turn.NOTHING, "", "fr");
            order = submitWithPasscode(contoso, kind, passcode);
            assertThat(contoso.order(order.id()).orThrow().toString()).doesNotContain(passcode);
            // What is refused is not repeated in the refusal, whether it can be read or not.
            String wrong =
                    "{\"name\":7,\"passcode\":\"" + rejectedPasscode + "\",\"country\":\"XX\",\"numbers\":\"none\"}";
            for (String body :
                    List.of(wrong, wrong.substring(0, wrong.length() - 4), wrong.replace("\":\"XX", "\":\"X\u0001X"))) {
                Answer refused = contoso.post("/api/v1/port-orders", "application/json", body);
                assertThat(refused.status()).isIn(400, 422);
                assertThat(refused.body().toString()).doesNotContain(rejectedPasscode);
            }
        }
        List<String> tokens = new ArrayList<>();
        try (Callers callers = new Callers(portline)) {
            assertThat(setPin(callers, pin).body()).doesNotContain(pin);
            String webhookSecret = webhookSecret(callers);
            if (!webhookSecret.isEmpty()) {
                // Deliveries are signed with it, so its service must have it, though not as it is.
                allowed.put(webhookSecret, Set.of());
            }
            tokens.add(callers.token("contoso-script", "order-service"));
            tokens.add(callers.token("operator-script", "order-service"));
        }
        portline.awaitStatus(order, PortOrderStatus.COMPLETED);

        // A token's signature is the part that nobody may have.
        tokens.forEach(token -> allowed.put(token.substring(token.lastIndexOf('.') + 1), Set.of()));
        portline.stack().clientSecrets().forEach(secret -> allowed.put(secret, Set.of()));

        List<String> found = new ArrayList<>();
        for (String secret : allowed.keySet()) {
            searchFiles(portline.stack().logs(), secret, found);
            searchFiles(portline.stack().mails(), secret, found);
        }
        searchTopics(allowed.keySet(), found);
        searchTables(allowed.keySet(), found);
        assertThat(found).isEmpty();
    }

    @Test
    void keepAccountDataOutOfPublicTopicsLogsAndMails() throws Exception {
        String account = "ACC" + digits(13);
        Submitted order;
        try (PortlineApi contoso = portline.apiOf("contoso")) {
            order = portline.submit(
                    contoso, new DemoOrder("account", Place.PARIS, "fr-armorique", account, Turn.NOTHING, "", "fr"), 1);
        }
        portline.awaitStatus(order, PortOrderStatus.CONTACTING_CARRIER);

        List<String> found = new ArrayList<>();
        searchFiles(portline.stack().logs(), account, found);
        searchFiles(portline.stack().mails(), account, found);
        searchTopics(Set.of(account), found);
        assertThat(found)
                .as("the gateway must know it, nobody else")
                .allMatch(place -> place.startsWith("topic " + Topics.CARRIER_REQUEST.name()));
    }

    private Submitted submitWithPasscode(PortlineApi contoso, DemoOrder kind, String passcode) {
        Submitted first = portline.submit(contoso, kind, 1);
        // The same order once more by JSON, with the letter that is there and another number.
        ObjectNode body = first.body().deepCopy();
        body.put("passcode", passcode);
        body.putArray("numbers")
                .add(RunningStack.freshNumbers(kind.place(), 1).getFirst().e164());
        body.put("billingTelephoneNumber", body.path("numbers").path(0).asString());
        JsonNode created = contoso.post("/api/v1/port-orders", "application/json", body.toString())
                .orThrow();
        return new Submitted(
                created.path("id").asString(), created.path("number").asString(), body);
    }

    private static HttpResponse<String> setPin(Callers callers, String pin) {
        return callers.send(callers.as("contoso-script", "order-service", "/api/v1/port-out-pin")
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString("{\"pin\":\"" + pin + "\"}")));
    }

    private static String webhookSecret(Callers callers) {
        HttpResponse<String> made =
                callers.send(callers.as("contoso-script", "notification-service", "/api/v1/webhook-endpoints")
                        .header("Content-Type", "application/json")
                        .header("Idempotency-Key", "\"" + UUID.randomUUID() + "\"")
                        .POST(BodyPublishers.ofString(
                                "{\"url\":\"https://example.com/hook\",\"eventTypes\":[\"port-order.completed\"]}")));
        return made.statusCode() == 201
                ? JSON.readTree(made.body()).path("secret").asString("")
                : "";
    }

    private static void searchFiles(Path folder, String secret, List<String> found) throws IOException {
        byte[] wanted = secret.getBytes(StandardCharsets.UTF_8);
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (contains(Files.readAllBytes(file), wanted)) {
                    found.add("file " + folder.relativize(file) + ": " + mask(secret));
                }
            }
        }
    }

    private void searchTopics(Set<String> secrets, List<String> found) throws Exception {
        Map<String, Object> client = new HashMap<>(portline.stack().kafkaClient("admin"));
        client.put("bootstrap.servers", portline.addresses().kafkaBootstrap());
        Set<String> topics;
        try (Admin admin = Admin.create(client)) {
            topics = new TreeSet<>(admin.listTopics().names().get());
        }
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(client, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = topics.stream()
                    .flatMap(topic -> consumer.partitionsFor(topic).stream())
                    .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofSeconds(1))) {
                    for (String secret : secrets) {
                        byte[] wanted = secret.getBytes(StandardCharsets.UTF_8);
                        if ((record.value() != null && contains(record.value(), wanted))
                                || (record.key() != null && contains(record.key(), wanted))
                                || Stream.of(record.headers().toArray())
                                        .anyMatch(
                                                header -> header.value() != null && contains(header.value(), wanted))) {
                            found.add("topic " + record.topic() + ": " + mask(secret));
                        }
                    }
                }
            }
        }
    }

    /** Every column of every table as text, binary ones in hexadecimal and base64 besides. */
    private void searchTables(Set<String> secrets, List<String> found) throws Exception {
        for (String name : DATABASES) {
            List<String> database = portline.stack().database(name);
            try (Connection connection =
                    DriverManager.getConnection(database.get(0), database.get(1), database.get(2))) {
                List<String> tables = new ArrayList<>();
                try (ResultSet all = connection
                        .createStatement()
                        .executeQuery(
                                "SELECT quote_ident(table_name) FROM information_schema.tables WHERE table_schema = 'public'")) {
                    while (all.next()) {
                        tables.add(all.getString(1));
                    }
                }
                for (String table : tables) {
                    for (String secret : secrets) {
                        byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
                        for (String form : List.of(
                                secret,
                                HexFormat.of().formatHex(bytes),
                                Base64.getEncoder().withoutPadding().encodeToString(bytes))) {
                            try (PreparedStatement search = connection.prepareStatement("SELECT count(*) FROM " + table
                                    + " AS t WHERE position(? IN CAST(t AS text)) > 0")) {
                                search.setString(1, form);
                                try (ResultSet count = search.executeQuery()) {
                                    count.next();
                                    if (count.getLong(1) > 0) {
                                        found.add("table " + name + "." + table + ": " + mask(secret));
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
    }

    private static String mask(String secret) {
        return secret.substring(0, 4) + "…";
    }

    private static boolean contains(byte[] text, byte[] wanted) {
        outer:
        for (int i = 0; i <= text.length - wanted.length; i++) {
            for (int j = 0; j < wanted.length; j++) {
                if (text[i + j] != wanted[j]) {
                    continue outer;
                }
            }
            return true;
        }
        return false;
    }

    private static String digits(int count) {
        StringBuilder digits = new StringBuilder();
        while (digits.length() < count) {
            digits.append(RANDOM.nextInt(10));
        }
        return digits.toString();
    }
}
