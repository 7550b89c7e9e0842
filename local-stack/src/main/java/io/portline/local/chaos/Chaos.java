package io.portline.local.chaos;

import io.portline.local.LocalStack;
import io.portline.local.LocalStackException;
import io.portline.local.LocalStackSettings;
import io.portline.local.Terminal;

import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/**
 * Breaks the parts of a stack of its own under a steady load, lets it come to rest, and then asks from outside whether anything was lost,
 * repeated, disordered or left behind.
 */
public final class Chaos {
    private static final Duration CLOCK_LEAP = Duration.ofDays(2);
    private static final Duration LAST_ANSWERS = Duration.ofSeconds(60);

    private final ChaosPlan plan;
    private final LocalStackSettings settings;
    private final Terminal stackTerminal;
    private final PrintStream out;
    private final Map<String, Integer> faults = new LinkedHashMap<>();
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
     * @return whether every promise was kept
     */
    public static boolean run(ChaosPlan plan, LocalStackSettings settings, Terminal stackTerminal, PrintStream out) {
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

    private boolean play() throws InterruptedException, SQLException {
        stack.awaitReady();
        out.printf(
                "Breaking things for %d min %02d s with seed %d, at %.1f orders a second; business time is %s times as fast%n%n",
                plan.breaking().toMinutes(),
                plan.breaking().toSecondsPart(),
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
            out.printf("%nNothing more is broken; waiting until everything has come to rest%n");
            load.stop(LAST_ANSWERS);
            boolean rested = rest();
            mails.stop();
            TopicAudit topics = TopicAudit.read(stack.addresses().kafkaBootstrap());
            Findings findings = load.counted();
            findings.add(topics.findings());
            findings.add(StateAudit.compare(
                    this::connect,
                    topics,
                    mails,
                    load.promisedOrders(),
                    load.promisedCases(),
                    load.promisedPortOuts()));
            return report(findings) && rested;
        } finally {
            mails.stop();
        }
    }

    private void breakThings(Load load) throws InterruptedException {
        RandomGenerator random = new Random(plan.seed());
        Iterator<Fault> next = Fault.seeded(random).iterator();
        long end = System.nanoTime() + plan.breaking().toNanos();
        long clockStepAt = System.nanoTime() + plan.breaking().toNanos() / 2;
        boolean stepped = false;
        while (System.nanoTime() < end) {
            // Some calm before each, so that there is something to break.
            TimeUnit.MILLISECONDS.sleep(random.nextInt(3_000, 9_000));
            boolean step = !stepped && System.nanoTime() > clockStepAt;
            stepped |= step;
            Fault fault = step ? new Fault.ClockStep(CLOCK_LEAP) : next.next();
            out.printf(
                    "%4d s  %-70s %d orders so far%n",
                    TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begun), fault.words(), load.begun());
            apply(fault);
        }
    }

    private void apply(Fault fault) throws InterruptedException {
        switch (fault) {
            case Fault.Kill(String part) -> {
                faults.merge("killed", 1, Integer::sum);
                stack.kill(part);
                // The supervisor notices a moment later; ready again means also: it has noticed.
                TimeUnit.MILLISECONDS.sleep(800);
                stack.awaitReady(part);
            }
            case Fault.Freeze(List<String> parts, Duration length) -> {
                faults.merge("frozen", parts.size(), Integer::sum);
                parts.forEach(stack::freeze);
                TimeUnit.MILLISECONDS.sleep(length.toMillis());
                parts.forEach(stack::thaw);
            }
            case Fault.Restart(String part) -> {
                faults.merge("restarted", 1, Integer::sum);
                stack.restart(part);
            }
            case Fault.ClockStep(Duration leap) -> {
                faults.merge("clock steps", 1, Integer::sum);
                stack.close();
                LocalStack.leap(settings, leap);
                stack = LocalStack.startTirelessly(settings, stackTerminal);
                stack.awaitReady();
            }
        }
    }

    private boolean rest() throws InterruptedException, SQLException {
        long end = System.nanoTime() + plan.settling().toNanos();
        Map<String, Long> unsettled = StateAudit.unsettled(this::connect);
        int calm = 0;
        // Twice in a row: what one service has just taken from another is on its way and in no table yet.
        while (calm < 2 && System.nanoTime() < end) {
            TimeUnit.SECONDS.sleep(3);
            unsettled = StateAudit.unsettled(this::connect);
            calm = unsettled.isEmpty() ? calm + 1 : 0;
        }
        if (!unsettled.isEmpty()) {
            out.printf("It has not come to rest: %s%n", unsettled);
        }
        return unsettled.isEmpty();
    }

    private boolean report(Findings findings) {
        out.printf("%nBroken: %s%n", faults);
        findings.counts().forEach((what, count) -> out.printf("  %,9d  %s%n", count, what));
        if (findings.clean()) {
            out.printf("%nEvery promise was kept.%n");
        } else {
            out.printf("%n%d BREACHES:%n", findings.breachCount());
            findings.shown().forEach(breach -> out.printf("  %s%n", breach));
        }
        return findings.clean();
    }

    private Connection connect(String database) throws SQLException {
        List<String> access = stack.database(database);
        return DriverManager.getConnection(access.get(0), access.get(1), access.get(2));
    }
}
