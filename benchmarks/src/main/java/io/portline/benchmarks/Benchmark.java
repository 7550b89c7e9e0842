package io.portline.benchmarks;

import io.portline.benchmarks.EventBenchmark.Listened;
import io.portline.infrastructure.FreePort;
import io.portline.infrastructure.LocalPostgres;
import io.portline.infrastructure.TestInfrastructure;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * {@code ./portline bench [PART…] [--seconds N] [--rounds N] [--warm-up SECONDS] [--rate N] [--story-seconds N] [--orders N] [--events N] [--transitions N] [--out FILE]}. Parts:
 * {@code floors}, {@code events} (ours alone), {@code rivals} (ours beside others), {@code transitions}, {@code pages} and {@code rebuild} (the dashboard), {@code start}, {@code submit}, {@code list},
 * {@code story}; all of them where none is named.
 */
public final class Benchmark {
    private static final List<String> PARTS =
            List.of("floors", "rivals", "transitions", "pages", "rebuild", "start", "submit", "list", "story");

    private final Results results = new Results(System.out);
    private final Set<String> parts = new LinkedHashSet<>();
    private int seconds = 6;
    private int rounds = 3;
    private int warmUp = 60;
    private int rate = 50;
    private int storySeconds = 60;
    private int orders = 1_000_000;
    private int transitions = 2_000;
    private int topicEvents = 1_000_000;
    private Path out = Path.of("benchmarks", "target", "results.json");

    private Benchmark(String... words) {
        Deque<String> left = new ArrayDeque<>(Arrays.asList(words));
        while (!left.isEmpty()) {
            String word = left.pop();
            switch (word) {
                case "--seconds" -> seconds = Integer.parseInt(left.pop());
                case "--rounds" -> rounds = Integer.parseInt(left.pop());
                case "--warm-up" -> warmUp = Integer.parseInt(left.pop());
                case "--rate" -> rate = Integer.parseInt(left.pop());
                case "--story-seconds" -> storySeconds = Integer.parseInt(left.pop());
                case "--events" -> topicEvents = Integer.parseInt(left.pop());
                case "--orders" -> orders = Integer.parseInt(left.pop());
                case "--transitions" -> transitions = Integer.parseInt(left.pop());
                case "--out" -> out = Path.of(left.pop());
                case "floors",
                        "events",
                        "rivals",
                        "transitions",
                        "pages",
                        "rebuild",
                        "start",
                        "submit",
                        "list",
                        "story" -> parts.add(word);
                default -> throw new IllegalArgumentException("There is nothing called " + word);
            }
        }
        if (parts.isEmpty()) {
            parts.addAll(PARTS);
        }
    }

    public static void main(String... args) throws Exception {
        new Benchmark(args).run();
        // Servers of the tests end with the JVM; rivals leave threads behind.
        System.exit(0);
    }

    private void run() throws Exception {
        if (parts.contains("floors")) {
            floors();
        }
        if (parts.contains("events") || parts.contains("rivals")) {
            events(parts.contains("rivals"));
        }
        if (parts.contains("transitions")) {
            try (TransitionBenchmark benchmark = new TransitionBenchmark(results)) {
                benchmark.share(rounds, transitions);
            }
        }
        if (parts.contains("pages")) {
            new DashboardBenchmark(results).pages(Math.min(10_000, orders), orders, 300);
        }
        if (parts.contains("rebuild")) {
            new DashboardBenchmark(results).rebuild(topicEvents);
        }
        if (parts.stream().anyMatch(Set.of("start", "submit", "list", "story")::contains)) {
            stack();
        }
        results.write(out, Clock.systemUTC());
    }

    private void floors() throws Exception {
        results.section("floors: the servers by themselves");
        Floors floors = new Floors(results, seconds);
        LocalPostgres.Database database = TestInfrastructure.postgres().newDatabase("floor");
        floors.database(database, 8);
        floors.database(database, 32);
        floors.kafka(TestInfrastructure.kafka().bootstrapServers());
        floors.mail(TestInfrastructure.mail(), 4);
    }

    private void events(boolean rivals) throws Exception {
        String kafka = TestInfrastructure.kafka().bootstrapServers();
        // One server for all, with what Debezium needs of it.
        int port = FreePort.find();
        String password = "benchmark";
        Path folder = TestInfrastructure.newFolder("benchmark");
        Files.createDirectories(folder);
        List<AutoCloseable> open = new ArrayList<>();
        try (LocalPostgres postgres = LocalPostgres.start(new LocalPostgres.Settings(
                folder.resolve("postgres"),
                port,
                password,
                Map.of("wal_level", "logical", "max_connections", "300")))) {
            PortlineApproach insertOnly = new PortlineApproach(postgres.newDatabase("insert_only"), kafka, false);
            open.add(insertOnly);
            List<Approach> approaches = new ArrayList<>();
            approaches.add(new PortlineApproach(postgres.newDatabase("portline"), kafka, true));
            if (rivals) {
                approaches.add(new ModulithApproach(postgres.newDatabase("modulith"), kafka));
                approaches.add(new NamastackApproach(postgres.newDatabase("namastack"), kafka));
                approaches.add(new DebeziumApproach(
                        postgres.newDatabase("debezium"), port, LocalPostgres.ADMIN, password, kafka, folder));
            }
            open.addAll(approaches);
            List<Listened> ways = new ArrayList<>();
            for (Approach approach : approaches) {
                // One event through the whole chain: the topic is there, and everything awake.
                approach.change(approach.orders().add(1).getFirst(), 1);
                Arrivals arrivals = new Arrivals(kafka, approach.topic());
                open.add(arrivals);
                ways.add(new Listened(approach, arrivals));
            }
            EventBenchmark benchmark = new EventBenchmark(results, rounds, seconds);
            benchmark.warmUp(8, warmUp, insertOnly, ways);
            KafkaAlone alone = new KafkaAlone(kafka);
            open.add(alone);
            benchmark.latency(200, 3 * seconds, alone, ways);
            benchmark.latency(1_000, 3 * seconds, alone, ways);
            benchmark.share(8, insertOnly, ways);
            benchmark.share(32, insertOnly, ways);
            for (AutoCloseable each : open.reversed()) {
                each.close();
            }
        }
    }

    private void stack() throws Exception {
        Path project = Path.of(System.getProperty("portline.project", "."));
        try (StackBenchmark benchmark = new StackBenchmark(results, project)) {
            if (parts.contains("submit")) {
                benchmark.submitOneAndMany(20);
            }
            if (parts.contains("story")) {
                benchmark.story(rate, storySeconds);
            }
            // Last: it fills the database.
            if (parts.contains("list")) {
                if (!parts.contains("submit") && !parts.contains("story")) {
                    benchmark.submitOneAndMany(1);
                }
                benchmark.firstPages(10_000, orders, 300);
            }
        }
    }
}
