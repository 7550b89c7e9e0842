package io.portline.local.chaos;

import io.portline.local.LocalStack;
import io.portline.local.LocalStackException;
import io.portline.local.LocalStackSettings;
import io.portline.local.Terminal;
import io.portline.local.chaos.ChaosPlan.Breaking;

import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.LongPredicate;
import java.util.random.RandomGenerator;

/**
 * Breaks the parts of a stack of its own under a steady load, lets it come to rest, and then asks from outside whether anything was lost,
 * repeated, disordered or left behind.
 */
public final class Chaos {
    private static final Duration CLOCK_LEAP = Duration.ofDays(2);
    private static final Duration LAST_ANSWERS = Duration.ofSeconds(60);

    /** A relay sends 500 rows at a time; it dies before the second batch is through. */
    private static final int ROWS_FOR_TWO_BATCHES = 900;

    /** Each is some four rows: contacts, two changes of its status, a request to the carrier. */
    private static final int ORDERS_FOR_TWO_BATCHES = 240;

    /** Orders live for a minute, in which a short run can break something instead of waiting for them. */
    private static final int LAST_FAULTS_AMID_WHAT_IS_UNDER_WAY = 2;

    private static final Duration ROWS_COME_WITHIN = Duration.ofSeconds(25);
    private static final Duration ROWS_GO_WITHIN = Duration.ofSeconds(40);
    private static final int TRIES_TO_KILL_A_RELAY_AMID_ROWS = 3;
    private static final String KILLED = "killed";
    private static final String FROZEN = "frozen";
    private static final String CLOCK_STEPS = "clock steps";

    private final ChaosPlan plan;
    private final LocalStackSettings settings;
    private final Terminal stackTerminal;
    private final PrintStream out;
    private final Map<String, Integer> broken = new LinkedHashMap<>();
    private final Interruptions interruptions = new Interruptions();
    private final Findings findings = new Findings();
    private final Clock clock = Clock.systemUTC();
    private final long begun = System.nanoTime();
    private volatile LocalStack stack;

    private Chaos(ChaosPlan plan, LocalStackSettings settings, Terminal stackTerminal, PrintStream out) {
        this.plan = plan;
        this.settings = settings;
        this.stackTerminal = stackTerminal;
        this.out = out;
        stack = LocalStack.startTirelessly(settings, stackTerminal);
    }

    /**
     * Starts a stack with these settings, breaks it, and stops it in the end.
     *
     * @param stackTerminal where the stack says what it does
     * @param out where the run says what it breaks and what it found
     */
    public static ChaosResult run(
            ChaosPlan plan, LocalStackSettings settings, Terminal stackTerminal, PrintStream out) {
        Chaos chaos = new Chaos(plan, settings, stackTerminal, out);
        // Whoever stops the run half way wants its processes gone as well.
        Runtime.getRuntime().addShutdownHook(new Thread(() -> chaos.stack.close(), "stop-stack"));
        try {
            return chaos.play();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LocalStackException("Interrupted", e);
        } catch (SQLException e) {
            throw new LocalStackException("The databases cannot be looked at: " + e.getMessage(), e);
        } finally {
            chaos.stack.close();
        }
    }

    private ChaosResult play() throws InterruptedException, SQLException {
        stack.awaitReady();
        out.printf(
                "Breaking things %s with seed %d, at %.1f orders a second; business time is %s times as fast%n%n",
                switch (plan.breaking()) {
                    case Breaking.For(Duration time) ->
                        "for %d min %02d s".formatted(time.toMinutes(), time.toSecondsPart());
                    case Breaking.Exactly(List<Fault> faults) -> "%d times".formatted(faults.size());
                },
                plan.seed(),
                plan.ordersPerSecond(),
                settings.speed().toPlainString());
        MailWatch mails = new MailWatch(stack.mails());
        mails.start();
        try (HttpClient http =
                HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(3)).build()) {
            Load load = new Load(
                    http,
                    stack.addresses().identity(),
                    stack.addresses().orderService(),
                    URI.create("http://localhost:" + settings.ports().caseService()),
                    URI.create("http://localhost:" + settings.ports().carrierGateway()),
                    stack.clientSecret("contoso-script"),
                    stack.clientSecret("desk-script"),
                    stack.clientSecret("operator-script"),
                    () -> stack.businessClock(),
                    new Random(plan.seed()),
                    plan.ordersPerSecond());
            load.start();
            breakThings(load);
            say("Nothing more is broken; waiting until everything has come to rest");
            load.stop(LAST_ANSWERS);
            rest();
            mails.stop();
            say("Looking at what is there");
            TopicAudit topics = TopicAudit.read(stack.addresses().kafkaBootstrap(), interruptions);
            findings.add(load.counted());
            findings.add(topics.findings());
            findings.add(StateAudit.compare(
                    this::connect,
                    topics,
                    mails,
                    interruptions,
                    new StateAudit.Told(
                            load.promisedOrders(), load.promisedCases(), load.promisedPortOuts(), load.endings())));
            return report();
        } finally {
            mails.stop();
        }
    }

    private void breakThings(Load load) throws InterruptedException, SQLException {
        RandomGenerator random = new Random(plan.seed());
        switch (plan.breaking()) {
            case Breaking.Exactly(List<Fault> faults) -> {
                for (int fault = 0; fault < faults.size(); fault++) {
                    if (fault == faults.size() - LAST_FAULTS_AMID_WHAT_IS_UNDER_WAY) {
                        load.beginNoMore();
                    }
                    breakOne(faults.get(fault), load, random);
                }
            }
            case Breaking.For(Duration time) -> {
                Iterator<Fault> next = Fault.seeded(random);
                long end = System.nanoTime() + time.toNanos();
                long clockStepAt = System.nanoTime() + time.toNanos() / 2;
                boolean stepped = false;
                while (System.nanoTime() < end) {
                    boolean step = !stepped && System.nanoTime() > clockStepAt;
                    stepped |= step;
                    breakOne(step ? new Fault.ClockStep(CLOCK_LEAP) : next.next(), load, random);
                }
                if (!stepped) {
                    findings.breach("the clock was not stepped: one fault took half of the run");
                }
            }
        }
    }

    private void breakOne(Fault fault, Load load, RandomGenerator random) throws InterruptedException, SQLException {
        long calm = plan.calm().toMillis();
        TimeUnit.MILLISECONDS.sleep(random.nextLong(calm, 3 * calm));
        say("%-70s %d orders so far".formatted(fault.words(), load.begun()));
        apply(fault, load);
    }

    private void say(String words) {
        out.printf("%4d s  %s%n", TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begun), words);
    }

    private void apply(Fault fault, Load load) throws InterruptedException, SQLException {
        Instant from = clock.instant();
        switch (fault) {
            case Fault.Kill(List<String> parts) -> {
                parts.forEach(stack::kill);
                awaitReadyAfterDeath(parts, from);
            }
            case Fault.KillRelay() -> {
                for (int tries = 0; tries < TRIES_TO_KILL_A_RELAY_AMID_ROWS && !killRelay(load); tries++) {
                    say("it was killed when no rows were left; again");
                }
            }
            case Fault.Freeze(List<String> parts, Duration length) -> {
                count(FROZEN, parts.size());
                parts.forEach(stack::freeze);
                TimeUnit.MILLISECONDS.sleep(length.toMillis());
                parts.forEach(stack::thaw);
                interruptions.frozen(Set.copyOf(parts), from, clock.instant());
            }
            case Fault.Restart(String part) -> {
                count("restarted", 1);
                stack.restart(part);
            }
            case Fault.ClockStep(Duration leap) -> {
                Instant reached = stack.businessClock().instant();
                stack.close();
                LocalStack.leap(settings, leap);
                stack = LocalStack.startTirelessly(settings, stackTerminal);
                stack.awaitReady();
                if (stack.businessClock().instant().isBefore(reached.plus(leap))) {
                    findings.breach("the clock did not step: there was none saved");
                } else {
                    count(CLOCK_STEPS, 1);
                }
                interruptions.ended(everyPart(), from, clock.instant());
            }
        }
    }

    private static Set<String> everyPart() {
        Set<String> parts = new HashSet<>(Fault.SERVICES);
        parts.addAll(Fault.INFRASTRUCTURE);
        return parts;
    }

    private void awaitReadyAfterDeath(List<String> parts, Instant died) throws InterruptedException {
        count(KILLED, parts.size());
        // The supervisor notices a moment later; ready again means also: it has noticed.
        TimeUnit.MILLISECONDS.sleep(800);
        parts.forEach(stack::awaitReady);
        interruptions.ended(Set.copyOf(parts), died, clock.instant());
    }

    /** Whether rows were left that the relay had seen and not sent, or not marked as sent. */
    private boolean killRelay(Load load) throws InterruptedException, SQLException {
        try (Connection connection = connect("order_service");
                PreparedStatement count = connection.prepareStatement("SELECT count(*) FROM outbox WHERE id <= ?")) {
            Instant from = clock.instant();
            stack.freeze("kafka");
            load.hurry(ORDERS_FOR_TWO_BATCHES);
            long waiting = awaitRows(count, Long.MAX_VALUE, ROWS_COME_WITHIN, rows -> rows >= ROWS_FOR_TWO_BATCHES);
            long last = lastRow(connection);
            stack.thaw("kafka");
            interruptions.frozen(Set.of("kafka"), from, clock.instant());
            count(FROZEN, 1);
            awaitRows(count, last, ROWS_GO_WITHIN, rows -> aBatchHasGone(waiting, rows));
            Instant died = clock.instant();
            stack.kill(Fault.KillRelay.SERVICE);
            // Nobody else deletes them.
            long left = rows(count, last);
            awaitReadyAfterDeath(List.of(Fault.KillRelay.SERVICE), died);
            boolean amid = left > 0 && aBatchHasGone(waiting, left);
            say("  of %d rows %d were left".formatted(waiting, left));
            if (amid) {
                count(ChaosResult.RELAYS_KILLED_WITH_ROWS_LEFT, 1);
            }
            return amid;
        }
    }

    /** The first few rows were on their way when Kafka froze, and go by themselves. */
    private static boolean aBatchHasGone(long waiting, long left) {
        return left < waiting * 2 / 3;
    }

    private static long awaitRows(PreparedStatement count, long last, Duration limit, LongPredicate enough)
            throws SQLException, InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        long rows = rows(count, last);
        while (!enough.test(rows) && System.nanoTime() < end) {
            TimeUnit.MILLISECONDS.sleep(2);
            rows = rows(count, last);
        }
        return rows;
    }

    private static long rows(PreparedStatement count, long last) throws SQLException {
        count.setLong(1, last);
        try (ResultSet row = count.executeQuery()) {
            return row.next() ? row.getLong(1) : 0;
        }
    }

    private static long lastRow(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT coalesce(max(id), 0) FROM outbox")) {
            return row.next() ? row.getLong(1) : 0;
        }
    }

    private void count(String what, int howMany) {
        broken.merge(what, howMany, Integer::sum);
    }

    private void rest() throws InterruptedException, SQLException {
        long end = System.nanoTime() + plan.settling().toNanos();
        Map<String, Long> unsettled = unsettled();
        int calm = unsettled.isEmpty() ? 1 : 0;
        // Twice in a row: what one service has just taken from another is on its way and in no table yet.
        while (calm < 2 && System.nanoTime() < end) {
            TimeUnit.SECONDS.sleep(1);
            unsettled = unsettled();
            calm = unsettled.isEmpty() ? calm + 1 : 0;
        }
        if (!unsettled.isEmpty()) {
            findings.breach("it has not come to rest: " + unsettled);
        }
    }

    private Map<String, Long> unsettled() throws InterruptedException, SQLException {
        Map<String, Long> unsettled = new LinkedHashMap<>(StateAudit.unsettled(this::connect));
        if (unsettled.isEmpty()) {
            long lag = ConsumerLag.records(stack.addresses().kafkaBootstrap());
            if (lag > 0) {
                unsettled.put("records to consume", lag);
            }
        }
        return unsettled;
    }

    private ChaosResult report() {
        findings.add(worthless(plan, broken, findings.counts()));
        out.printf("%nBroken: %s%n", broken);
        findings.counts().forEach((what, count) -> out.printf("  %,9d  %s%n", count, what));
        if (findings.clean()) {
            out.printf("%nEvery promise was kept.%n");
        } else {
            out.printf("%n%d BREACHES:%n", findings.breachCount());
            findings.shown().forEach(breach -> out.printf("  %s%n", breach));
        }
        return new ChaosResult(broken, findings.counts(), findings.breaches());
    }

    /** What a run must have done to show anything; numbers leave only after their orders' days, which a short run may not see. */
    static Findings worthless(ChaosPlan plan, Map<String, Integer> broken, Map<String, Long> counts) {
        boolean ofRelay = switch (plan.breaking()) {
            case Breaking.For _ -> true;
            case Breaking.Exactly(List<Fault> faults) -> faults.contains(new Fault.KillRelay());
        };
        Findings findings = new Findings();
        if (ofRelay && broken.getOrDefault(ChaosResult.RELAYS_KILLED_WITH_ROWS_LEFT, 0) == 0) {
            findings.breach("no relay was killed with rows left");
        }
        if (plan.breaking() instanceof Breaking.For && counts.getOrDefault(Load.PORT_OUTS_PROMISED, 0L) == 0) {
            findings.breach("no number was asked for by another carrier");
        }
        return findings;
    }

    private Connection connect(String database) throws SQLException {
        List<String> access = stack.database(database);
        return DriverManager.getConnection(access.get(0), access.get(1), access.get(2));
    }
}
