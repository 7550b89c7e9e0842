package io.portline.benchmarks;

import io.portline.infrastructure.LocalMail;
import io.portline.infrastructure.LocalPostgres;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** What the servers can do by themselves, with nothing of ours between: no figure can be better than these. */
final class Floors {
    private final Results results;
    private final long nanos;

    Floors(Results results, int seconds) {
        this.results = results;
        this.nanos = seconds * 1_000_000_000L;
    }

    void database(LocalPostgres.Database database, int writers)
            throws InterruptedException, ExecutionException, SQLException {
        try (Connection connection = connect(database)) {
            connection
                    .createStatement()
                    .execute("CREATE TABLE IF NOT EXISTS floor (id bigint PRIMARY KEY, value bigint NOT NULL)");
            connection
                    .createStatement()
                    .execute("INSERT INTO floor SELECT i, 0 FROM generate_series(1, 64) AS i ON CONFLICT DO NOTHING");
        }
        results.add(
                "PostgreSQL, one-row updates with fsync, %d connections".formatted(writers),
                perSecond(writers, writer -> () -> {
                    try (Connection connection = connect(database);
                            PreparedStatement update =
                                    connection.prepareStatement("UPDATE floor SET value = value + 1 WHERE id = ?")) {
                        long done = 0;
                        long end = System.nanoTime() + nanos;
                        while (System.nanoTime() < end) {
                            update.setLong(1, writer + 1L);
                            update.executeUpdate();
                            done++;
                        }
                        return done;
                    }
                }),
                "commits/s");
    }

    void kafka(String bootstrap) throws InterruptedException, ExecutionException {
        String topic = "benchmark.floor.v1";
        Topic.create(bootstrap, topic);
        results.add(
                "Kafka, 400-byte records, acks=all, one producer",
                perSecond(1, _ -> () -> {
                    try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
                            Map.of("bootstrap.servers", bootstrap, "acks", "all"),
                            new StringSerializer(),
                            new ByteArraySerializer())) {
                        long done = 0;
                        @Nullable Future<RecordMetadata> last = null;
                        long end = System.nanoTime() + nanos;
                        while (System.nanoTime() < end) {
                            last = producer.send(new ProducerRecord<>(
                                    topic, Long.toString(done % 400), new byte[Orders.PAYLOAD_BYTES]));
                            done++;
                        }
                        producer.flush();
                        if (last != null) {
                            last.get();
                        }
                        return done;
                    }
                }),
                "records/s");
        List<Long> took = new ArrayList<>();
        try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
                        Map.of("bootstrap.servers", bootstrap, "acks", "all", "linger.ms", 0),
                        new StringSerializer(),
                        new ByteArraySerializer());
                Arrivals arrivals = new Arrivals(bootstrap, topic)) {
            // The first half warms up.
            for (int i = 0; i < 4_000; i++) {
                long before = arrivals.count();
                long sent = System.nanoTime();
                producer.send(new ProducerRecord<>(
                                topic, null, "k", ("{\"version\":" + i + "}").getBytes(StandardCharsets.UTF_8)))
                        .get();
                EventBenchmark.awaitTrue(() -> arrivals.count() > before);
                if (i >= 2_000) {
                    took.add(System.nanoTime() - sent);
                }
            }
        }
        results.times(
                "Kafka, send to consumer, one after the other",
                Percentiles.of(took.stream().mapToLong(Long::longValue).toArray()));
    }

    void mail(LocalMail mail, int connections) throws InterruptedException, ExecutionException {
        results.add(
                "SMTP sink, 2 KB mails, %d connections".formatted(connections),
                perSecond(connections, _ -> () -> {
                    String text = "From: a@example.com\r\nTo: b@example.com\r\nSubject: floor\r\n\r\n"
                            + "x".repeat(1_900) + "\r\n.\r\n";
                    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), mail.port());
                            BufferedReader in = new BufferedReader(
                                    new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))) {
                        OutputStream out = socket.getOutputStream();
                        in.readLine();
                        say(in, out, "HELO floor\r\n");
                        long done = 0;
                        long end = System.nanoTime() + nanos;
                        while (System.nanoTime() < end) {
                            say(in, out, "MAIL FROM:<a@example.com>\r\n");
                            say(in, out, "RCPT TO:<b@example.com>\r\n");
                            say(in, out, "DATA\r\n");
                            say(in, out, text);
                            done++;
                        }
                        return done;
                    }
                }),
                "mails/s");
    }

    private static void say(BufferedReader in, OutputStream out, String line) throws IOException {
        out.write(line.getBytes(StandardCharsets.US_ASCII));
        out.flush();
        String answer = in.readLine();
        if (answer == null || answer.charAt(0) > '3') {
            throw new IOException("The sink says " + answer);
        }
    }

    private interface Work {
        Callable<Long> of(int writer);
    }

    private static double perSecond(int writers, Work work) throws InterruptedException, ExecutionException {
        try (ExecutorService threads = Executors.newFixedThreadPool(writers)) {
            long begun = System.nanoTime();
            List<Future<Long>> counts = new ArrayList<>();
            for (int writer = 0; writer < writers; writer++) {
                counts.add(threads.submit(work.of(writer)));
            }
            long total = 0;
            for (Future<Long> count : counts) {
                total += count.get();
            }
            return total / ((System.nanoTime() - begun) / 1e9);
        }
    }

    private static Connection connect(LocalPostgres.Database database) throws SQLException {
        return DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
    }
}
