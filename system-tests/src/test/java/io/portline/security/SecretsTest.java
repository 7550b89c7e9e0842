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
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Secrets planted in everything that takes one, and searched for wherever something is kept. */
class SecretsTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final List<String> DATABASES = List.of(
            "order_service", "carrier_gateway", "notification_service", "case_service", "dashboard", "registry");

    /** Where the account number is needed: with whoever takes it, with whoever asks the carrier, and on the way between them. */
    private static final List<String> WITH_ACCOUNTS =
            List.of("table order_service.", "table carrier_gateway.", "topic " + Topics.CARRIER_REQUEST.name() + ":");

    private static final String WEBHOOK_PREFIX = "whsec_";
    private static final SecureRandom RANDOM = new SecureRandom();

    private final RunningStack portline = RunningStack.shared();

    @Test
    void areNowhereTheyMustNotBe() throws Exception {
        String passcode = "Zq" + digits(14);
        String rejectedPasscode = "Zr" + digits(14);
        String pin = digits(10);
        List<Secret> secrets =
                new ArrayList<>(List.of(Secret.of(passcode), Secret.of(rejectedPasscode), Secret.of(pin)));

        Submitted order;
        try (PortlineApi contoso = portline.apiOf("contoso")) {
            DemoOrder kind = new DemoOrder("secret", Place.PARIS, "fr-hexatel", "FOC-PT30H", Turn.NOTHING, "", "fr");
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
        try (Callers callers = new Callers(portline)) {
            assertThat(setPin(callers, pin).body()).doesNotContain(pin);
            // A token's signature is the part that nobody may have.
            for (String client : List.of("contoso-script", "operator-script")) {
                String token = callers.token(client, "order-service");
                secrets.add(Secret.of(token.substring(token.lastIndexOf('.') + 1)));
            }
            JsonNode hook = webhook(callers);
            String key = hook.path("secret").asString();
            assertThat(key).startsWith(WEBHOOK_PREFIX);
            // Deliveries are signed with it, so its service must have it, though not as it is.
            secrets.add(Secret.of(key, Base64.getDecoder().decode(key.substring(WEBHOOK_PREFIX.length()))));
            portline.awaitStatus(order, PortOrderStatus.COMPLETED);
            awaitDelivery(callers, hook.path("id").asString());
            removeWebhook(callers, hook.path("id").asString());
        }
        portline.stack().clientSecrets().forEach(secret -> secrets.add(Secret.of(secret)));

        assertThat(placesOf(secrets)).isEmpty();
    }

    @Test
    void keepAccountDataWhereItIsNeeded() throws Exception {
        String account = "ACC" + digits(13);
        Submitted order;
        try (PortlineApi contoso = portline.apiOf("contoso")) {
            order = portline.submit(
                    contoso, new DemoOrder("account", Place.PARIS, "fr-armorique", account, Turn.NOTHING, "", "fr"), 1);
        }
        portline.awaitStatus(order, PortOrderStatus.CONTACTING_CARRIER);
        await("mails of " + order.number())
                .atMost(RunningStack.PATIENCE)
                .until(() -> !portline.mailsAbout(order).isEmpty());

        Set<String> places = placesOf(List.of(Secret.of(account)));
        assertThat(places)
                .as("the gateway must know it, nobody else")
                .allMatch(place -> WITH_ACCOUNTS.stream().anyMatch(place::startsWith));
        // What is not found where it must be would be found nowhere.
        assertThat(WITH_ACCOUNTS).allSatisfy(where -> assertThat(places).anyMatch(place -> place.startsWith(where)));
    }

    private Set<String> placesOf(List<Secret> secrets) throws Exception {
        Set<String> found = new TreeSet<>();
        searchLogs(secrets, found);
        searchMails(secrets, found);
        searchTopics(secrets, found);
        searchTables(secrets, found);
        return found;
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

    private static JsonNode webhook(Callers callers) {
        HttpResponse<String> made =
                callers.send(callers.as("contoso-script", "notification-service", "/api/v1/webhook-endpoints")
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(
                                "{\"url\":\"http://localhost:1/secrets\",\"eventTypes\":[\"port-order.completed\"]}")));
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        return JSON.readTree(made.body());
    }

    /** Nobody is there, so that the failure is kept and told too. */
    private static void awaitDelivery(Callers callers, String id) {
        await("a webhook was tried")
                .atMost(RunningStack.PATIENCE)
                .until(() -> JSON.readTree(callers.send(callers.as(
                                                "contoso-script",
                                                "notification-service",
                                                "/api/v1/webhook-endpoints/" + id + "/deliveries"))
                                        .body())
                                .path("items")
                                .path(0)
                                .path("attempts")
                                .asInt(0)
                        > 0);
    }

    private static void removeWebhook(Callers callers, String id) {
        callers.send(callers.as("contoso-script", "notification-service", "/api/v1/webhook-endpoints/" + id)
                .DELETE());
    }

    private void searchLogs(List<Secret> secrets, Set<String> found) throws IOException {
        for (Path file : files(portline.stack().logs())) {
            search("log " + file.getFileName(), text(Files.readAllBytes(file)), secrets, found);
        }
    }

    /** As they were sent, and as their readers see them: what is within base64 or quoted-printable as well. */
    private void searchMails(List<Secret> secrets, Set<String> found) throws IOException, MessagingException {
        Session session = Session.getInstance(new Properties());
        int read = 0;
        for (Path file : files(portline.stack().mails())) {
            byte[] content = Files.readAllBytes(file);
            search("mail " + file.getFileName(), text(content), secrets, found);
            if (file.toString().endsWith(".eml")) {
                MimeMessage mail = new MimeMessage(session, new ByteArrayInputStream(content));
                search("mail " + file.getFileName(), String.valueOf(mail.getSubject()), secrets, found);
                read += searchPart("mail " + file.getFileName(), mail, secrets, found);
            }
        }
        assertThat(read).as("parts of mails that were read").isGreaterThan(1);
    }

    private static int searchPart(String place, Part part, List<Secret> secrets, Set<String> found)
            throws IOException, MessagingException {
        if (part.isMimeType("multipart/*") && part.getContent() instanceof Multipart parts) {
            int read = 0;
            for (int i = 0; i < parts.getCount(); i++) {
                read += searchPart(place, parts.getBodyPart(i), secrets, found);
            }
            return read;
        }
        search(place, text(part.getInputStream().readAllBytes()), secrets, found);
        return 1;
    }

    private void searchTopics(List<Secret> secrets, Set<String> found) throws Exception {
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
                    search("topic " + record.topic(), text(record), secrets, found);
                }
            }
        }
    }

    private static String text(ConsumerRecord<byte[], byte[]> record) {
        return Stream.concat(
                        Stream.of(record.key(), record.value()),
                        Stream.of(record.headers().toArray()).map(Header::value))
                .filter(Objects::nonNull)
                .map(SecretsTest::text)
                .collect(Collectors.joining("\n"));
    }

    /** Every row of every table as text, in which binary columns are in hexadecimal. */
    private void searchTables(List<Secret> secrets, Set<String> found) throws Exception {
        for (String name : DATABASES) {
            List<String> database = portline.stack().database(name);
            try (Connection connection =
                    DriverManager.getConnection(database.get(0), database.get(1), database.get(2))) {
                // Otherwise the driver would read a table into memory as a whole.
                connection.setAutoCommit(false);
                for (String table : tables(connection)) {
                    try (Statement statement = connection.createStatement()) {
                        statement.setFetchSize(200);
                        try (ResultSet rows =
                                statement.executeQuery("SELECT CAST(t AS text) FROM " + table + " AS t")) {
                            while (rows.next()) {
                                search("table " + name + "." + table, rows.getString(1), secrets, found);
                            }
                        }
                    }
                }
            }
        }
    }

    private static List<String> tables(Connection connection) throws SQLException {
        List<String> tables = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet all = statement.executeQuery("""
                        SELECT quote_ident(table_schema) || '.' || quote_ident(table_name) FROM information_schema.tables
                        WHERE table_schema NOT IN ('pg_catalog', 'information_schema')
                        """)) {
            while (all.next()) {
                tables.add(all.getString(1));
            }
        }
        assertThat(tables).isNotEmpty();
        return tables;
    }

    private static void search(String place, String text, List<Secret> secrets, Set<String> found) {
        for (Secret secret : secrets) {
            if (secret.isIn(text)) {
                found.add(place + ": " + secret.name());
            }
        }
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    private static String text(byte[] content) {
        return new String(content, StandardCharsets.ISO_8859_1);
    }

    private static String digits(int count) {
        StringBuilder digits = new StringBuilder();
        while (digits.length() < count) {
            digits.append(RANDOM.nextInt(10));
        }
        return digits.toString();
    }
}
