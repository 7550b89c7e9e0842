package io.portline.story;

import io.portline.local.LocalStack;
import io.portline.local.LocalStackSettings;
import io.portline.local.Terminal;
import io.portline.local.demo.DemoAddresses;
import io.portline.local.demo.DemoOrder;
import io.portline.local.demo.DemoOrder.Place;
import io.portline.local.demo.LetterOfAuthorization;
import io.portline.local.demo.PortlineApi;
import io.portline.local.demo.StatusEvents;
import io.portline.numbering.PhoneNumber;
import io.portline.schemas.PortOrderStatus;
import io.portline.schemas.PortOrderStatusEvent;
import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * The whole of Portline, every part a process of its own, once for all stories of a test run; Kafka and the registry ask for credentials, and
 * traces are told.
 */
public final class RunningStack {
    public static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Set<PhoneNumber> NUMBERS_GIVEN_OUT = ConcurrentHashMap.newKeySet();

    private final LocalStack stack;
    private final StatusEvents events;
    private final OtlpReceiver traces;

    private RunningStack(LocalStack stack, OtlpReceiver traces) {
        this.stack = stack;
        this.traces = traces;
        DemoAddresses addresses = stack.addresses();
        events = StatusEvents.fromNowOn(addresses);
    }

    /** The one stack, started when it is first asked for and ended with the JVM. */
    public static RunningStack shared() {
        return Shared.INSTANCE;
    }

    private static final class Shared {
        static final RunningStack INSTANCE = start();

        private static RunningStack start() {
            try {
                // This process reads events too, and Avro makes room for what bytes claim before it reads them.
                System.setProperty("org.apache.avro.limits.string.maxLength", "1048576");
                System.setProperty("org.apache.avro.limits.bytes.maxLength", "1048576");
                Path project = Path.of("").toAbsolutePath().getParent();
                Path folder = Files.createTempDirectory("portline-stories");
                OtlpReceiver traces = OtlpReceiver.start();
                LocalStackSettings settings = LocalStackSettings.onFreePorts(project, folder)
                        .withCredentials()
                        .withEnvironment(Map.of("PORTLINE_TRACING_OTLP_ENDPOINT", traces.address()));
                LocalStack stack = LocalStack.start(settings, new Terminal(System.out));
                Runtime.getRuntime().addShutdownHook(new Thread(stack::close));
                stack.awaitReady();
                return new RunningStack(stack, traces);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** What the services told of their traces. */
    public OtlpReceiver traces() {
        return traces;
    }

    public LocalStack stack() {
        return stack;
    }

    public DemoAddresses addresses() {
        return stack.addresses();
    }

    /** The API as one of the two tenants: {@code contoso} or {@code fabrikam}. */
    public PortlineApi apiOf(String tenant) {
        String client = tenant + "-script";
        return new PortlineApi(addresses().identity(), addresses().orderService(), client, stack.clientSecret(client));
    }

    /** Business time where the numbers are. */
    public LocalDateTime localNow(DemoOrder.Place place) {
        return LocalDateTime.ofInstant(stack.businessClock().instant(), place.zone());
    }

    /** An order on its way: its id, and what was submitted, to edit it later. */
    public record Submitted(String id, String number, ObjectNode body) {}

    /** Submits with a CSV file and a PDF, as an integrating system does. */
    public Submitted submit(PortlineApi api, DemoOrder order, int numberCount) {
        for (int tries = 1; ; tries++) {
            try {
                return submitNow(api, order, numberCount);
            } catch (PortlineApi.ApiRefusal refusal) {
                // Business time runs fast: a date that lay ahead when it was written may lie behind when a service that
                // has just started reads it.
                if (tries == 5 || !String.valueOf(refusal.getMessage()).contains("NOT_IN_THE_FUTURE")) {
                    throw refusal;
                }
            }
        }
    }

    /** Numbers that no test was given before: one that was ported already is refused, and there are ten thousand of a place only. */
    public static List<PhoneNumber> freshNumbers(Place place, int count) {
        return Stream.generate(() -> place.numbers(1, RANDOM).getFirst())
                .filter(NUMBERS_GIVEN_OUT::add)
                .limit(count)
                .toList();
    }

    private Submitted submitNow(PortlineApi api, DemoOrder order, int numberCount) {
        List<PhoneNumber> numbers = freshNumbers(order.place(), numberCount);
        LocalDateTime now = localNow(order.place());
        ObjectNode body = order.body(numbers.getFirst(), now);
        String csv = numbers.stream().map(PhoneNumber::e164).collect(Collectors.joining("\n", "PhoneNumber\n", "\n"));
        byte[] letter = LetterOfAuthorization.signed(
                "Contoso Ltd",
                "Ada Example",
                order.carrierId(),
                now.toLocalDate().minusDays(1));
        JsonNode created = api.submit(body, csv, letter).orThrow();
        numbers.forEach(number -> body.withArray("numbers").add(number.e164()));
        body.put("loaDocumentId", created.path("loaDocumentId").asString());
        return new Submitted(
                created.path("id").asString(), created.path("number").asString(), body);
    }

    /** The events of an order as they came out of Kafka. */
    public List<PortOrderStatusEvent> eventsOf(Submitted order) {
        return events.of(order.id());
    }

    /** Waits until an event of the order has said that status; business time is fast, so a later one may have come since. */
    public void awaitStatus(Submitted order, PortOrderStatus status) {
        Awaitility.await("order " + order.number() + " in " + status)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(100))
                .until(() -> eventsOf(order).stream().anyMatch(event -> event.getStatus() == status));
    }

    /** Waits until something is so. */
    public static void eventually(Callable<Boolean> so) {
        Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofMillis(300)).until(so);
    }

    /** The mails about what happened to an order, oldest first; reminders of its transfer say nothing new. */
    public List<JsonNode> mailsAbout(Submitted order) {
        return mailsNaming(order.number()).stream()
                .filter(mail -> mail.path("headers").has("x-portline-status"))
                .toList();
    }

    /** The mails with that number in their subject, oldest first. */
    public List<JsonNode> mailsNaming(String number) {
        try (HttpClient http = HttpClient.newHttpClient()) {
            URI mails = addresses().mailView().resolve("/mails");
            String body = http.send(
                            HttpRequest.newBuilder(mails)
                                    .header("Accept", "application/json")
                                    .build(),
                            BodyHandlers.ofString())
                    .body();
            return StreamSupport.stream(JSON.readTree(body).spliterator(), false)
                    .filter(mail -> mail.path("subject").asString().contains(number))
                    .toList()
                    .reversed();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
