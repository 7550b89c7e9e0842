package io.portline.messaging.kafka;

import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

import static org.assertj.core.api.Assertions.assertThat;

class KafkaSettingsTest {

    private static final Map<String, List<Object>> UNSAFE = Map.of(
            ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, List.of(true, false),
            ProducerConfig.ACKS_CONFIG, List.of("0", "1", "all"),
            ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, List.of(1, 5, 6, 100),
            ProducerConfig.RETRIES_CONFIG, List.of(0, 3),
            ProducerConfig.TRANSACTIONAL_ID_CONFIG, List.of("x"),
            ProducerConfig.MAX_BLOCK_MS_CONFIG, List.of(60_000),
            ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, List.of(true, false),
            ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, List.of("latest", "none"),
            ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, List.of(true));

    @RepeatedTest(50)
    void keepsOrderAndSafetyWhateverAServiceConfigures(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        Map<String, Object> service = new HashMap<>();
        service.put("bootstrap.servers", "somewhere:9092");
        UNSAFE.forEach((name, values) -> {
            if (random.nextBoolean()) {
                service.put(name, values.get(random.nextInt(values.size())));
            }
        });
        KafkaSettings settings = new KafkaSettings(service, service, service);

        ProducerConfig producer = new ProducerConfig(settings.producer("test"));
        assertThat(producer.getBoolean(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG))
                .isTrue();
        assertThat(producer.getString(ProducerConfig.ACKS_CONFIG)).isIn("all", "-1");
        assertThat(producer.getInt(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION))
                .isLessThanOrEqualTo(5);
        assertThat(producer.getInt(ProducerConfig.RETRIES_CONFIG)).isEqualTo(Integer.MAX_VALUE);
        assertThat(producer.getLong(ProducerConfig.MAX_BLOCK_MS_CONFIG)).isLessThanOrEqualTo(5_000);
        assertThat(producer.getString(ProducerConfig.TRANSACTIONAL_ID_CONFIG)).isNull();
        assertThat(producer.getList(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG)).containsExactly("somewhere:9092");

        ConsumerConfig consumer = new ConsumerConfig(settings.consumer());
        assertThat(consumer.getBoolean(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG))
                .isFalse();
        assertThat(consumer.getString(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG)).isEqualTo("earliest");
        assertThat(consumer.getBoolean(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG))
                .isFalse();
    }
}
