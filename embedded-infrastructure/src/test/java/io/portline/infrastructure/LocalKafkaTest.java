package io.portline.infrastructure;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

class LocalKafkaTest {
    private final LocalKafka kafka = TestInfrastructure.kafka();
    private final String topic = "test-" + UUID.randomUUID();

    @Test
    void keepsRecordsWhenKilledAndStartedAgain() throws Exception {
        createTopic(kafka.bootstrapServers());
        try (KafkaProducer<String, String> producer = producer(kafka.bootstrapServers())) {
            producer.send(new ProducerRecord<>(topic, "key", "before")).get(30, TimeUnit.SECONDS);
            kafka.kill();
            // A client that has lost every broker may forget what it knows of the topic; its send then waits for it.
            CompletableFuture<Future<RecordMetadata>> sentWhileDead = CompletableFuture.supplyAsync(
                    () -> producer.send(new ProducerRecord<>(topic, "key", "while dead")));
            kafka.start();
            sentWhileDead.get(60, TimeUnit.SECONDS).get(60, TimeUnit.SECONDS);
        }
        assertThat(read(2)).containsExactly("before", "while dead");
    }

    @Test
    void answersNothingWhileFrozenAndGoesOnAfterwards() throws Exception {
        createTopic(kafka.bootstrapServers());
        try (KafkaProducer<String, String> producer = producer(kafka.bootstrapServers())) {
            producer.send(new ProducerRecord<>(topic, "key", "one")).get(30, TimeUnit.SECONDS);
            kafka.freeze();
            Future<RecordMetadata> sent;
            try {
                sent = producer.send(new ProducerRecord<>(topic, "key", "two"));
                assertThatThrownBy(() -> sent.get(500, TimeUnit.MILLISECONDS))
                        .isInstanceOf(java.util.concurrent.TimeoutException.class);
            } finally {
                kafka.thaw();
            }
            sent.get(60, TimeUnit.SECONDS);
        }
        assertThat(read(2)).containsExactly("one", "two");
    }

    @Test
    void isOutOfReachThroughTheProxyWhileCut() throws Exception {
        createTopic(kafka.proxiedBootstrapServers());
        try (KafkaProducer<String, String> producer = producer(kafka.proxiedBootstrapServers())) {
            producer.send(new ProducerRecord<>(topic, "key", "one")).get(30, TimeUnit.SECONDS);
            kafka.proxy().cut();
            CompletableFuture<RecordMetadata> sent = new CompletableFuture<>();
            try {
                producer.send(
                        new ProducerRecord<>(topic, "key", "two"),
                        (metadata, failure) -> Optional.ofNullable(failure)
                                .ifPresentOrElse(sent::completeExceptionally, () -> sent.complete(metadata)));
                assertThatThrownBy(() -> sent.get(500, TimeUnit.MILLISECONDS))
                        .isInstanceOf(java.util.concurrent.TimeoutException.class);
            } finally {
                kafka.proxy().restore();
            }
            sent.get(60, TimeUnit.SECONDS);
        }
        assertThat(read(2)).containsExactly("one", "two");
    }

    @Test
    void createsNoTopicByItself() {
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers(), "max.block.ms", 1_000),
                new StringSerializer(),
                new StringSerializer())) {
            assertThatThrownBy(() -> producer.send(new ProducerRecord<>(topic, "key", "value"))
                            .get(30, TimeUnit.SECONDS))
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(TimeoutException.class);
        }
    }

    @Test
    void runsInThisJvmToo() throws Exception {
        LocalKafka.Settings settings =
                new LocalKafka.Settings(TestInfrastructure.newFolder("kafka-in-jvm"), FreePort.find(), FreePort.find());
        try (LocalKafka inJvm = LocalKafka.start(settings)) {
            createTopic(inJvm.bootstrapServers());
            inJvm.stop();
            inJvm.start();
            try (Admin admin = Admin.create(Map.of("bootstrap.servers", inJvm.bootstrapServers()))) {
                assertThat(admin.listTopics().names().get(30, TimeUnit.SECONDS)).contains(topic);
            }
        }
    }

    private void createTopic(String bootstrapServers) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all().get(30, TimeUnit.SECONDS);
        }
    }

    private static KafkaProducer<String, String> producer(String bootstrapServers) {
        return new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers, "acks", "all", "reconnect.backoff.max.ms", 200),
                new StringSerializer(),
                new StringSerializer());
    }

    private List<String> read(int count) {
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers(), "auto.offset.reset", "earliest"),
                new StringDeserializer(),
                new StringDeserializer())) {
            consumer.assign(List.of(new TopicPartition(topic, 0)));
            List<String> values = new java.util.ArrayList<>();
            await().atMost(Duration.ofSeconds(30)).until(() -> {
                consumer.poll(Duration.ofMillis(200)).forEach(consumed -> values.add(consumed.value()));
                return values.size() >= count;
            });
            return values;
        }
    }
}
