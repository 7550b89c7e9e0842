package io.portline.security;

import io.portline.local.demo.DemoOrder;
import io.portline.local.demo.DemoOrder.Place;
import io.portline.local.demo.DemoOrder.Turn;
import io.portline.local.demo.PortlineApi;
import io.portline.schemas.PortOrderStatus;
import io.portline.schemas.Topic;
import io.portline.schemas.Topics;
import io.portline.security.Endpoints.Endpoint;
import io.portline.story.RunningStack;
import io.portline.story.RunningStack.Submitted;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.LONG;
import static org.awaitility.Awaitility.await;

/** Nonsense to every operation and every consumer: none answers 500, none gets stuck. The seed is fixed, the amount bounded. */
class FuzzTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final long SEED = 20_261_121;
    private static final int TRIES = 14;
    private static final int LONG_KEY = 3_000;

    /** A byte before it included: how a record begins that has a schema in the registry. */
    private static final int SCHEMA_ID = 5;

    /** A length as Avro writes it. */
    private static final byte[] CLAIM = {(byte) 0xFE, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF, 0x0E};

    private static final List<String> WORDS = List.of(
            "",
            " ",
            "0",
            "-1",
            "99999999999999999999",
            "1e999",
            "NaN",
            "null",
            "true",
            "[]",
            "{}",
            "\u0000",
            "\uD800",
            "\u202e",
            "'; DROP TABLE port_order; --",
            "../../etc/passwd",
            "${jndi:ldap://x}",
            "<script>",
            "%00",
            "%",
            "a".repeat(5_000),
            "é\u0301",
            "2026-02-30T25:61",
            "+1206555",
            "日本語");
    private static final List<String> FIELDS = List.of(
            "name",
            "country",
            "losingCarrierId",
            "portType",
            "numbers",
            "billingTelephoneNumber",
            "accountNumber",
            "passcode",
            "accountHolder",
            "serviceAddress",
            "requestedPortDate",
            "loaDocumentId",
            "loaSignedOn",
            "contacts",
            "countryFields",
            "category",
            "type",
            "title",
            "description",
            "fields",
            "documentIds",
            "text",
            "reason",
            "words",
            "pin",
            "stars",
            "url",
            "eventTypes",
            "from",
            "to",
            "zone",
            "tenantId",
            "caseId",
            "order",
            "email",
            "language",
            "requestId",
            "winningCarrierId");

    private static Callers callers;
    private static Belongings belongings;

    private final RunningStack portline = RunningStack.shared();
    private final Random random = new Random(SEED);

    @BeforeAll
    static void contosoHasOneOfEachThing() {
        callers = new Callers(RunningStack.shared());
        belongings = new Belongings(RunningStack.shared(), callers);
    }

    @AfterAll
    static void end() {
        if (belongings != null) {
            belongings.remove();
        }
        callers.close();
    }

    @Test
    void makesNoOperationAnswer500() {
        List<String> faults = new ArrayList<>();
        try {
            for (Endpoint endpoint : Endpoints.all()) {
                for (int i = 0; i < TRIES; i++) {
                    String client = pick(clients(endpoint));
                    HttpRequest.Builder request = callers.as(client, endpoint.service(), path(endpoint));
                    request.method(
                            endpoint.method(), endpoint.hasBody() ? body(endpoint, request) : BodyPublishers.noBody());
                    headers(request);
                    HttpResponse<String> answer = callers.send(request);
                    if (answer.statusCode() >= 500) {
                        faults.add("%s (try %d as %s): %d %s"
                                .formatted(endpoint, i, client, answer.statusCode(), answer.body()));
                    }
                }
            }
        } finally {
            letTheCarrierAnswer();
        }
        assertThat(faults).isEmpty();
    }

    /** Another service only where nobody else comes further than to a 403. */
    private static List<String> clients(Endpoint endpoint) {
        List<String> usual = List.of(WhoMay.CONTOSO, WhoMay.DESK, WhoMay.OPERATOR);
        return Collections.disjoint(usual, WhoMay.doIt(endpoint))
                ? List.of(WhoMay.CONTOSO, WhoMay.SERVICE, WhoMay.SERVICE)
                : usual;
    }

    /** Nonsense that an operator sent may have paused it, for the orders of other tests too. */
    private static void letTheCarrierAnswer() {
        String carrier = "/api/v1/carriers/" + Belongings.CARRIER;
        assertThat(send("carrier-gateway", carrier + "/resume", "{}").statusCode())
                .isEqualTo(204);
        assertThat(send("carrier-gateway", carrier + "/reject-all", "{\"on\":false}")
                        .statusCode())
                .isEqualTo(204);
    }

    @Test
    void getsNoConsumerStuckAndOperatorsCanClearWhatItLeft() throws Exception {
        Map<String, Object> admin = new HashMap<>(portline.stack().kafkaClient("admin"));
        admin.put("bootstrap.servers", portline.addresses().kafkaBootstrap());
        int written = 0;
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(admin, new ByteArraySerializer(), new ByteArraySerializer())) {
            for (Topic<?> topic : Topics.all()) {
                Optional<ConsumerRecord<byte[], byte[]>> sample = last(admin, topic.name());
                for (int partition = 0; partition < topic.partitions(); partition++) {
                    producer.send(nonsense(topic, partition, sample)).get();
                    written++;
                }
            }
        }
        assertThat(written).isEqualTo(Topics.all().size() * Topics.PARTITIONS);

        // Every partition has nonsense in it now: each consumer comes past it, and what is behind it goes on.
        awaitThatNobodyIsBehind(admin);
        awaitAnOrderAndAPortOut();
        awaitACase();
        for (String service : Callers.SCOPES.keySet()) {
            assertThat(letters(service)).as("dead letters of " + service).isNotEmpty();
            clear(service);
        }
    }

    /** Every consumer of every service has read all partitions of its topic to where they end now. */
    private static void awaitThatNobodyIsBehind(Map<String, Object> client) throws Exception {
        try (Admin admin = Admin.create(client)) {
            List<String> groups = admin.listGroups().all().get().stream()
                    .map(GroupListing::groupId)
                    .filter(group ->
                            Callers.SCOPES.keySet().stream().anyMatch(service -> group.startsWith(service + ".")))
                    .toList();
            Map<String, Set<TopicPartition>> read = new TreeMap<>();
            admin.describeConsumerGroups(groups)
                    .all()
                    .get()
                    .forEach((group, description) -> read.put(
                            group,
                            description.members().stream()
                                    .flatMap(member -> member.assignment().topicPartitions().stream())
                                    .collect(Collectors.toSet())));
            assertThat(read)
                    .allSatisfy((group, partitions) ->
                            assertThat(partitions).as(group).hasSize(Topics.PARTITIONS));
            Set<TopicPartition> all =
                    read.values().stream().flatMap(Set::stream).collect(Collectors.toSet());
            assertThat(all).hasSize(Topics.all().size() * Topics.PARTITIONS);
            Map<TopicPartition, ListOffsetsResultInfo> ends = admin.listOffsets(
                            all.stream().collect(Collectors.toMap(Function.identity(), _ -> OffsetSpec.latest())))
                    .all()
                    .get();
            await("nobody is behind").atMost(RunningStack.PATIENCE).untilAsserted(() -> {
                for (Map.Entry<String, Set<TopicPartition>> group : read.entrySet()) {
                    Map<TopicPartition, OffsetAndMetadata> places = admin.listConsumerGroupOffsets(group.getKey())
                            .partitionsToOffsetAndMetadata()
                            .get();
                    assertThat(group.getValue())
                            .allSatisfy(partition -> assertThat(places.get(partition))
                                    .as("%s at %s", group.getKey(), partition)
                                    .isNotNull()
                                    .extracting(OffsetAndMetadata::offset, as(LONG))
                                    .isGreaterThanOrEqualTo(ends.get(partition).offset()));
                }
            });
        }
    }

    /** Of the order's number, to its last status at the winning carrier. */
    private void awaitAnOrderAndAPortOut() {
        try (PortlineApi contoso = portline.apiOf("contoso")) {
            Submitted order = portline.submit(contoso, order(), 1);
            portline.awaitStatus(order, PortOrderStatus.COMPLETED);
            await("mails of " + order.number())
                    .atMost(RunningStack.PATIENCE)
                    .until(() -> portline.mailsAbout(order).size() >= 10);
            JsonNode asked = belongings.askedFor(
                    portline.eventsOf(order).getLast().getPortedNumbers().getFirst(), Place.PARIS, 2);
            await("the winning carrier hears that the number has left")
                    .atMost(RunningStack.PATIENCE)
                    .until(() -> JSON.readTree(send("carrier-gateway", "/api/v1/port-outs?limit=50", null)
                                    .body())
                            .path("items")
                            .valueStream()
                            .anyMatch(item -> item.path("portOutId").equals(asked.path("portOutId"))
                                    && item.path("status").asString().equals("COMPLETED")));
        }
    }

    private void awaitACase() {
        String number = belongings
                .openedCase("{\"category\":\"GENERAL_INQUIRY\",\"country\":\"US\",\"title\":\"Fuzz\","
                        + "\"description\":\"Are you still there?\"}")
                .path("number")
                .asString();
        await("mails of " + number)
                .atMost(RunningStack.PATIENCE)
                .until(() -> !portline.mailsNaming(number).isEmpty());
    }

    /** Looks at each dead letter, tries to redrive what cannot be, and discards it with a reason. */
    private static void clear(String service) {
        for (JsonNode letter : letters(service)) {
            String path = "/api/v1/dead-letters/" + letter.path("id").asLong();
            assertThat(send(service, path, null).statusCode()).isEqualTo(200);
            assertThat(send(service, path + "/redrive", "{\"reason\":\"is it still so?\"}")
                            .statusCode())
                    .as("a redrive of nonsense")
                    .isIn(200, 409, 422);
            int discarded = send(service, path + "/discard", "{\"reason\":\"written by a test\"}")
                    .statusCode();
            assertThat(discarded).isIn(200, 409);
        }
        await(service + " has no dead letters any more")
                .atMost(RunningStack.PATIENCE)
                .untilAsserted(() -> assertThat(letters(service)).isEmpty());
        assertThat(send(service, "/api/v1/held-keys", null).statusCode()).isEqualTo(200);
    }

    private static List<JsonNode> letters(String service) {
        HttpResponse<String> answer = send(service, "/api/v1/dead-letters?limit=200", null);
        assertThat(answer.statusCode()).isEqualTo(200);
        return StreamSupport.stream(JSON.readTree(answer.body()).path("items").spliterator(), false)
                .toList();
    }

    private static HttpResponse<String> send(String service, String path, String body) {
        HttpRequest.Builder request = callers.as("operator-script", service, path);
        return callers.send(
                body == null
                        ? request.GET()
                        : request.header("Content-Type", "application/json").POST(BodyPublishers.ofString(body)));
    }

    private static boolean compacted(Topic<?> topic) {
        return "compact".equals(topic.config().get("cleanup.policy"));
    }

    private ProducerRecord<byte[], byte[]> nonsense(
            Topic<?> topic, int partition, Optional<ConsumerRecord<byte[], byte[]>> sample) {
        byte[] key = ("fuzz-" + random.nextLong()).getBytes(StandardCharsets.UTF_8);
        Headers good = new RecordHeaders();
        Map.of(
                        "ce_id",
                        UUID.randomUUID().toString(),
                        "ce_type",
                        "io.portline." + topic.name(),
                        "ce_time",
                        "2026-11-21T12:00:00Z",
                        "ce_sequence",
                        "0000000000000000001")
                .forEach((name, value) -> good.add(name, value.getBytes(StandardCharsets.UTF_8)));
        byte[] valid = sample.map(ConsumerRecord::value).orElse(new byte[] {0, 0, 0, 0, 1, 2, 3});
        byte[] noise = new byte[random.nextInt(1, 300)];
        random.nextBytes(noise);
        return switch (partition % 10) {
            // Noise with headers as they should be.
            case 0 -> new ProducerRecord<>(topic.name(), partition, key, noise, good);
            // A schema that nobody knows.
            case 1 -> new ProducerRecord<>(topic.name(), partition, key, new byte[] {0, 0x7f, 1, 2, 3, 4}, good);
            // A record cut off in the middle.
            case 2 -> new ProducerRecord<>(topic.name(), partition, key, Arrays.copyOf(valid, valid.length / 2), good);
            // No headers at all.
            case 3 -> new ProducerRecord<>(topic.name(), partition, key, valid);
            // Headers that make no sense, and no key where Kafka takes a record without one.
            case 4 -> {
                Headers bad = new RecordHeaders(good.toArray());
                bad.remove("ce_sequence");
                bad.add("ce_sequence", noise);
                bad.add("traceparent", noise);
                yield new ProducerRecord<>(topic.name(), partition, compacted(topic) ? key : null, valid, bad);
            }
            // An id that is there and says nothing.
            case 5 -> {
                Headers bad = new RecordHeaders(good.toArray());
                bad.remove("ce_id");
                bad.add("ce_id", null);
                yield new ProducerRecord<>(topic.name(), partition, key, valid, bad);
            }
            // A key that PostgreSQL does not take for a text.
            case 6 ->
                new ProducerRecord<>(
                        topic.name(), partition, "fuzz-\u0000-key".getBytes(StandardCharsets.UTF_8), noise, good);
            // A key too long for an index, and compressing it does not help.
            case 7 -> {
                byte[] longest = new byte[LONG_KEY];
                random.nextBytes(longest);
                byte[] text = Base64.getEncoder().encode(longest);
                yield new ProducerRecord<>(topic.name(), partition, text, noise, good);
            }
            // A schema that is known, and texts that claim two thousand million characters.
            case 8 -> {
                byte[] lying = Arrays.copyOf(valid, SCHEMA_ID + 4 * CLAIM.length);
                for (int at = SCHEMA_ID; at < lying.length; at += CLAIM.length) {
                    System.arraycopy(CLAIM, 0, lying, at, CLAIM.length);
                }
                yield new ProducerRecord<>(topic.name(), partition, key, lying, good);
            }
            // Nothing.
            default -> new ProducerRecord<>(topic.name(), partition, key, new byte[0], good);
        };
    }

    private static Optional<ConsumerRecord<byte[], byte[]>> last(Map<String, Object> admin, String topic) {
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(admin, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(partition -> new TopicPartition(topic, partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            return StreamSupport.stream(consumer.poll(Duration.ofSeconds(3)).spliterator(), false)
                    .filter(record -> record.value() != null && record.value().length > 5)
                    .findFirst();
        }
    }

    private String path(Endpoint endpoint) {
        String path = endpoint.path();
        if (path.contains("{") && random.nextInt(3) == 0) {
            path = belongings.path(endpoint);
            path = path.contains("?") ? path.substring(0, path.indexOf('?')) : path;
        }
        while (path.contains("{")) {
            String value = random.nextBoolean()
                    ? UUID.randomUUID().toString()
                    : java.net.URLEncoder.encode(pick(WORDS), StandardCharsets.UTF_8)
                            .replace("+", "%20");
            path = path.replaceFirst("\\{[^}]*}", value.isEmpty() ? "x" : value.replace("$", "%24"));
        }
        StringBuilder query = new StringBuilder();
        for (String name : List.of("limit", "cursor", "status", "after", "q", "from", "sort", "view", "key", "topic")) {
            if (random.nextInt(3) == 0) {
                query.append(query.isEmpty() ? '?' : '&')
                        .append(name)
                        .append('=')
                        .append(java.net.URLEncoder.encode(pick(WORDS), StandardCharsets.UTF_8));
            }
        }
        return path + query;
    }

    private HttpRequest.BodyPublisher body(Endpoint endpoint, HttpRequest.Builder request) {
        String type = pick(endpoint.mediaTypes());
        request.header(
                "Idempotency-Key",
                random.nextInt(4) == 0 ? pick(WORDS).replaceAll("[^ -~]", "x") : "\"" + UUID.randomUUID() + "\"");
        if (random.nextInt(8) == 0) {
            type = pick(List.of("text/plain", "application/xml", "application/x-www-form-urlencoded", "*/*"));
        }
        if (type.startsWith("multipart")) {
            request.header("Content-Type", type + (random.nextInt(5) == 0 ? "" : "; boundary=b"));
            return BodyPublishers.ofByteArray(multipart());
        }
        request.header("Content-Type", type);
        byte[] text = value(0).getBytes(StandardCharsets.UTF_8);
        return BodyPublishers.ofByteArray(
                switch (random.nextInt(8)) {
                    case 0 -> Arrays.copyOf(text, text.length / 2);
                    case 1 -> noise();
                    case 2 -> "[".repeat(20_000).getBytes(StandardCharsets.UTF_8);
                    default -> text;
                });
    }

    private byte[] multipart() {
        StringBuilder body = new StringBuilder();
        for (String name : List.of("order", "numbers", "loa", "file", "case")) {
            if (random.nextBoolean()) {
                String content = switch (random.nextInt(4)) {
                    case 0 -> value(0);
                    case 1 -> "PhoneNumber\n" + pick(WORDS) + "\n\"unclosed";
                    case 2 -> "%PDF-1.7\n" + pick(WORDS);
                    default -> pick(WORDS);
                };
                body.append("--b\r\nContent-Disposition: form-data; name=\"")
                        .append(name)
                        .append(random.nextBoolean() ? "\"; filename=\"x.csv\"" : "\"")
                        .append("\r\nContent-Type: ")
                        .append(pick(List.of("application/json", "text/csv", "application/pdf", "nonsense")))
                        .append("\r\n\r\n")
                        .append(content)
                        .append("\r\n");
            }
        }
        return (random.nextInt(4) == 0 ? body : body.append("--b--\r\n"))
                .toString()
                .getBytes(StandardCharsets.UTF_8);
    }

    /** A JSON value of any kind, objects mostly with names that mean something. */
    private String value(int depth) {
        return switch (depth == 0 ? 5 : random.nextInt(depth > 3 ? 5 : 7)) {
            case 0 -> "null";
            case 1 -> pick(List.of("true", "false", "0", "-1", "1.5", "1e400", "99999999999999999999999"));
            case 2, 3, 4 -> JSON.writeValueAsString(pick(WORDS));
            case 5 -> {
                List<String> members = new ArrayList<>();
                for (String field : FIELDS) {
                    if (random.nextInt(depth == 0 ? 2 : 9) == 0) {
                        members.add(JSON.writeValueAsString(field) + ":" + value(depth + 1));
                    }
                }
                yield "{" + String.join(",", members) + "}";
            }
            default -> "[" + value(depth + 1) + "," + value(depth + 1) + "]";
        };
    }

    private void headers(HttpRequest.Builder request) {
        for (String name : List.of("If-Match", "Accept-Language", "traceparent", "Accept", "X-Forwarded-For")) {
            if (random.nextInt(3) == 0) {
                request.header(name, pick(WORDS).replaceAll("[^ -~]", "x"));
            }
        }
    }

    private byte[] noise() {
        byte[] noise = new byte[random.nextInt(2_000)];
        random.nextBytes(noise);
        return noise;
    }

    private <T> T pick(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    private static DemoOrder order() {
        return new DemoOrder("fuzz", Place.PARIS, "fr-hexatel", "FOC-PT30H", Turn.NOTHING, "", "fr");
    }
}
