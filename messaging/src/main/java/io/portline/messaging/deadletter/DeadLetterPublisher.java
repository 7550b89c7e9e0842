package io.portline.messaging.deadletter;

import io.portline.messaging.kafka.KafkaSettings;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutionException;

/** Writes dead letters to {@code <topic>.<consumer>.dlt}: the original bytes and headers, and the cause as headers. */
public final class DeadLetterPublisher implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(DeadLetterPublisher.class);

    private final KafkaSettings kafka;
    private @Nullable Producer<byte[], byte[]> producer;

    public DeadLetterPublisher(KafkaSettings kafka) {
        this.kafka = kafka;
    }

    /**
     * Returns once Kafka has it.
     *
     * @throws KafkaException if Kafka does not take it now
     */
    public synchronized void publish(FailedRecord failed) {
        Headers headers = new RecordHeaders(failed.record().headers().toArray());
        add(headers, "dlt-consumer", failed.consumer());
        add(headers, "dlt-topic", failed.record().topic());
        add(headers, "dlt-partition", Integer.toString(failed.record().partition()));
        add(headers, "dlt-offset", Long.toString(failed.record().offset()));
        add(headers, "dlt-cause", failed.cause().name());
        add(headers, "dlt-attempts", Integer.toString(failed.attempts()));
        Throwable failure = failed.failure();
        if (failure != null) {
            add(headers, "dlt-exception", failure.getClass().getName());
            if (!failed.confidential() && failure.getMessage() != null) {
                String message = failure.getMessage();
                add(headers, "dlt-message", message.substring(0, Math.min(500, message.length())));
            }
        }
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(
                failed.deadLetterTopic(),
                null,
                null,
                failed.record().key(),
                failed.record().value(),
                headers);
        try {
            producer().send(record).get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RecordTooLargeException) {
                // The table has it all the same, and that is what a redrive reads.
                log.warn("Too large for {} with the cause's headers; kept in the table only", failed.deadLetterTopic());
            } else {
                close();
                throw new KafkaException("Dead letter not written to " + failed.deadLetterTopic(), e.getCause());
            }
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    private Producer<byte[], byte[]> producer() {
        if (producer == null) {
            producer = new KafkaProducer<>(kafka.producer("portline-dead-letters"));
        }
        return producer;
    }

    private static void add(Headers headers, String name, String value) {
        headers.add(name, value.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public synchronized void close() {
        if (producer != null) {
            producer.close(Duration.ofSeconds(1));
            producer = null;
        }
    }
}
