package io.portline.messaging.inbox;

import org.apache.kafka.clients.consumer.Consumer;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.Properties;
import java.util.function.Function;

/** A real consumer with a test between it and the container. */
final class MeddlingConsumer {

    private MeddlingConsumer() {}

    /** What a test does before a call reaches the consumer; {@code new} is its creation. */
    @FunctionalInterface
    interface Meddling {
        void before(String call);
    }

    static Function<Map<String, Object>, ConsumerFactory<byte[], byte[]>> of(Meddling meddling) {
        return settings -> new DefaultKafkaConsumerFactory<>(settings) {
            @Override
            public Consumer<byte[], byte[]> createConsumer(
                    String group, String prefix, String suffix, Properties properties) {
                meddling.before("new");
                return between(super.createConsumer(group, prefix, suffix, properties), meddling);
            }
        };
    }

    @SuppressWarnings("unchecked")
    private static Consumer<byte[], byte[]> between(Consumer<byte[], byte[]> real, Meddling meddling) {
        return (Consumer<byte[], byte[]>) Proxy.newProxyInstance(
                MeddlingConsumer.class.getClassLoader(), new Class<?>[] {Consumer.class}, (_, method, arguments) -> {
                    meddling.before(method.getName());
                    try {
                        return method.invoke(real, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
