package io.portline.messaging.codec;

import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;
import org.springframework.util.ClassUtils;

import java.io.IOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.channels.ClosedChannelException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** A codec over whatever Kafka serialiser the settings name. */
public final class SerdeMessageCodec implements MessageCodec, AutoCloseable {

    private static final int DEEPEST_CAUSE = 20;

    /** Kafka's own for a record, with its defaults. */
    private static final String LONGEST = Integer.toString(1 << 20);

    static {
        // Avro makes room for what a text or an array says of its own length before it reads it, and bytes may lie.
        for (String what : List.of("bytes.maxLength", "string.maxLength", "collectionItems.maxLength")) {
            if (System.getProperty("org.apache.avro.limits." + what) == null) {
                System.setProperty("org.apache.avro.limits." + what, LONGEST);
            }
        }
    }

    private final Serializer<Object> serializer;
    private final Deserializer<?> deserializer;
    private final FirstLookups lookups;
    private final URI registry;
    private final @Nullable String authorization;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

    public SerdeMessageCodec(CodecSettings settings) {
        Map<String, Object> config = settings.serdeConfig();
        this.serializer = newSerializer(settings.serializerClass());
        this.serializer.configure(config, false);
        this.deserializer = (Deserializer<?>) instantiate(settings.deserializerClass());
        this.deserializer.configure(config, false);
        this.lookups = new FirstLookups(settings.registry().timeout());
        // Answered by every registry that speaks Confluent's API, Apicurio's too, and only with its database.
        this.registry = URI.create(settings.registry().confluent() + "/subjects");
        String user = settings.registry().user();
        this.authorization = user == null
                ? null
                : "Basic "
                        + Base64.getEncoder()
                                .encodeToString(
                                        (user + ":" + settings.registry().password()).getBytes(StandardCharsets.UTF_8));
    }

    /**
     * By an empty record: what that fails at comes after its schema has been looked up, and then the registry has answered.
     */
    @Override
    public void prepare(String topic, Class<?> recordType) {
        try {
            encode(topic, recordType.getDeclaredConstructor().newInstance());
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException(recordType + " cannot be made empty", e);
        } catch (UnreadableMessageException emptyRecord) {
            // It has no content that could be written.
        }
    }

    @Override
    public byte[] encode(String topic, Object record) {
        try {
            return lookups.within(new Written(topic, record.getClass()), () -> serializer.serialize(topic, record));
        } catch (CodecUnavailableException e) {
            throw e;
        } catch (RuntimeException e) {
            throw translate("Cannot encode " + record.getClass().getName() + " for " + topic, e);
        }
    }

    @Override
    public <R> R decode(String topic, Class<R> type, byte[] bytes) {
        Object record;
        try {
            record = lookups.within(SchemaId.of(bytes), () -> deserializer.deserialize(topic, bytes));
        } catch (CodecUnavailableException e) {
            throw e;
        } catch (RuntimeException e) {
            throw translate("Cannot decode " + bytes.length + " bytes of " + topic, e);
        }
        if (!type.isInstance(record)) {
            throw new UnreadableMessageException(
                    topic + " has a "
                            + (record == null ? "null" : record.getClass().getName()) + " where a " + type.getName()
                            + " belongs",
                    null);
        }
        return type.cast(record);
    }

    @Override
    public void close() {
        lookups.close();
        serializer.close();
        deserializer.close();
        http.close();
    }

    /**
     * Serialisers wrap everything alike, and a wrong verdict is costly both ways: blaming the bytes loses an event to
     * the dead letters, blaming the registry blocks a partition for ever. So the registry itself is asked.
     */
    private RuntimeException translate(String what, RuntimeException failure) {
        if (isConnectionFailure(failure) || registryFailed(failure) || !registryAnswers()) {
            return new CodecUnavailableException(what + ": the schema registry does not answer", failure);
        }
        return new UnreadableMessageException(what, failure);
    }

    private static boolean isConnectionFailure(Throwable failure) {
        int depth = 0;
        for (Throwable cause = failure; cause != null && depth < DEEPEST_CAUSE; cause = cause.getCause(), depth++) {
            if (cause instanceof SocketException
                    || cause instanceof SocketTimeoutException
                    || cause instanceof UnknownHostException
                    || cause instanceof HttpTimeoutException
                    || cause instanceof ClosedChannelException
                    || cause instanceof InterruptedException) {
                return true;
            }
        }
        return false;
    }

    /** What it said counts more than what it says now: its database may have been away for that one moment. */
    private static boolean registryFailed(Throwable failure) {
        int depth = 0;
        for (Throwable cause = failure; cause != null && depth < DEEPEST_CAUSE; cause = cause.getCause(), depth++) {
            int status = httpStatus(cause);
            if (status >= 500 || status == 401 || status == 403 || status == 429) {
                return true;
            }
        }
        return false;
    }

    /** By its name, because each registry's client has exceptions of its own, and all call it so; 0 if it has none. */
    private static int httpStatus(Throwable failure) {
        try {
            return failure.getClass().getMethod("getStatus").invoke(failure) instanceof Integer status ? status : 0;
        } catch (ReflectiveOperationException hasNone) {
            return 0;
        }
    }

    private boolean registryAnswers() {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(registry).timeout(Duration.ofSeconds(5)).GET();
        if (authorization != null) {
            request.header("Authorization", authorization);
        }
        try {
            int status = http.send(request.build(), HttpResponse.BodyHandlers.discarding())
                    .statusCode();
            // Refused credentials are for an operator to mend; the bytes are not to blame.
            return status < 500 && status != 401 && status != 403;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @SuppressWarnings("unchecked") // the record types are the setting's business
    private static Serializer<Object> newSerializer(String className) {
        return (Serializer<Object>) instantiate(className);
    }

    private static Object instantiate(String className) {
        try {
            return ClassUtils.forName(className, ClassUtils.getDefaultClassLoader())
                    .getDeclaredConstructor()
                    .newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException("portline.serializer names no usable class: " + className, e);
        }
    }

    private record Written(String topic, Class<?> type) {}

    /** Magic byte and id, by which both libraries find the schema that a record was written with. */
    private record SchemaId(long prefix) {
        private static final int LENGTH = 5;

        static SchemaId of(byte[] bytes) {
            long prefix = bytes.length;
            if (bytes.length >= LENGTH) {
                prefix = 1;
                for (int i = 0; i < LENGTH; i++) {
                    prefix = prefix << Byte.SIZE | Byte.toUnsignedLong(bytes[i]);
                }
            }
            return new SchemaId(prefix);
        }
    }
}
