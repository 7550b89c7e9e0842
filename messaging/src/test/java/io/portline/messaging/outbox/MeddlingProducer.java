package io.portline.messaging.outbox;

import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.function.Function;

/** A real producer with a test between it and the relay. */
final class MeddlingProducer {

    private MeddlingProducer() {}

    /** What a test does instead of, before or after a send; by default it passes it on. */
    @FunctionalInterface
    interface Meddling {
        Future<RecordMetadata> send(
                Producer<byte[], byte[]> real, ProducerRecord<byte[], byte[]> record, Callback callback);
    }

    @SuppressWarnings("unchecked")
    static Function<Map<String, Object>, Producer<byte[], byte[]>> of(Meddling meddling) {
        return settings -> {
            Producer<byte[], byte[]> real = new KafkaProducer<>(settings);
            return (Producer<byte[], byte[]>) Proxy.newProxyInstance(
                    MeddlingProducer.class.getClassLoader(),
                    new Class<?>[] {Producer.class},
                    (_, method, arguments) -> {
                        if (method.getName().equals("send") && arguments.length == 2) {
                            return meddling.send(
                                    real, (ProducerRecord<byte[], byte[]>) arguments[0], (Callback) arguments[1]);
                        }
                        try {
                            return method.invoke(real, arguments);
                        } catch (InvocationTargetException e) {
                            throw e.getCause();
                        }
                    });
        };
    }
}
