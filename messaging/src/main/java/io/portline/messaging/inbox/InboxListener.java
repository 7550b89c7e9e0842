package io.portline.messaging.inbox;

import io.portline.messaging.codec.UnreadableMessageException;
import io.portline.messaging.deadletter.DeadLetter;
import io.portline.messaging.deadletter.DeadLetterPublisher;
import io.portline.messaging.deadletter.FailedRecord;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.listener.BatchAcknowledgingMessageListener;
import org.springframework.kafka.listener.ConsumerAwareRebalanceListener;
import org.springframework.kafka.support.Acknowledgment;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Takes what a poll brings: all of it in one transaction, or after a failure one by one. What passes is waited for, for
 * ever and with growing waits, during which the container is paused and keeps polling; poison becomes a dead letter at
 * once, a bug after some tries. Offsets are committed after the transaction.
 */
final class InboxListener<R>
        implements BatchAcknowledgingMessageListener<byte[], byte[]>, ConsumerAwareRebalanceListener {

    private static final Logger log = LoggerFactory.getLogger(InboxListener.class);

    private final Inbox<R> inbox;
    private final DeadLetterPublisher publisher;
    private final InboxSettings settings;
    private final Map<TopicPartition, Trouble> troubles = new ConcurrentHashMap<>();
    private final Map<Thread, Long> inHandSince = new ConcurrentHashMap<>();

    InboxListener(Inbox<R> inbox, DeadLetterPublisher publisher, InboxSettings settings) {
        this.inbox = inbox;
        this.publisher = publisher;
        this.settings = settings;
    }

    /** What keeps it from going on, by partition; for the health page. */
    Map<TopicPartition, Trouble> troubles() {
        return Map.copyOf(troubles);
    }

    /** For how long a poll has been in hand by now, the longest of this process; zero while none is. */
    Duration inHand() {
        long now = System.nanoTime();
        return Duration.ofNanos(inHandSince.values().stream()
                .mapToLong(since -> now - since)
                .max()
                .orElse(0));
    }

    /** What another consumer waits for now is its trouble. */
    @Override
    public void onPartitionsRevokedAfterCommit(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        partitions.forEach(troubles::remove);
    }

    @Override
    public void onPartitionsLost(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        partitions.forEach(troubles::remove);
    }

    @Override
    public void onMessage(List<ConsumerRecord<byte[], byte[]>> records, @Nullable Acknowledgment acknowledgment) {
        if (acknowledgment == null) {
            throw new IllegalStateException("the container must hand out acknowledgments");
        }
        inHandSince.put(Thread.currentThread(), System.nanoTime());
        try {
            take(records, acknowledgment);
        } finally {
            inHandSince.remove(Thread.currentThread());
        }
    }

    private void take(List<ConsumerRecord<byte[], byte[]>> records, Acknowledgment acknowledgment) {
        // A record that failed before fails alone, so that its tries are counted right.
        if (records.stream().noneMatch(record -> troubles.containsKey(partition(record)))) {
            try {
                receive(records);
                acknowledgment.acknowledge();
                return;
            } catch (RuntimeException e) {
                log.debug("{} goes on one by one", inbox.subscription().consumer(), e);
            }
        }
        for (int index = 0; index < records.size(); index++) {
            Trouble trouble = receiveAlone(records.get(index));
            if (trouble != null) {
                // Commits what is before it; it and the rest come again after the wait.
                acknowledgment.nack(index, settings.wait(trouble.tries() - 1));
                return;
            }
        }
        acknowledgment.acknowledge();
    }

    /** Null if the record is done with: handled, skipped or buried. */
    private @Nullable Trouble receiveAlone(ConsumerRecord<byte[], byte[]> record) {
        try {
            try {
                receive(List.of(record));
            } catch (UnreadableMessageException e) {
                bury(record, DeadLetter.Cause.POISON, e, 1);
            } catch (RuntimeException e) {
                if (Failures.passes(e)) {
                    return wait(record, e);
                }
                Trouble trouble = trouble(record, e, 1);
                if (trouble.bugs() < settings.tries()) {
                    log.warn(
                            "{} failed at {} (try {})",
                            inbox.subscription().consumer(),
                            place(record),
                            trouble.bugs(),
                            e);
                    return trouble;
                }
                bury(record, DeadLetter.Cause.BUG, e, trouble.bugs());
            }
        } catch (RuntimeException e) {
            // Not even the dead letter could be stored, so the event is not done with.
            return wait(record, e);
        }
        troubles.remove(partition(record));
        return null;
    }

    /** An event that breaks its handler in whatever way is told apart from a process that can go on no more. */
    private void receive(List<ConsumerRecord<byte[], byte[]>> records) {
        try {
            inbox.receive(records);
        } catch (StackOverflowError | LinkageError | AssertionError e) {
            throw new IllegalStateException(e.toString(), e);
        }
    }

    private Trouble wait(ConsumerRecord<byte[], byte[]> record, RuntimeException failure) {
        Trouble trouble = trouble(record, failure, 0);
        inbox.metrics().waits().increment();
        if (trouble.tries() == 1) {
            log.warn("{} waits at {}: {}", inbox.subscription().consumer(), place(record), failure.toString());
        } else {
            log.debug("{} still waits at {}", inbox.subscription().consumer(), place(record), failure);
        }
        return trouble;
    }

    private Trouble trouble(ConsumerRecord<byte[], byte[]> record, RuntimeException failure, int bugs) {
        return troubles.merge(
                partition(record),
                new Trouble(record.offset(), 1, bugs, failure.toString()),
                (before, now) -> before.offset() == now.offset()
                        ? new Trouble(now.offset(), before.tries() + 1, before.bugs() + bugs, now.problem())
                        : now);
    }

    private void bury(
            ConsumerRecord<byte[], byte[]> record, DeadLetter.Cause cause, RuntimeException failure, int attempts) {
        IncomingRecord readable = readable(record);
        FailedRecord failed = new FailedRecord(
                inbox.subscription().consumer(),
                inbox.subscription().deadLetterTopic(),
                inbox.subscription().confidential(),
                record,
                readable == null ? null : readable.version(),
                readable == null ? null : readable.eventId(),
                readable == null ? null : readable.type(),
                cause,
                failure,
                attempts);
        publisher.publish(failed);
        if (!inbox.bury(failed)) {
            return;
        }
        log.error(
                "{} gave up {} ({}); it is a dead letter now",
                inbox.subscription().consumer(),
                place(record),
                cause,
                inbox.subscription().confidential() ? null : failure);
    }

    private static @Nullable IncomingRecord readable(ConsumerRecord<byte[], byte[]> record) {
        try {
            return IncomingRecord.of(record);
        } catch (UnreadableMessageException e) {
            return null;
        }
    }

    private static TopicPartition partition(ConsumerRecord<?, ?> record) {
        return new TopicPartition(record.topic(), record.partition());
    }

    private static String place(ConsumerRecord<byte[], byte[]> record) {
        return record.topic() + "-" + record.partition() + "@" + record.offset() + " key " + FailedRecord.key(record);
    }

    /**
     * A record that holds up its partition.
     *
     * @param tries so far, from 1
     * @param bugs those of them for which nothing but the event or its handler is to blame
     */
    record Trouble(long offset, int tries, int bugs, String problem) {}
}
