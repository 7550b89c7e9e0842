package io.portline.scaling;

import io.portline.local.demo.DemoOrder;
import io.portline.local.demo.DemoOrder.Place;
import io.portline.local.demo.DemoOrder.Turn;
import io.portline.local.demo.PortlineApi;
import io.portline.schemas.PortOrderStatus;
import io.portline.schemas.PortOrderStatusEvent;
import io.portline.security.Callers;
import io.portline.story.RunningStack;
import io.portline.story.RunningStack.Submitted;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.GroupListing;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Two instances of each service side by side: they share the work, and nothing is done twice or left out. */
class TwoInstancesTest {
    private static final int ORDERS = 12;
    private static final int CASES = 4;
    private static final int MOST_MORE = 8;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static final RunningStack PORTLINE = RunningStack.shared();
    private static final Map<String, List<URI>> INSTANCES = new TreeMap<>();

    @BeforeAll
    static void startAnotherOfEach() {
        Map<String, Integer> first = Map.of(
                "order-service", PORTLINE.stack().ports().orderService(),
                "carrier-gateway", PORTLINE.stack().ports().carrierGateway(),
                "notification-service", PORTLINE.stack().ports().notificationService(),
                "case-service", PORTLINE.stack().ports().caseService(),
                "dashboard", PORTLINE.stack().ports().dashboard());
        first.forEach((service, port) -> INSTANCES.put(
                service,
                List.of(
                        URI.create("http://localhost:" + port),
                        PORTLINE.stack().startAnother(service, service + "-2"))));
    }

    @AfterAll
    static void endTheOthers() {
        INSTANCES.keySet().forEach(service -> PORTLINE.stack().stop(service + "-2"));
    }

    @Test
    void shareTheWorkAndLoseAndRepeatNothingWhenOneLeaves() throws Exception {
        String service = "order-service";
        awaitPartitionsForBothInstances();
        Map<URI, Map<String, Double>> before = new TreeMap<>();
        INSTANCES.values().forEach(all -> all.forEach(one -> before.put(one, metrics(one))));

        List<Submitted> orders = new ArrayList<>();
        List<String> cases = new ArrayList<>();
        try (PortlineApi one = api(INSTANCES.get(service).getFirst());
                PortlineApi other = api(INSTANCES.get(service).getLast())) {
            for (int i = 0; i < ORDERS; i++) {
                orders.add(PORTLINE.submit(i % 2 == 0 ? one : other, order(), 2));
            }
            for (int i = 0; i < CASES; i++) {
                cases.add(openedCase(INSTANCES.get("case-service").get(i % 2)));
            }
            orders.forEach(order -> PORTLINE.awaitStatus(order, PortOrderStatus.COMPLETED));
            orders.forEach(TwoInstancesTest::assertThatNothingIsMissingOrRepeated);
            cases.forEach(TwoInstancesTest::assertThatItsOpenerIsToldOnce);
            // On which partition an order falls is chance, and once in a long while all of them fall on those of one
            // instance.
            for (int i = 0; i < MOST_MORE && !bothDidSomeOfIt(before); i++) {
                PORTLINE.awaitStatus(PORTLINE.submit(one, order(), 1), PortOrderStatus.COMPLETED);
            }
            await("both did some of it")
                    .atMost(RunningStack.PATIENCE)
                    .untilAsserted(() -> before.forEach((instance, then) -> assertThat(handled(metrics(instance)))
                            .as("events handled at %s of %s", instance, INSTANCES)
                            .isGreaterThan(handled(then))));
            INSTANCES.forEach((name, all) -> {
                if (!name.equals("dashboard")) {
                    assertThat(all.stream()
                                    .mapToDouble(instance -> sum(metrics(instance), "portline_outbox_active"))
                                    .sum())
                            .as("relays of %s that send", name)
                            .isEqualTo(1);
                }
            });
            assertThatAnInstanceFinishesWhatItHolds(service, one, other);
        }
    }

    /** Orders that an instance took before it left are carried on by the other; the one it was answering is answered. */
    private void assertThatAnInstanceFinishesWhatItHolds(String service, PortlineApi staying, PortlineApi leaving) {
        List<Submitted> taken = new ArrayList<>();
        CompletableFuture<Void> stopping = null;
        RuntimeException refusal = null;
        while (refusal == null && taken.size() < 200) {
            try {
                taken.add(PORTLINE.submit(leaving, order(), 1));
            } catch (PortlineApi.ApiRefusal unready) {
                refusal = unready;
            } catch (UncheckedIOException gone) {
                refusal = gone;
            }
            if (stopping == null && taken.size() == 3) {
                stopping = CompletableFuture.runAsync(() -> PORTLINE.stack().stop(service + "-2"));
            }
        }
        assertThat(stopping).isNotNull();
        stopping.join();
        assertThat(refusal)
                .as("it answers no request half: it takes no more connections")
                .isInstanceOf(UncheckedIOException.class);
        for (Submitted order : taken) {
            PORTLINE.awaitStatus(order, PortOrderStatus.COMPLETED);
            assertThat(staying.order(order.id()).status()).isEqualTo(200);
            assertThatNothingIsMissingOrRepeated(order);
        }
    }

    private static void assertThatNothingIsMissingOrRepeated(Submitted order) {
        List<Long> versions = PORTLINE.eventsOf(order).stream()
                .map(PortOrderStatusEvent::getVersion)
                .toList();
        assertThat(versions)
                .as("versions of %s", order.number())
                .isEqualTo(LongStream.rangeClosed(1, versions.size()).boxed().toList());
        await("mails of " + order.number())
                .atMost(RunningStack.PATIENCE)
                .untilAsserted(() -> assertThat(mails(order))
                        .as("mails of %s, each once", order.number())
                        .hasSize(10)
                        .allSatisfy((_, times) -> assertThat(times).isEqualTo(1)));
    }

    private static Map<String, Long> mails(Submitted order) {
        return PORTLINE.mailsAbout(order).stream()
                .map(TwoInstancesTest::contactAndEvent)
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    }

    private static String contactAndEvent(JsonNode mail) {
        return mail.path("to").asString() + " "
                + mail.path("headers").path("x-portline-event").path(0).asString();
    }

    private static DemoOrder order() {
        return new DemoOrder("two", Place.PARIS, "fr-hexatel", "FOC-PT30H", Turn.NOTHING, "", "fr");
    }

    private static PortlineApi api(URI orderService) {
        return new PortlineApi(
                PORTLINE.addresses().identity(),
                orderService,
                "contoso-script",
                PORTLINE.stack().clientSecret("contoso-script"));
    }

    /** Of each consumer group; an instance has one member in it, and is one that works when Kafka has given it something to read. */
    private static void awaitPartitionsForBothInstances() throws Exception {
        Map<String, Object> client = new HashMap<>(PORTLINE.stack().kafkaClient("admin"));
        client.put("bootstrap.servers", PORTLINE.addresses().kafkaBootstrap());
        try (Admin admin = Admin.create(client)) {
            await("each instance has partitions of its own")
                    .atMost(RunningStack.PATIENCE)
                    .untilAsserted(() -> {
                        Collection<ConsumerGroupDescription> groups = groups(admin);
                        assertThat(INSTANCES.keySet())
                                .allSatisfy(service -> assertThat(groups)
                                        .extracting(ConsumerGroupDescription::groupId)
                                        .anyMatch(group -> group.startsWith(service + ".")));
                        assertThat(groups)
                                .allSatisfy(group -> assertThat(group.members())
                                        .as("members of %s", group.groupId())
                                        .hasSize(2)
                                        .allSatisfy(member -> assertThat(
                                                        member.assignment().topicPartitions())
                                                .isNotEmpty()));
                    });
        }
    }

    private static Collection<ConsumerGroupDescription> groups(Admin admin) throws Exception {
        List<String> names = admin.listGroups().all().get().stream()
                .map(GroupListing::groupId)
                .filter(group -> INSTANCES.keySet().stream().anyMatch(service -> group.startsWith(service + ".")))
                .toList();
        return admin.describeConsumerGroups(names).all().get().values();
    }

    /** The number of a case that this instance took. */
    private static String openedCase(URI caseService) {
        try (Callers callers = new Callers(PORTLINE)) {
            HttpResponse<String> opened = callers.send(HttpRequest.newBuilder(caseService.resolve("/api/v1/cases"))
                    .header("Authorization", "Bearer " + callers.token("contoso-script", "case-service"))
                    .header("Content-Type", "application/json")
                    .header("Idempotency-Key", "\"" + UUID.randomUUID() + "\"")
                    .POST(BodyPublishers.ofString("""
                            {"category":"GENERAL_INQUIRY","country":"US","title":"Two","description":"Which of you is it?"}
                            """)));
            assertThat(opened.statusCode()).as(opened.body()).isEqualTo(201);
            return JSON.readTree(opened.body()).path("number").asString();
        }
    }

    private static void assertThatItsOpenerIsToldOnce(String caseNumber) {
        await("mails of " + caseNumber)
                .atMost(RunningStack.PATIENCE)
                .untilAsserted(() -> assertThat(PORTLINE.mailsNaming(caseNumber))
                        .extracting(TwoInstancesTest::contactAndEvent)
                        .isNotEmpty()
                        .doesNotHaveDuplicates());
    }

    private static boolean bothDidSomeOfIt(Map<URI, Map<String, Double>> before) {
        return before.entrySet().stream().allMatch(then -> handled(metrics(then.getKey())) > handled(then.getValue()));
    }

    private static double handled(Map<String, Double> metrics) {
        return sum(metrics, "portline_inbox_handled_total");
    }

    private static double sum(Map<String, Double> metrics, String name) {
        return metrics.entrySet().stream()
                .filter(metric -> metric.getKey().startsWith(name))
                .mapToDouble(Map.Entry::getValue)
                .sum();
    }

    private static Map<String, Double> metrics(URI instance) {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(
                            HttpRequest.newBuilder(instance.resolve("/actuator/prometheus"))
                                    .build(),
                            BodyHandlers.ofString())
                    .body()
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .collect(Collectors.toMap(
                            line -> line.substring(0, line.lastIndexOf(' ')),
                            line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)),
                            Double::sum));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
