package io.portline.messaging.kafka;

import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

import java.util.HashMap;
import java.util.Map;

/**
 * Settings of every Kafka client that messaging makes. What order and safety rest on is set here, over whatever the
 * service configures; addresses and security come from the service ({@code spring.kafka.*}).
 */
public final class KafkaSettings {

    /** How long one attempt to reach Kafka may take before the caller looks after its other duties. */
    private static final int REQUEST_TIMEOUT_MS = 5_000;

    private static final int DELIVERY_TIMEOUT_MS = 10_000;

    private final Map<String, Object> producer;
    private final Map<String, Object> consumer;
    private final Map<String, Object> admin;

    public KafkaSettings(Map<String, Object> producer, Map<String, Object> consumer, Map<String, Object> admin) {
        this.producer = Map.copyOf(producer);
        this.consumer = Map.copyOf(consumer);
        this.admin = Map.copyOf(admin);
    }

    /** A producer whose retries neither lose, nor repeat, nor reorder. */
    public Map<String, Object> producer(String clientId) {
        Map<String, Object> settings = new HashMap<>(producer);
        settings.put(ProducerConfig.CLIENT_ID_CONFIG, clientId);
        settings.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        settings.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 5);
        settings.put(ProducerConfig.RETRIES_CONFIG, Integer.MAX_VALUE);
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        settings.put(ProducerConfig.BATCH_SIZE_CONFIG, 64 * 1024);
        settings.put(ProducerConfig.BUFFER_MEMORY_CONFIG, 16L * 1024 * 1024);
        // Kafka down must be noticed soon: the relay's thread also keeps its lock alive.
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 2_000);
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_TIMEOUT_MS);
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, DELIVERY_TIMEOUT_MS);
        settings.put(ProducerConfig.METADATA_MAX_AGE_CONFIG, 30_000);
        settings.put(CommonClientConfigs.RECONNECT_BACKOFF_MAX_MS_CONFIG, 1_000);
        settings.put(ProducerConfig.ENABLE_METRICS_PUSH_CONFIG, false);
        settings.remove(ProducerConfig.TRANSACTIONAL_ID_CONFIG);
        return settings;
    }

    /** A consumer of a group, its offsets committed by the container. */
    public Map<String, Object> consumer() {
        Map<String, Object> settings = new HashMap<>(consumer);
        bytes(settings);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(
                ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
                "org.apache.kafka.clients.consumer.CooperativeStickyAssignor");
        // The partitions of a killed reader wait this long for another; the 45 s of Kafka itself would be felt.
        settings.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, 10_000);
        settings.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, 3_000);
        // A topic may appear after its reader.
        settings.put(ConsumerConfig.METADATA_MAX_AGE_CONFIG, 10_000);
        return settings;
    }

    /** A consumer without a group, for reading back what was sent. */
    public Map<String, Object> reader(String clientId) {
        Map<String, Object> settings = new HashMap<>(consumer);
        bytes(settings);
        settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
        settings.put(ConsumerConfig.CLIENT_ID_CONFIG, clientId);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_uncommitted");
        return settings;
    }

    public Map<String, Object> admin(String clientId) {
        Map<String, Object> settings = new HashMap<>(admin);
        settings.put(AdminClientConfig.CLIENT_ID_CONFIG, clientId);
        settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_TIMEOUT_MS);
        settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, DELIVERY_TIMEOUT_MS);
        settings.put(CommonClientConfigs.RECONNECT_BACKOFF_MAX_MS_CONFIG, 1_000);
        settings.put(AdminClientConfig.ENABLE_METRICS_PUSH_CONFIG, false);
        return settings;
    }

    private static void bytes(Map<String, Object> settings) {
        settings.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        settings.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        settings.put(CommonClientConfigs.RECONNECT_BACKOFF_MAX_MS_CONFIG, 1_000);
        settings.put(ConsumerConfig.ENABLE_METRICS_PUSH_CONFIG, false);
    }
}
