package io.portline.benchmarks;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * What an event costs: events that an independent consumer received per second as a share of the same commits without
 * any event, and the time from a commit to that consumer. Real fsync, acks=all; rounds of all ways interleaved, medians printed.
 */
final class EventBenchmark {
    private static final int ORDERS_PER_WRITER = 50;
    private static final int LATENCY_THREADS = 16;

    private final Results results;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final int rounds;
    private final long roundNanos;

    EventBenchmark(Results results, int rounds, int seconds) {
        this.results = results;
        this.rounds = rounds;
        this.roundNanos = seconds * 1_000_000_000L;
    }

    private interface Change {
        void apply(UUID order, long version);
    }

    private record Commits(long count, long begun, double perSecond) {}

    /** A way to publish, and who listens to it. */
    record Listened(Approach approach, Arrivals arrivals) {}

    /**
     * So long that compilers are done with each way: otherwise they take a fifth of two processors from what is measured.
     *
     * @param insertOnly ours without a relay
     * @param ways ours first
     */
    void warmUp(int writers, int seconds, PortlineApproach insertOnly, List<Listened> ways)
            throws InterruptedException, ExecutionException {
        long nanos = seconds * 1_000_000_000L;
        Orders own = ways.getFirst().approach().orders();
        commits(writers, nanos, own, own::changeSilently);
        commits(writers, nanos, insertOnly.orders(), insertOnly::change);
        insertOnly.emptyOutbox();
        for (Listened way : ways) {
            consumedPerSecond(writers, nanos, way);
        }
    }

    /**
     * @param insertOnly ours without a relay
     * @param ways ours first
     */
    void share(int writers, PortlineApproach insertOnly, List<Listened> ways)
            throws InterruptedException, ExecutionException {
        results.section("%d writers".formatted(writers));
        List<Double> bare = new ArrayList<>();
        List<Double> inserted = new ArrayList<>();
        Map<String, List<Double>> arrived = new HashMap<>();
        Orders own = ways.getFirst().approach().orders();
        for (int round = 0; round < rounds; round++) {
            double silently =
                    commits(writers, roundNanos, own, own::changeSilently).perSecond();
            double unsent = commits(writers, roundNanos, insertOnly.orders(), insertOnly::change)
                    .perSecond();
            insertOnly.emptyOutbox();
            Map<String, Double> through = new HashMap<>();
            for (Listened way : ways) {
                through.put(way.approach().name(), consumedPerSecond(writers, roundNanos, way));
            }
            bare.add(silently);
            inserted.add(unsent);
            through.forEach((name, figure) ->
                    arrived.computeIfAbsent(name, _ -> new ArrayList<>()).add(figure));
        }
        double floor = median(bare);
        double insert = median(inserted);
        results.add("the same commits without any event", floor, "commits/s");
        results.add(insertOnly.name(), insert, "commits/s", floor, "commits without event");
        for (Listened way : ways) {
            double events = median(arrived.getOrDefault(way.approach().name(), List.of(0.0)));
            results.add(way.approach().name(), events, "events/s", floor, "commits without event");
            if (way.approach() instanceof PortlineApproach) {
                results.add(
                        way.approach().name() + " against the insert alone",
                        events,
                        "events/s",
                        insert,
                        "insert without relay");
            }
        }
    }

    private double consumedPerSecond(int writers, long nanos, Listened way)
            throws InterruptedException, ExecutionException {
        long before = way.arrivals().count();
        Commits told = commits(writers, nanos, way.approach().orders(), way.approach()::change);
        awaitTrue(() -> way.arrivals().count() - before >= told.count());
        double perSecond = told.count() / ((System.nanoTime() - told.begun()) / 1e9);
        way.arrivals().forget();
        return perSecond;
    }

    private Commits commits(int writers, long nanos, Orders orders, Change change)
            throws InterruptedException, ExecutionException {
        List<List<UUID>> ofWriter = new ArrayList<>();
        for (int writer = 0; writer < writers; writer++) {
            ofWriter.add(orders.add(ORDERS_PER_WRITER));
        }
        long begun = System.nanoTime();
        try (ExecutorService threads = Executors.newFixedThreadPool(writers)) {
            List<Future<Long>> counts = new ArrayList<>();
            for (List<UUID> own : ofWriter) {
                counts.add(threads.submit(() -> {
                    long done = 0;
                    while (System.nanoTime() - begun < nanos) {
                        change.apply(own.get((int) (done % own.size())), done / own.size() + 1);
                        done++;
                    }
                    return done;
                }));
            }
            long total = 0;
            for (Future<Long> count : counts) {
                total += count.get();
            }
            return new Commits(total, begun, total / ((System.nanoTime() - begun) / 1e9));
        }
    }

    /** Open loop: the next commit is due whether or not the one before is done, so that no wait is left out. */
    void latency(int perSecond, int seconds, KafkaAlone kafka, List<Listened> ways) {
        results.section("commit to independent consumer, open loop at %,d/s".formatted(perSecond));
        List<UUID> keys = Stream.generate(UUID::randomUUID).limit(perSecond).toList();
        Optional<Percentiles> floor = settledTimes(perSecond, seconds, () -> keys, kafka::send, kafka.arrivals());
        report("Kafka by itself", floor, Optional.empty());
        for (Listened way : ways) {
            Optional<Percentiles> took = settledTimes(
                    perSecond,
                    seconds,
                    () -> way.approach().orders().add(perSecond),
                    way.approach()::change,
                    way.arrivals());
            report(way.approach().name(), took, floor);
        }
    }

    private void report(String name, Optional<Percentiles> took, Optional<Percentiles> floor) {
        if (took.isEmpty()) {
            results.say("%s did not keep up: changes failed, or were not told within %d s"
                    .formatted(name, PATIENCE.toSeconds()));
        } else if (floor.isEmpty()) {
            results.times(name, took.get());
        } else {
            results.times(name, took.get(), floor.get(), "Kafka by itself");
        }
    }

    /** Seconds to settle down after what was before, then the ones that count. */
    private static Optional<Percentiles> settledTimes(
            int perSecond, int seconds, Supplier<List<UUID>> targets, Change change, Arrivals arrivals) {
        return times(perSecond, 10, targets.get(), change, arrivals)
                .flatMap(_ -> times(perSecond, seconds, targets.get(), change, arrivals));
    }

    /** Empty if it does not keep up with the rate. */
    private static Optional<Percentiles> times(
            int perSecond, int seconds, List<UUID> targets, Change change, Arrivals arrivals) {
        int count = perSecond * seconds;
        long[] committedAt = new long[count];
        AtomicInteger failed = new AtomicInteger();
        arrivals.forget();
        long before = arrivals.count();
        long begun = System.nanoTime();
        try (ExecutorService threads = Executors.newFixedThreadPool(LATENCY_THREADS)) {
            for (int i = 0; i < count; i++) {
                int number = i;
                long due = begun + i * (1_000_000_000L / perSecond);
                while (System.nanoTime() < due) {
                    LockSupport.parkNanos(due - System.nanoTime());
                }
                threads.execute(() -> {
                    try {
                        change.apply(targets.get(number % perSecond), number / perSecond + 1L);
                        committedAt[number] = System.nanoTime();
                    } catch (RuntimeException overtaken) {
                        failed.incrementAndGet();
                    }
                });
            }
        }
        if (failed.get() > 0 || !becomesTrue(() -> arrivals.count() - before >= count, PATIENCE)) {
            return Optional.empty();
        }
        long[] took = new long[count];
        for (int i = 0; i < count; i++) {
            long arrived = arrivals.take(targets.get(i % perSecond).toString(), i / perSecond + 1L);
            // An event can be consumed before its own commit returns to the writer.
            took[i] = Math.max(0, arrived - committedAt[i]);
        }
        return Optional.of(Percentiles.of(took));
    }

    static void awaitTrue(BooleanSupplier condition) {
        if (!becomesTrue(condition, Duration.ofMinutes(5))) {
            throw new IllegalStateException("Not all events arrived within five minutes");
        }
    }

    private static boolean becomesTrue(BooleanSupplier condition, Duration within) {
        long giveUp = System.nanoTime() + within.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > giveUp) {
                return false;
            }
            LockSupport.parkNanos(200_000);
        }
        return true;
    }

    static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }
}
