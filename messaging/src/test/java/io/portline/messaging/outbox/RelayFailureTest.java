package io.portline.messaging.outbox;

import io.portline.infrastructure.CuttableProxy;
import io.portline.infrastructure.FreePort;
import io.portline.infrastructure.LocalKafka;
import io.portline.infrastructure.LocalPostgres;
import io.portline.infrastructure.TestInfrastructure;
import io.portline.messaging.TestDatabase;
import io.portline.messaging.TestTopics;
import io.portline.messaging.topic.TopicDeclaration;
import io.portline.messaging.topic.TopicDeclarer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

/** Servers that go away and come back. On a broker of its own. */
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("the broker of RelayFailureTest")
class RelayFailureTest {

    private static LocalKafka kafka;

    @BeforeAll
    static void start() {
        kafka = TestInfrastructure.newKafka();
    }

    @AfterAll
    static void stop() {
        kafka.close();
    }

    @Test
    void takesRowsWhileKafkaIsDownAtStartAndSendsThemWhenItComes() {
        kafka.stop();
        String topic = "late-" + System.nanoTime();
        TopicDeclarer declarer = new TopicDeclarer(
                List.of(new TopicDeclaration(topic, 3, Map.of("retention.ms", "-1"))),
                TestTopics.settings(kafka.bootstrapServers()));
        try (RelayBench bench = new RelayBench(TestDatabase.create("late"), kafka.bootstrapServers(), topic)) {
            RelaySignal signal = new RelaySignal();
            Relay relay = bench.relay(signal);
            declarer.start();
            relay.start();
            bench.append(bench.outbox(signal), topic, "a", 1, 20);
            Awaitility.await().until(() -> relay.status().problem() != null);
            assertThat(bench.unsent()).isEqualTo(20);

            kafka.start();
            bench.awaitDrained();
            assertThat(declarer.isDone()).isTrue();
            RelayBench.assertComplete(bench.records(topic), 1, 20, false);
            Awaitility.await().until(() -> relay.status().problem() == null);
        } finally {
            declarer.stop();
        }
    }

    @Test
    void losesNothingWhenTheBrokerIsKilledInTheMiddle() {
        String topic = TestTopics.create(kafka.bootstrapServers(), "killed", 3);
        try (RelayBench bench = new RelayBench(TestDatabase.create("killed"), kafka.bootstrapServers(), topic)) {
            RelaySignal signal = new RelaySignal();
            Outbox outbox = bench.outbox(signal);
            bench.relay(signal).start();
            bench.append(outbox, topic, "a", 1, 50);
            kafka.kill();
            bench.append(outbox, topic, "a", 51, 100);
            bench.append(outbox, topic, "b", 1, 100);
            kafka.start();
            bench.awaitDrained();
            RelayBench.assertComplete(bench.records(topic), 2, 100, true);
        }
    }

    /** A server whose log is written so seldom that a crash takes what the relay has just said with it. */
    @Test
    void repeatsNothingWhenTheDatabaseCrashesAndForgetsWhatHasBeenSent() throws InterruptedException {
        String topic = TestTopics.create(kafka.bootstrapServers(), "forgotten", 3);
        LocalPostgres.Settings settings = new LocalPostgres.Settings(
                TestInfrastructure.newFolder("forgetful"),
                FreePort.find(),
                "postgres",
                Map.of("wal_writer_delay", "10s"));
        try (LocalPostgres forgetful = LocalPostgres.start(settings);
                RelayBench bench = new RelayBench(
                        TestDatabase.createIn(forgetful, "forgetful"), kafka.bootstrapServers(), topic)) {
            Relay relay = bench.relay();
            relay.runOnce();
            bench.append(bench.outbox(), topic, "a", 1, 20);
            relay.runOnce();
            assertThat(bench.unsent()).isZero();

            forgetful.kill();
            forgetful.start();
            assertThat(bench.unsent()).as("rows that are back").isEqualTo(20);

            bench.drain(relay);
            RelayBench.assertComplete(bench.records(topic), 1, 20, false);
        }
    }

    @Test
    void losesNothingWhenTheBrokerFreezesAndWakes() {
        String topic = TestTopics.create(kafka.bootstrapServers(), "frozen", 3);
        try (RelayBench bench = new RelayBench(TestDatabase.create("frozen"), kafka.bootstrapServers(), topic)) {
            RelaySignal signal = new RelaySignal();
            Outbox outbox = bench.outbox(signal);
            Relay relay = bench.relay(signal);
            relay.start();
            bench.append(outbox, topic, "a", 1, 50);
            kafka.freeze();
            try {
                bench.append(outbox, topic, "a", 51, 100);
                bench.append(outbox, topic, "b", 1, 100);
                // It has given up waiting for the acknowledgment, and with it the producer.
                Awaitility.await()
                        .atMost(Duration.ofSeconds(40))
                        .until(() -> relay.status().problem() != null);
            } finally {
                kafka.thaw();
            }
            bench.awaitDrained();
            RelayBench.assertComplete(bench.records(topic), 2, 100, true);
        }
    }

    @Test
    void goesOnAfterTheDatabaseWasCut() {
        String topic = TestTopics.create(kafka.bootstrapServers(), "cut", 3);
        try (CuttableProxy proxy =
                        CuttableProxy.to(TestInfrastructure.postgres().port());
                RelayBench bench = new RelayBench(
                        TestDatabase.createBehind("cut", proxy.port()), kafka.bootstrapServers(), topic)) {
            RelaySignal signal = new RelaySignal();
            Outbox outbox = bench.outbox(signal);
            Relay relay = bench.relay(signal);
            relay.start();
            bench.append(outbox, topic, "a", 1, 50);
            proxy.cut();
            Awaitility.await().until(() -> relay.status().problem() != null);
            assertThat(relay.status().active()).isFalse();
            proxy.restore();
            // The pool's connections are cut as well; a service would fail a request or two over them.
            bench.database().pool().getHikariPoolMXBean().softEvictConnections();
            bench.append(outbox, topic, "a", 51, 100);
            bench.awaitDrained();
            assertThat(relay.status().active()).isTrue();
            RelayBench.assertComplete(bench.records(topic), 1, 100, false);
        }
    }
}
