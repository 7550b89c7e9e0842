package io.portline.local.chaos;

import io.portline.local.demo.DemoOrder;
import io.portline.local.demo.DemoOrder.Place;
import io.portline.local.demo.LetterOfAuthorization;
import io.portline.numbering.PhoneNumber;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** Orders, cases and port-outs, steadily, by a client that goes on asking until it has an answer; remembers what was promised to it. */
final class Load {
    /** So many may wait for an answer while parts are down; then no new ones are begun. */
    private static final int AT_ONCE = 48;

    /** Business days and a minute without answers fit in; further ahead a run would only wait longer for its end. */
    private static final int DAYS_AHEAD = 14;

    /** Of what was begun. The others were refused, or had no answer when the run ended. */
    private static final double SHARE_PROMISED = 0.8;

    static final String PORT_OUTS_PROMISED = "port-outs promised";

    private static final String COMPLETED = "COMPLETED";

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Supplier<Clock> businessClock;
    private final URI orderService;
    private final URI caseService;
    private final PatientApi orders;
    private final PatientApi cases;
    private final PatientApi desk;
    private final PortOutLoad portOuts;
    private final RandomGenerator random;
    private final Duration between;
    private final CountDownLatch over = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);
    private final CountDownLatch noMore = new CountDownLatch(1);
    private final Semaphore room = new Semaphore(AT_ONCE);
    private final Map<Place, Deque<PhoneNumber>> unused = new HashMap<>();
    private final Set<String> promisedOrders = ConcurrentHashMap.newKeySet();
    private final Set<String> promisedCases = ConcurrentHashMap.newKeySet();
    private final Map<String, String> endings = new ConcurrentHashMap<>();
    private final AtomicInteger begun = new AtomicInteger();
    private final AtomicInteger casesBegun = new AtomicInteger();
    private final AtomicInteger hurried = new AtomicInteger();
    private final LongAdder repeated = new LongAdder();
    private final Map<String, LongAdder> refusals = new ConcurrentHashMap<>();

    /** What an order is to go through. */
    private enum Story {
        ACCEPTED("ACCEPT"),
        SOON("FOC-P2D"),
        REJECTED_AND_CORRECTED("REJECT-ACCOUNT_NUMBER_MISMATCH"),
        CANCELLED("DELAY-P2D"),
        DATE_MOVED("MOVE-FOC-P2D"),
        ACTIVATED_AT_THE_SECOND_TRY("FAIL-ACTIVATION-1");

        private final String accountNumber;

        Story(String accountNumber) {
            this.accountNumber = accountNumber;
        }

        /** Six in ten are plain. */
        static Story draw(RandomGenerator random) {
            return random.nextInt(10) < 6 ? ACCEPTED : values()[random.nextInt(1, values().length)];
        }
    }

    @SuppressWarnings("TooManyParameters")
    Load(
            HttpClient http,
            URI identity,
            URI orderService,
            URI caseService,
            URI carrierGateway,
            String scriptSecret,
            String deskSecret,
            String operatorSecret,
            Supplier<Clock> businessClock,
            RandomGenerator random,
            double ordersPerSecond) {
        this.businessClock = businessClock;
        this.orderService = orderService;
        this.caseService = caseService;
        this.random = random;
        between = Duration.ofNanos((long) (1e9 / ordersPerSecond));
        orders = new PatientApi(http, identity, "contoso-script", scriptSecret, "orders", over);
        cases = new PatientApi(http, identity, "contoso-script", scriptSecret, "cases", over);
        desk = new PatientApi(http, identity, "desk-script", deskSecret, "cases", over);
        portOuts = new PortOutLoad(
                orders,
                new PatientApi(http, identity, "operator-script", operatorSecret, "carriers", over),
                orderService,
                carrierGateway,
                businessClock,
                ended,
                Integer.toString(random.nextInt(10_000_000, 100_000_000)));
    }

    void start() {
        // Shuffled once: a number that is ours already would be refused, and rightly so.
        for (Place place : List.of(Place.LONDON, Place.SEATTLE, Place.PARIS)) {
            List<PhoneNumber> numbers =
                    new java.util.ArrayList<>(place.numbers(place == Place.LONDON ? 40_000 : 4_000, random));
            Collections.shuffle(numbers, java.util.Random.from(random));
            unused.put(place, new ArrayDeque<>(numbers));
        }
        Thread.ofVirtual().name("load").start(this::run);
        portOuts.start();
    }

    /** Begins so many of the next orders as fast as answers come. */
    void hurry(int howMany) {
        hurried.addAndGet(howMany);
    }

    /** No orders and no cases any more; those that were begun go on, and completed numbers leave. */
    void beginNoMore() {
        noMore.countDown();
    }

    /** Begins nothing new, waits until what was begun has its answers, at most so long. */
    void stop(Duration limit) {
        beginNoMore();
        ended.countDown();
        try {
            boolean _ = room.tryAcquire(AT_ONCE, limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        over.countDown();
    }

    /** Ids of the orders that were answered with 201. */
    Set<String> promisedOrders() {
        return Set.copyOf(promisedOrders);
    }

    /** Ids of the cases that were answered with 201. */
    Set<String> promisedCases() {
        return Set.copyOf(promisedCases);
    }

    /** Ids of the port-outs that were promised to winning carriers. */
    Set<String> promisedPortOuts() {
        return portOuts.promised();
    }

    /** In which status orders must end, by id; those of which it depends on who was quicker are left out. */
    Map<String, String> endings() {
        return Map.copyOf(endings);
    }

    /** How many orders were begun, answered or not. */
    int begun() {
        return begun.get();
    }

    Findings counted() {
        Findings findings = new Findings();
        findings.count("orders submitted", promisedOrders.size());
        findings.count("cases opened", promisedCases.size());
        findings.count(PORT_OUTS_PROMISED, portOuts.promised().size());
        enough(findings, "orders", begun.get(), promisedOrders.size());
        enough(findings, "cases", casesBegun.get(), promisedCases.size());
        if (portOuts.begun() > 0) {
            enough(findings, "port-outs", portOuts.begun(), portOuts.promised().size());
        }
        findings.count("requests that had to be repeated", repeated.sum());
        refusals.forEach((why, count) -> findings.count("refused: " + why, count.sum()));
        return findings;
    }

    /** A run whose requests come to nothing shows nothing, however well everything is kept. */
    static void enough(Findings findings, String what, int begun, int promised) {
        if (promised == 0 || promised < Math.floor(begun * SHARE_PROMISED)) {
            findings.breach("of %d %s that were begun %d were promised".formatted(begun, what, promised));
        }
    }

    private Duration untilTheNext() {
        return hurried.getAndUpdate(left -> Math.max(0, left - 1)) > 0 ? Duration.ZERO : between;
    }

    private void run() {
        try {
            for (int i = 0; !noMore.await(untilTheNext().toNanos(), TimeUnit.NANOSECONDS); i++) {
                room.acquire();
                Place place = i % 10 == 0 ? Place.SEATTLE : i % 10 == 5 ? Place.PARIS : Place.LONDON;
                Story story = Story.draw(random);
                PhoneNumber number =
                        unused.getOrDefault(place, new ArrayDeque<>()).pollFirst();
                boolean aCaseToo = i % 2 == 0;
                int turn = i;
                Thread.ofVirtual().start(() -> {
                    try {
                        if (number != null) {
                            anOrder(place, story, number);
                        }
                        if (aCaseToo) {
                            aCase(turn);
                        }
                    } finally {
                        room.release();
                    }
                });
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void anOrder(Place place, Story story, PhoneNumber number) {
        begun.incrementAndGet();
        DemoOrder order = new DemoOrder(
                story.name(), place, carrier(place), story.accountNumber, DemoOrder.Turn.NOTHING, "", "en");
        LocalDateTime now = LocalDateTime.ofInstant(businessClock.get().instant(), place.zone());
        ObjectNode body = order.body(number, now);
        body.put(
                "requestedPortDate",
                now.plusDays(DAYS_AHEAD)
                        .withHour(10)
                        .withMinute(0)
                        .withSecond(0)
                        .withNano(0)
                        .toString());
        byte[] letter = LetterOfAuthorization.signed(
                "Contoso Ltd",
                "Ada Example",
                order.carrierId(),
                now.toLocalDate().minusDays(1));
        Multipart form = new Multipart()
                .part("order", "order.json", "application/json", JSON.writeValueAsBytes(body))
                .part(
                        "numbers",
                        "numbers.csv",
                        "text/csv",
                        ("PhoneNumber\n" + number.e164() + "\n").getBytes(StandardCharsets.UTF_8))
                .part("loa", "loa.pdf", "application/pdf", letter);
        Optional<PatientApi.Answer> created = orders.answer(
                "POST",
                orderService.resolve("/api/v1/port-orders"),
                Map.of("Content-Type", form.contentType(), "Idempotency-Key", key()),
                form.bytes());
        if (!kept(created, "order")) {
            return;
        }
        JsonNode answer = created.orElseThrow().body();
        String id = answer.path("id").asString();
        promisedOrders.add(id);
        switch (story) {
            case ACCEPTED, DATE_MOVED, ACTIVATED_AT_THE_SECOND_TRY -> endings.put(id, COMPLETED);
            case SOON -> {
                endings.put(id, COMPLETED);
                // Ours so early that even a short run sees them leave again, and one order in twelve.
                portOuts.offer(id, place, number.e164());
            }
            case CANCELLED -> cancel(id);
            case REJECTED_AND_CORRECTED -> {
                body.withArray("numbers").add(number.e164());
                body.put("loaDocumentId", answer.path("loaDocumentId").asString());
                correct(id, body, place);
            }
        }
    }

    private void cancel(String id) {
        URI order = orderService.resolve("/api/v1/port-orders/" + id);
        while (over.getCount() > 0) {
            Optional<PatientApi.Answer> seen = orders.get(order);
            Optional<PatientApi.Answer> cancelled = seen.flatMap(now -> orders.answer(
                    "POST",
                    URI.create(order + "/cancel"),
                    Map.of("Content-Type", "application/json", "If-Match", now.etag()),
                    "{}".getBytes(StandardCharsets.UTF_8)));
            // 412: it moved on between the look and the cancel; 409: done, by a try whose answer was lost, or too late.
            if (cancelled.isEmpty() || cancelled.get().status() != 412) {
                cancelled.filter(PatientApi.Answer::succeeded).ifPresent(_ -> endings.put(id, "CANCELLED"));
                return;
            }
        }
    }

    private void correct(String id, ObjectNode body, Place place) {
        URI uri = orderService.resolve("/api/v1/port-orders/" + id);
        while (ended.getCount() > 0) {
            Optional<PatientApi.Answer> seen = orders.get(uri);
            if (seen.isEmpty()) {
                return;
            }
            if ("ERROR".equals(seen.get().body().path("status").asString())) {
                LocalDateTime now = LocalDateTime.ofInstant(businessClock.get().instant(), place.zone());
                body.put("accountNumber", "ACCEPT");
                body.put("loaSignedOn", now.toLocalDate().minusDays(1).toString());
                body.put(
                        "requestedPortDate",
                        now.plusDays(DAYS_AHEAD)
                                .withHour(10)
                                .withMinute(0)
                                .withSecond(0)
                                .withNano(0)
                                .toString());
                Optional<PatientApi.Answer> edited = orders.answer(
                        "PUT",
                        uri,
                        Map.of(
                                "Content-Type",
                                "application/json",
                                "If-Match",
                                seen.get().etag()),
                        JSON.writeValueAsBytes(body));
                if (edited.isEmpty() || edited.get().status() != 412) {
                    edited.filter(PatientApi.Answer::succeeded).ifPresent(_ -> endings.put(id, COMPLETED));
                    return;
                }
            }
            try {
                boolean _ = ended.await(500, TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private void aCase(int turn) {
        casesBegun.incrementAndGet();
        ObjectNode body = JSON.createObjectNode()
                .put("category", "GENERAL_INQUIRY")
                .put("country", "US")
                .put("title", "Question " + turn)
                .put("description", "How long does it take?");
        Map<String, String> headers = Map.of("Content-Type", "application/json", "Idempotency-Key", key());
        URI all = caseService.resolve("/api/v1/cases");
        Optional<PatientApi.Answer> opened = cases.answer("POST", all, headers, JSON.writeValueAsBytes(body));
        if (!kept(opened, "case")) {
            return;
        }
        String id = opened.orElseThrow().body().path("id").asString();
        promisedCases.add(id);
        if (turn % 4 == 0) {
            step(desk, id, "take", "{}");
            step(cases, id, "comments", "{\"text\": \"It is about two numbers.\"}");
            step(desk, id, "resolve", "{\"code\": \"ANSWERED\", \"text\": \"Four business days.\"}");
        }
    }

    private void step(PatientApi who, String id, String what, String body) {
        URI uri = caseService.resolve("/api/v1/cases/" + id);
        for (int tries = 0; tries < 5; tries++) {
            Optional<PatientApi.Answer> seen = who.get(uri);
            Optional<PatientApi.Answer> done = seen.flatMap(now -> who.answer(
                    "POST",
                    URI.create(uri + "/" + what),
                    Map.of("Content-Type", "application/json", "If-Match", now.etag(), "Idempotency-Key", key()),
                    body.getBytes(StandardCharsets.UTF_8)));
            if (done.isEmpty() || done.get().status() != 412) {
                done.ifPresent(answer -> kept(Optional.of(answer), "case " + what));
                return;
            }
        }
    }

    /** Whether it was created; a refusal is counted by what it says. */
    private boolean kept(Optional<PatientApi.Answer> answer, String what) {
        if (answer.isEmpty()) {
            return false;
        }
        if (answer.get().tries() > 1) {
            repeated.increment();
        }
        if (!answer.get().succeeded()) {
            String why = "%s %d %s"
                    .formatted(
                            what,
                            answer.get().status(),
                            answer.get()
                                    .body()
                                    .path("errors")
                                    .path(0)
                                    .path("code")
                                    .asString(""));
            refusals.computeIfAbsent(why, _ -> new LongAdder()).increment();
        }
        return answer.get().succeeded();
    }

    static String carrier(Place place) {
        return switch (place) {
            case SEATTLE -> "us-cascadia";
            case LONDON -> "gb-albion";
            case PARIS -> "fr-hexatel";
        };
    }

    static String key() {
        return "\"" + UUID.randomUUID() + "\"";
    }
}
