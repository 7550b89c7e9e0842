package io.portline.benchmarks;

import io.portline.benchmarks.DashboardUnderTest.Viewed;
import io.portline.dashboard.freshness.Rebuild;
import io.portline.dashboard.freshness.Rebuilds;
import io.portline.dashboard.operations.Figures;
import io.portline.dashboard.operations.OrderFigures;
import io.portline.dashboard.operations.TimeRange;
import io.portline.infrastructure.LocalPostgres;
import io.portline.infrastructure.TestInfrastructure;
import io.portline.messaging.codec.MessageCodec;
import io.portline.schemas.PortOrderStatusEvent;
import io.portline.schemas.Topics;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * What the dashboard's read model makes possible: pages that do not get slower with the number of orders, and a rebuild
 * from the topic. Real PostgreSQL with fsync, real Kafka and registry; nothing else of Portline is there, and what the
 * pages ask of other services is answered at once, so that what is measured is the dashboard.
 */
final class DashboardBenchmark {
    private static final int WARM_UP = 150;
    private static final int FIGURES_TIMES = 5;

    private final Results results;

    DashboardBenchmark(Results results) {
        this.results = results;
    }

    /** The main pages with few orders in the read model and then with many, all of one tenant: the p99s and their ratio. */
    void pages(int few, int many, int requests) throws SQLException, IOException, InterruptedException {
        results.section("pages with %,d and with %,d orders in the read model".formatted(few, many));
        LocalPostgres.Database database = TestInfrastructure.postgres().newDatabase("pages");
        Map<String, Percentiles> ofFew = new LinkedHashMap<>();
        try (DashboardUnderTest dashboard = DashboardUnderTest.start(database, false)) {
            ReadModelRows rows = new ReadModelRows(database, Instant.now());
            rows.fill(0, few);
            for (int orders : List.of(few, many)) {
                if (orders == many) {
                    rows.fill(few, many);
                }
                for (Map.Entry<String, Viewed> page :
                        mainPages(rows.someOrder(), rows.nameOf(few - 1)).entrySet()) {
                    Percentiles times = times(dashboard, page.getValue(), requests);
                    if (orders == few) {
                        ofFew.put(page.getKey(), times);
                        results.add(page.getKey() + ", %,d orders, p99".formatted(orders), millis(times), "ms");
                    } else {
                        results.add(
                                page.getKey() + ", %,d orders, p50".formatted(orders),
                                times.at(0.5).toNanos() / 1e6,
                                "ms");
                        results.add(
                                page.getKey() + ", %,d orders, p99".formatted(orders),
                                millis(times),
                                "ms",
                                millis(ofFew.getOrDefault(page.getKey(), times)),
                                "p99 of the few");
                    }
                }
                for (TimeRange.Choice choice : List.of(TimeRange.Choice.DAY, TimeRange.Choice.QUARTER)) {
                    results.add(
                            "figures of %s, %,d orders, looked up anew".formatted(choice.id(), orders),
                            figures(dashboard.bean(OrderFigures.class), choice),
                            "ms");
                }
            }
        }
    }

    private static Map<String, Viewed> mainPages(String order, String rareName) {
        Map<String, Viewed> pages = new LinkedHashMap<>();
        pages.put("order history", new Viewed("admin", "/orders"));
        pages.put("order history, one status", new Viewed("admin", "/orders?status=ERROR"));
        pages.put("order history, a number", new Viewed("admin", "/orders?q=%2B442000000007"));
        pages.put("order history, national number", new Viewed("admin", "/orders?q=02000000007"));
        pages.put("order history, order number", new Viewed("admin", "/orders?q=PO-000007"));
        pages.put("order history, a rare name", new Viewed("admin", "/orders?q=" + rareName.replace(' ', '+')));
        pages.put("order history, a frequent name", new Viewed("admin", "/orders?q=leeds"));
        pages.put("order history, no such name", new Viewed("admin", "/orders?q=Nothing+like+it"));
        pages.put("order", new Viewed("admin", "/orders/" + order));
        pages.put("cases", new Viewed("admin", "/cases?state=all"));
        pages.put("desk queue", new Viewed("desk", "/desk"));
        pages.put("operations, 24 hours", new Viewed("operator", "/operations?range=24h"));
        pages.put("operations, 90 days", new Viewed("operator", "/operations?range=90d"));
        return pages;
    }

    private static Percentiles times(DashboardUnderTest dashboard, Viewed page, int requests)
            throws IOException, InterruptedException {
        long[] took = new long[requests];
        for (int i = -WARM_UP; i < requests; i++) {
            long nanos = dashboard.view(page);
            if (i >= 0) {
                took[i] = nanos;
            }
        }
        return Percentiles.of(took);
    }

    /** What one viewer of all waits for, at most once in a while. */
    private static double figures(OrderFigures figures, TimeRange.Choice choice) {
        List<Double> took = new ArrayList<>();
        for (int i = 0; i < FIGURES_TIMES; i++) {
            long begun = System.nanoTime();
            Figures.of(figures, TimeRange.last(choice, Instant.now()), Instant.now());
            took.add((System.nanoTime() - begun) / 1e6);
        }
        return EventBenchmark.median(took);
    }

    private static double millis(Percentiles times) {
        return times.at(0.99).toNanos() / 1e6;
    }

    /** Drops the read model and builds it again from a topic of so many events. */
    void rebuild(int events) throws IOException, SQLException {
        results.section("rebuild of the read model from %,d events".formatted(events));
        String kafka = TestInfrastructure.kafka().bootstrapServers();
        LocalPostgres.Database database = TestInfrastructure.postgres().newDatabase("rebuild");
        try (DashboardUnderTest publishing = DashboardUnderTest.start(database, false)) {
            MessageCodec codec = publishing.bean(MessageCodec.class);
            publish(kafka, codec, events);
            double bare = consume(kafka, _ -> {});
            results.add("bare consumption of the topic", bare, "events/s");
            String topic = Topics.PORT_ORDER_STATUS.name();
            results.add(
                    "consumption and Avro",
                    consume(kafka, one -> codec.decode(topic, PortOrderStatusEvent.class, one.value())),
                    "events/s",
                    bare,
                    "bare consumption");
            requestRebuild(database);
            results.add("rebuild", rebuilt(database, events), "events/s", bare, "bare consumption");
        }
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement()) {
            var count = statement.executeQuery("SELECT count(*) FROM port_order_event");
            count.next();
            if (count.getLong(1) != events) {
                throw new IllegalStateException("%d of %d events are in the model".formatted(count.getLong(1), events));
            }
        }
    }

    /** As an operator asks for it, only that the dashboard finds it when it starts. */
    private static void requestRebuild(LocalPostgres.Database database) throws SQLException {
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "UPDATE rebuild SET state = 'REQUESTED', requested_by = 'benchmark', requested_at = now()");
        }
    }

    /** Events a second from the first that is read to the state DONE. */
    private static double rebuilt(LocalPostgres.Database database, int events) {
        try (DashboardUnderTest dashboard = DashboardUnderTest.start(database, true)) {
            Rebuilds rebuilds = dashboard.bean(Rebuilds.class);
            while (rebuilds.current().state() == Rebuild.State.REQUESTED) {
                LockSupport.parkNanos(10_000_000);
            }
            long begun = System.nanoTime();
            while (rebuilds.current().state() != Rebuild.State.DONE) {
                LockSupport.parkNanos(50_000_000);
            }
            return events / ((System.nanoTime() - begun) / 1e9);
        }
    }

    private static void publish(String kafka, MessageCodec codec, int events) {
        try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka, "acks", "all", "linger.ms", 20, "compression.type", "lz4"),
                new StringSerializer(),
                new ByteArraySerializer())) {
            AtomicInteger failed = new AtomicInteger();
            new StatusEventRecords(codec).of(events, event -> {
                Future<RecordMetadata> _ = producer.send(event, (_, failure) -> {
                    if (failure != null) {
                        failed.incrementAndGet();
                    }
                });
            });
            producer.flush();
            if (failed.get() > 0) {
                throw new IllegalStateException(failed.get() + " events could not be published");
            }
        }
    }

    /** Records a second that a plain consumer of all partitions reads and does something with. */
    private static double consume(String kafka, Consumer<ConsumerRecord<byte[], byte[]>> with) {
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", kafka, "enable.auto.commit", false, "auto.offset.reset", "earliest"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(Topics.PORT_ORDER_STATUS.name()).stream()
                    .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                    .toList();
            consumer.assign(partitions);
            long total = consumer.endOffsets(partitions).values().stream()
                    .mapToLong(Long::longValue)
                    .sum();
            consumer.seekToBeginning(partitions);
            long read = 0;
            long begun = System.nanoTime();
            while (read < total) {
                for (ConsumerRecord<byte[], byte[]> one : consumer.poll(Duration.ofMillis(200))) {
                    with.accept(one);
                    read++;
                }
            }
            return read / ((System.nanoTime() - begun) / 1e9);
        }
    }

    private static Connection connect(LocalPostgres.Database database) throws SQLException {
        return DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
    }
}
