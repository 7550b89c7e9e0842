package io.portline.benchmarks;

import io.portline.infrastructure.LocalPostgres;
import io.portline.infrastructure.TestInfrastructure;
import io.portline.messaging.id.EventIds;
import io.portline.messaging.outbox.Outbox;
import io.portline.messaging.topic.TopicDeclaration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import java.io.PrintStream;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * What an event costs: events that an independent consumer received per second as a share of the same commits without
 * any event, and the time from a commit to that consumer. Real fsync, acks=all; rounds interleaved, medians printed.
 */
public final class OutboxBenchmark {
    private static final int ROUNDS = 3;
    private static final long ROUND_NANOS = 6_000_000_000L;
    private static final int ORDERS_PER_WRITER = 50;
    private static final int WARM_UP_ROUNDS = 1;

    private final Orders orders;
    private final Arrivals arrivals;
    private final PrintStream out;

    private OutboxBenchmark(Orders orders, Arrivals arrivals, PrintStream out) {
        this.orders = orders;
        this.arrivals = arrivals;
        this.out = out;
    }

    /** A service with nothing but messaging. */
    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Service {
        @Bean
        TopicDeclaration topic() {
            return new TopicDeclaration(Orders.TOPIC, 12, Map.of());
        }
    }

    /** Runs everything; takes about two minutes. */
    public static void main(String... args) throws Exception {
        LocalPostgres.Database database = TestInfrastructure.postgres().newDatabase("benchmark");
        String kafka = TestInfrastructure.kafka().bootstrapServers();
        try (ConfigurableApplicationContext service = new SpringApplicationBuilder(Service.class)
                .web(WebApplicationType.NONE)
                .properties(Map.of(
                        "spring.application.name", "benchmark",
                        "spring.datasource.url", database.jdbcUrl(),
                        "spring.datasource.username", database.user(),
                        "spring.datasource.password", database.password(),
                        "spring.datasource.hikari.maximum-pool-size", "40",
                        "spring.kafka.bootstrap-servers", kafka,
                        "spring.flyway.enabled", "false",
                        "portline.registry.url", "http://localhost:1/apis/registry/v3",
                        "logging.level.root", "WARN"))
                .run(args)) {
            Orders orders = new Orders(
                    service.getBean(JdbcClient.class),
                    new TransactionTemplate(service.getBean(PlatformTransactionManager.class)),
                    service.getBean(Outbox.class),
                    service.getBean(EventIds.class),
                    service.getBean("realClock", Clock.class));
            orders.createTables();
            // One event through the whole chain: the topic exists and the relay is awake.
            orders.change(orders.add(1).getFirst(), 1);
            try (Arrivals arrivals = new Arrivals(kafka)) {
                OutboxBenchmark benchmark = new OutboxBenchmark(orders, arrivals, System.out);
                benchmark.share(8);
                benchmark.share(32);
                benchmark.latency(200);
                benchmark.latency(1_000);
            }
        }
    }

    private void share(int writers) throws Exception {
        List<Double> bare = new ArrayList<>();
        List<Double> events = new ArrayList<>();
        for (int round = -WARM_UP_ROUNDS; round < ROUNDS; round++) {
            double silently = commitsPerSecond(writers, orders::changeSilently).perSecond();
            long before = arrivals.count();
            Commits told = commitsPerSecond(writers, orders::change);
            awaitTrue(() -> arrivals.count() - before >= told.count());
            double arrived = told.count() / ((System.nanoTime() - told.begun()) / 1e9);
            arrivals.forget();
            if (round >= 0) {
                bare.add(silently);
                events.add(arrived);
            }
        }
        double floor = median(bare);
        double through = median(events);
        out.printf(
                "%2d writers: %.0f commits/s without events, %.0f events/s consumed: share %.2f%n",
                writers, floor, through, through / floor);
    }

    private record Commits(long count, long begun, double perSecond) {}

    private interface Change {
        void apply(UUID order, long version);
    }

    private Commits commitsPerSecond(int writers, Change change) throws Exception {
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
                    while (System.nanoTime() - begun < ROUND_NANOS) {
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
    private void latency(int perSecond) {
        int seconds = 10;
        int count = perSecond * seconds;
        List<UUID> targets = orders.add(perSecond);
        long[] committedAt = new long[count];
        arrivals.forget();
        long before = arrivals.count();
        long begun = System.nanoTime();
        try (ExecutorService threads = Executors.newFixedThreadPool(16)) {
            for (int i = 0; i < count; i++) {
                int number = i;
                long due = begun + i * (1_000_000_000L / perSecond);
                while (System.nanoTime() < due) {
                    LockSupport.parkNanos(due - System.nanoTime());
                }
                threads.execute(() -> {
                    orders.change(targets.get(number % perSecond), number / perSecond + 1L);
                    committedAt[number] = System.nanoTime();
                });
            }
        }
        awaitTrue(() -> arrivals.count() - before >= count);
        long[] took = new long[count];
        for (int i = 0; i < count; i++) {
            long arrived = arrivals.take(targets.get(i % perSecond).toString(), i / perSecond + 1L);
            // An event can be consumed before its own commit returns to the writer.
            took[i] = Math.max(0, arrived - committedAt[i]);
        }
        out.printf("%,d/s: commit to independent consumer %s%n", perSecond, Percentiles.of(took));
    }

    private static void awaitTrue(BooleanSupplier condition) {
        long giveUp = System.nanoTime() + 60_000_000_000L;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > giveUp) {
                throw new IllegalStateException("Not all events arrived within a minute");
            }
            LockSupport.parkNanos(200_000);
        }
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }
}
