package io.portline.messaging.codec;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * Which Kafka serialiser writes and reads the values, and where its schema registry is.
 *
 * @param serializer {@code apicurio}, {@code confluent}, or the class name of any {@link
 *     org.apache.kafka.common.serialization.Serializer}
 * @param deserializer class name; needed only where {@code serializer} is a class name
 * @param registry the registry's addresses
 * @param serde further settings handed to both, for credentials and the like
 */
@ConfigurationProperties("portline")
public record CodecSettings(
        @DefaultValue("apicurio") String serializer,
        @Nullable String deserializer,
        @DefaultValue Registry registry,
        @DefaultValue Map<String, String> serde) {

    private static final String APICURIO = "io.apicurio.registry.serde.avro.AvroKafka";
    private static final String CONFLUENT = "io.confluent.kafka.serializers.KafkaAvro";

    /**
     * @param url of Apicurio Registry's own API
     * @param confluentUrl of its Confluent-compatible API; by default on the same server
     * @param user as whom; null where the registry asks nobody
     * @param password of the user
     * @param timeout how long a schema's first lookup may take, all that it refers to included; then the record is tried again like while the registry is
     *     away
     */
    public record Registry(
            @DefaultValue("http://localhost:18081/apis/registry/v3")
            String url,

            @Nullable String confluentUrl,
            @Nullable String user,
            @Nullable String password,
            @DefaultValue("PT1M") Duration timeout) {

        public Registry {
            if (!timeout.isPositive()) {
                throw new IllegalArgumentException("portline.registry.timeout must be positive, not " + timeout);
            }
        }

        /** Leaves the password out. */
        @Override
        public String toString() {
            return "Registry[%s as %s]".formatted(url, user);
        }

        String confluent() {
            return confluentUrl != null
                    ? confluentUrl
                    : url.replaceFirst("/apis/registry/v\\d+/?$", "/apis/ccompat/v7");
        }
    }

    String serializerClass() {
        return switch (serializer) {
            case "apicurio" -> APICURIO + "Serializer";
            case "confluent" -> CONFLUENT + "Serializer";
            default -> serializer;
        };
    }

    String deserializerClass() {
        if (deserializer != null) {
            return deserializer;
        }
        return switch (serializer) {
            case "apicurio" -> APICURIO + "Deserializer";
            case "confluent" -> CONFLUENT + "Deserializer";
            default ->
                throw new IllegalArgumentException(
                        "portline.serializer is a class name, so portline.deserializer must be one too");
        };
    }

    /** Both libraries' settings at once: each ignores the other's. */
    Map<String, Object> serdeConfig() {
        Map<String, Object> config = new HashMap<>();
        config.put("apicurio.registry.url", registry.url());
        // The artifact's id is then "<topic>-value", which is also Confluent's subject name.
        config.put(
                "apicurio.registry.artifact-resolver-strategy", "io.apicurio.registry.serde.strategy.TopicIdStrategy");
        config.put("apicurio.registry.auto-register", true);
        config.put("apicurio.registry.auto-register.if-exists", "FIND_OR_CREATE_VERSION");
        // Magic byte, four-byte id and Avro, no headers: what any Confluent client reads.
        config.put("apicurio.registry.headers.enabled", false);
        config.put("apicurio.registry.use-id", "contentId");
        config.put("apicurio.registry.use-specific-avro-reader", true);
        config.put("apicurio.registry.avro-datum-provider", DatumProvider.class.getName());
        // A schema's id never changes, so what is cached stays good while the registry is away.
        config.put("apicurio.registry.fault-tolerant-refresh", true);
        // Ten years: FirstLookups counts on an answer being kept.
        config.put("apicurio.registry.check-period-ms", Duration.ofDays(3650).toMillis());
        // Vert.x, its default, has lost answers on a busy machine: the request was sent, answered and never ended.
        config.put("apicurio.registry.http.adapter", "JDK");
        config.put("apicurio.registry.retry-count", 1L);
        config.put("apicurio.registry.retry-backoff-ms", 100L);
        config.put("schema.registry.url", registry.confluent());
        config.put("specific.avro.reader", true);
        config.put("auto.register.schemas", true);
        String user = registry.user();
        String password = registry.password();
        if (user != null && password != null) {
            config.put("apicurio.registry.auth.username", user);
            config.put("apicurio.registry.auth.password", password);
            config.put("basic.auth.credentials.source", "USER_INFO");
            config.put("basic.auth.user.info", user + ":" + password);
        }
        config.putAll(serde);
        return config;
    }
}
