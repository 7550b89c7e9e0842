package io.portline.benchmarks;

import io.portline.local.LocalStack;
import io.portline.local.LocalStackSettings;
import io.portline.local.Ports;
import io.portline.local.demo.DemoOrder;
import io.portline.local.demo.DemoOrder.Place;
import io.portline.local.demo.DemoOrder.Turn;
import io.portline.local.demo.LetterOfAuthorization;
import io.portline.local.demo.PortlineApi;
import io.portline.local.demo.PortlineApi.Answer;
import io.portline.local.demo.StatusEvents;
import io.portline.numbering.PhoneNumber;
import io.portline.schemas.LocalMoment;
import io.portline.schemas.PortOrderStatus;
import io.portline.schemas.PortOrderStatusEvent;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** The whole system, every part a process of its own: start, memory, submission, lists, and orders from submission to the last mail. */
final class StackBenchmark implements AutoCloseable {
    /**
     * Slower than the demo's: there a carrier's day is over in four seconds, so that a system with a few seconds of work before
     * it counts every carrier as overdue, and works for that as well.
     */
    private static final BigDecimal SPEED = BigDecimal.valueOf(3_000);

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final List<String> DATABASES =
            List.of("order_service", "carrier_gateway", "notification_service", "case_service", "dashboard");

    private static final int WARM_UP_SECONDS = 60;
    private static final Duration MAILS_WITHIN = Duration.ofMinutes(5);

    private final Results results;
    private final LocalStackSettings settings;
    private LocalStack stack;

    /** Starts everything, twice: the second start finds what the first has prepared. */
    StackBenchmark(Results results, Path project) throws IOException {
        this.results = results;
        Path folder = Files.createTempDirectory("portline-benchmark");
        this.settings = new LocalStackSettings(project, folder, Ports.free(), SPEED, true, List.of());
        results.section("start and memory, all parts together");
        long begun = System.nanoTime();
        LocalStack unprepared = started(settings);
        double first = (System.nanoTime() - begun) / 1e9;
        results.add("first start, nothing prepared", first, "s");
        unprepared.close();
        begun = System.nanoTime();
        this.stack = started(settings);
        results.add("later start", (System.nanoTime() - begun) / 1e9, "s", first, "the first start");
        Map<String, Long> memory = new TreeMap<>(stack.memory());
        double all = memory.values().stream().mapToLong(Long::longValue).sum() / 1048576.0;
        memory.forEach(
                (part, bytes) -> results.add("memory of " + part, bytes / 1048576.0, "MiB", all, "that of all parts"));
        results.add("memory of all parts", all, "MiB");
    }

    /** Ready, and ended with this process: its parts are processes of their own. */
    private static LocalStack started(LocalStackSettings settings) {
        LocalStack stack = LocalStack.start(settings);
        Runtime.getRuntime().addShutdownHook(new Thread(stack::close, "stop-stack"));
        stack.awaitReady();
        return stack;
    }

    private PortlineApi api() {
        return new PortlineApi(
                stack.addresses().identity(),
                stack.addresses().orderService(),
                "contoso-script",
                stack.clientSecret("contoso-script"));
    }

    private LocalDateTime localNow(Place place) {
        return LocalDateTime.ofInstant(stack.businessClock().instant(), place.zone());
    }

    /** One order's JSON with those numbers and its own letter, the account number being the carrier's instruction. */
    private ObjectNode body(List<PhoneNumber> numbers, String account) {
        DemoOrder order = new DemoOrder("bench", Place.LONDON, "gb-albion", account, Turn.NOTHING, "", "en");
        ObjectNode body = order.body(numbers.getFirst(), localNow(Place.LONDON));
        ArrayNode list = body.putArray("numbers");
        numbers.forEach(number -> list.add(number.e164()));
        return body;
    }

    private Answer submit(PortlineApi api, ObjectNode body) {
        StringBuilder csv = new StringBuilder("PhoneNumber\n");
        body.path("numbers").forEach(number -> csv.append(number.asString()).append('\n'));
        ObjectNode order = body.deepCopy();
        order.remove("numbers");
        byte[] letter = LetterOfAuthorization.signed(
                "Contoso Ltd",
                "Ada Example",
                "gb-albion",
                localNow(Place.LONDON).toLocalDate().minusDays(1));
        return api.submit(order, csv.toString(), letter);
    }

    /** Issue: 999 numbers must not cost more than 15 times one. */
    void submitOneAndMany(int times) {
        results.section("submission over HTTP, one after the other");
        List<PhoneNumber> numbers = Place.LONDON.numbers(999 * 3 + times * 2, RANDOM);
        try (PortlineApi api = api()) {
            List<Long> one = new ArrayList<>();
            List<Long> many = new ArrayList<>();
            int used = 0;
            for (int i = 0; i < times; i++) {
                one.add(timed(api, body(numbers.subList(used, used + 1), "SILENT")));
                used++;
            }
            for (int i = 0; i < 3; i++) {
                many.add(timed(api, body(numbers.subList(used, used + 999), "SILENT")));
                used += 999;
            }
            double first = median(one);
            results.add("an order of 1 number, median", first, "ms");
            results.add("an order of 999 numbers, median", median(many), "ms", first, "one of 1 number");
        }
    }

    private long timed(PortlineApi api, ObjectNode body) {
        long begun = System.nanoTime();
        submit(api, body).orThrow();
        return System.nanoTime() - begun;
    }

    private static double median(List<Long> nanos) {
        return EventBenchmark.median(nanos.stream().map(nano -> nano / 1e6).toList());
    }

    /** The first page of a tenant with few orders and of one with very many: the p99s' ratio is to stay under 2. */
    void firstPages(int few, int many, int requests) throws SQLException {
        results.section("first page of a list of %,d and of %,d orders".formatted(few, many));
        List<String> database = stack.database("order_service");
        try (Connection connection = DriverManager.getConnection(database.get(0), database.get(1), database.get(2))) {
            String columns = columns(connection);
            multiply(connection, columns, "fabrikam", few);
            multiply(connection, columns, "contoso", many);
            connection.createStatement().execute("ANALYZE port_order");
        }
        Percentiles ofFew = pages("fabrikam-script", requests);
        Percentiles ofMany = pages("contoso-script", requests);
        results.times("%,d orders".formatted(few), ofFew);
        results.times("%,d orders".formatted(many), ofMany);
        results.add(
                "p99 of the many",
                ofMany.at(0.99).toNanos() / 1e6,
                "ms",
                ofFew.at(0.99).toNanos() / 1e6,
                "p99 of the few");
    }

    private Percentiles pages(String client, int requests) {
        long[] took = new long[requests];
        try (PortlineApi api = new PortlineApi(
                stack.addresses().identity(), stack.addresses().orderService(), client, stack.clientSecret(client))) {
            for (int i = -50; i < requests; i++) {
                long begun = System.nanoTime();
                api.get("/api/v1/port-orders?limit=50").orThrow();
                if (i >= 0) {
                    took[i] = System.nanoTime() - begun;
                }
            }
        }
        return Percentiles.of(took);
    }

    private static String columns(Connection connection) throws SQLException {
        List<String> columns = new ArrayList<>();
        try (ResultSet found = connection
                .createStatement()
                .executeQuery(
                        "SELECT column_name FROM information_schema.columns WHERE table_name = 'port_order'"
                                + " AND table_schema = 'public' AND is_generated = 'NEVER' AND is_identity = 'NO' ORDER BY ordinal_position")) {
            while (found.next()) {
                columns.add(found.getString(1));
            }
        }
        return String.join(", ", columns);
    }

    /** Copies of an order that is there, each with an id, a number and a time of its own. */
    private static void multiply(Connection connection, String columns, String tenant, int count) throws SQLException {
        String values = List.of(columns.split(", ")).stream()
                .map(column -> switch (column) {
                    case "id" -> "gen_random_uuid()";
                    case "tenant_id" -> "'" + tenant + "'";
                    case "number" -> "'PO-" + tenant + "-' || copy.i";
                    case "submitted_at", "created_at", "updated_at" ->
                        "original." + column + " - copy.i * interval '1 second'";
                    default -> "original." + column;
                })
                .collect(java.util.stream.Collectors.joining(", "));
        connection
                .createStatement()
                .execute(
                        "INSERT INTO port_order (%s) SELECT %s FROM (SELECT * FROM port_order LIMIT 1) AS original, generate_series(1, %d) AS copy(i)"
                                .formatted(columns, values, count));
    }

    /**
     * Submits at a steady rate and follows each order to Completed and to its mails. Services run as they do in containers, and have a minute at half the
     * rate to warm up.
     */
    void story(int perSecond, int seconds) throws SQLException, IOException, InterruptedException {
        startForLongRuns();
        results.section("whole story at %d orders/s for %d s".formatted(perSecond, seconds));
        int warmUp = perSecond * WARM_UP_SECONDS / 2;
        int count = perSecond * seconds;
        Queue<PhoneNumber> numbers = new ConcurrentLinkedQueue<>(Place.LONDON.numbers(warmUp + count, RANDOM));
        Map<String, Completion> completed = new ConcurrentHashMap<>();
        try (StatusEvents events = StatusEvents.fromNowOn(stack.addresses());
                PortlineApi api = api()) {
            events.onEvent(event -> {
                if (event.getStatus() == PortOrderStatus.COMPLETED) {
                    completed.putIfAbsent(event.getOrderId().toString(), completion(event));
                }
            });
            submitSteadily(api, numbers, Math.max(1, perSecond / 2), warmUp);
            Map<String, Long> before = transactions();
            Map<String, Duration> processorsBefore = stack.processorTime();
            long begun = System.nanoTime();
            Submitted submitted = submitSteadily(api, numbers, perSecond, count);
            long lastSubmitted = System.nanoTime();
            Set<String> all = submitted.taken();
            int halfway =
                    (int) all.stream().filter(id -> !completed.containsKey(id)).count();
            EventBenchmark.awaitTrue(() -> completed.keySet().containsAll(all));
            double took = (System.nanoTime() - begun) / 1e9;
            long mails = mailsOnceAllAreTold(completed.size());
            double toldAfter = (System.nanoTime() - begun) / 1e9 - took;
            Map<String, Duration> processorsAfter = stack.processorTime();
            Map<String, Long> after = transactions();
            int orders = Math.max(1, all.size());
            results.add("orders taken", all.size(), "orders");
            results.add(
                    "orders refused",
                    submitted.refused().values().stream()
                            .mapToInt(Integer::intValue)
                            .sum(),
                    "orders");
            submitted.refused().forEach((answer, times) -> results.add("  " + answer, times, "orders"));
            results.add(
                    "submitted", orders / ((lastSubmitted - begun) / 1e9), "orders/s", perSecond, "the rate asked for");
            results.times("answer of a submission, after its time", submitted.delays());
            results.add("under way when the last one was submitted", halfway, "orders");
            List<Completion> inOrder = all.stream()
                    .map(completed::get)
                    .filter(Objects::nonNull)
                    .sorted(Comparator.comparingLong(Completion::at))
                    .toList();
            int third = inOrder.size() / 3;
            // A lag that grows would show as a difference of these.
            results.times("Completed, after the date and time agreed on", lags(inOrder));
            results.times("  the first third of the completions", lags(inOrder.subList(0, third)));
            results.times("  the last third", lags(inOrder.subList(inOrder.size() - third, inOrder.size())));
            results.add("mails that the sink has taken", (double) mails / completed.size(), "an order");
            results.add("the last mail of a completion, after the last completion", toldAfter, "s");
            before.forEach((database, transactions) -> results.add(
                    "transactions of " + database + ", polling included",
                    (double) (after.getOrDefault(database, 0L) - transactions) / orders,
                    "an order"));
            // Of the processors for the time in which one order is submitted; what waits for later is done later.
            double share = Runtime.getRuntime().availableProcessors() * 1e3 / perSecond;
            String ofShare = "what the machine has for one order at that rate";
            Map<String, Double> worked = new TreeMap<>();
            processorsAfter.forEach((part, time) -> worked.put(
                    part,
                    time.minus(processorsBefore.getOrDefault(part, Duration.ZERO))
                                    .toNanos()
                            / 1e6
                            / orders));
            worked.forEach(
                    (part, millis) -> results.add("processor time of " + part, millis, "ms an order", share, ofShare));
            results.add(
                    "processor time of all parts",
                    worked.values().stream().mapToDouble(Double::doubleValue).sum(),
                    "ms an order",
                    share,
                    ofShare);
        }
    }

    private void startForLongRuns() {
        stack.close();
        stack = started(settings.madeForLongRuns());
    }

    /** @param lagNanos of real time, after the business time that was agreed on */
    private record Completion(long at, long lagNanos) {}

    private Completion completion(PortOrderStatusEvent event) {
        LocalMoment agreed = event.getFoc();
        Duration late = agreed == null
                ? Duration.ZERO
                : Duration.between(agreed.getInstant(), stack.businessClock().instant());
        return new Completion(System.nanoTime(), Math.max(0, late.toNanos() / SPEED.longValueExact()));
    }

    private static Percentiles lags(List<Completion> completions) {
        return Percentiles.of(
                completions.stream().mapToLong(Completion::lagNanos).toArray());
    }

    /**
     * @param taken ids of the orders
     * @param refused the answers to the others, and how many had each
     * @param delays from the moment at which an order was due to the answer
     */
    private record Submitted(Set<String> taken, Map<String, Integer> refused, Percentiles delays) {}

    /** Open loop: an order that has to wait for its turn is late, and says so. */
    private Submitted submitSteadily(PortlineApi api, Queue<PhoneNumber> numbers, int perSecond, int count)
            throws InterruptedException {
        Set<String> taken = ConcurrentHashMap.newKeySet();
        Map<String, Integer> refused = new ConcurrentHashMap<>();
        long[] delays = new long[count];
        try (ExecutorService clients = Executors.newFixedThreadPool(16)) {
            long begun = System.nanoTime();
            for (int i = 0; i < count; i++) {
                int order = i;
                long due = begun + i * (1_000_000_000L / perSecond);
                while (System.nanoTime() < due) {
                    LockSupport.parkNanos(due - System.nanoTime());
                }
                clients.execute(() -> {
                    Answer answer = submit(api, body(List.of(numbers.remove()), "FOC-PT30H"));
                    if (answer.status() == 201) {
                        taken.add(answer.body().path("id").asString());
                    } else {
                        refused.merge(
                                answer.status() + " "
                                        + answer.body().path("detail").asString(),
                                1,
                                Integer::sum);
                    }
                    delays[order] = System.nanoTime() - due;
                });
            }
            clients.shutdown();
            if (!clients.awaitTermination(5, TimeUnit.MINUTES)) {
                throw new IllegalStateException("Submissions are not answered");
            }
        }
        return new Submitted(taken, refused, Percentiles.of(delays));
    }

    /** Waits until each completed order's contacts have been told so; returns how many mails were sent in all. */
    private long mailsOnceAllAreTold(int orders) throws SQLException, InterruptedException {
        List<String> database = stack.database("notification_service");
        try (Connection connection = DriverManager.getConnection(database.get(0), database.get(1), database.get(2));
                PreparedStatement mails = connection.prepareStatement("""
                        SELECT count(*), count(DISTINCT delivery.subject_id) FILTER (WHERE kind = 'PORT_ORDER_COMPLETED')
                        FROM delivery JOIN notification USING (event_id) WHERE delivery.status = 'SENT'""")) {
            long end = System.nanoTime() + MAILS_WITHIN.toNanos();
            while (true) {
                try (ResultSet found = mails.executeQuery()) {
                    found.next();
                    if (found.getLong(2) >= orders) {
                        return found.getLong(1);
                    }
                    if (System.nanoTime() > end) {
                        throw new IllegalStateException("Of %,d completed orders only %,d have had their mail %s later"
                                .formatted(orders, found.getLong(2), MAILS_WITHIN));
                    }
                }
                Thread.sleep(200);
            }
        }
    }

    private Map<String, Long> transactions() throws SQLException {
        List<String> database = stack.database("order_service");
        Map<String, Long> transactions = new TreeMap<>();
        try (Connection connection = DriverManager.getConnection(database.get(0), database.get(1), database.get(2));
                ResultSet found = connection
                        .createStatement()
                        .executeQuery("SELECT datname, xact_commit FROM pg_stat_database WHERE datname IN ('%s')"
                                .formatted(String.join("', '", DATABASES)))) {
            while (found.next()) {
                transactions.put(found.getString(1), found.getLong(2));
            }
        }
        return transactions;
    }

    @Override
    public void close() {
        stack.close();
    }
}
