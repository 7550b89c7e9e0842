package io.portline.messaging.outbox;

import io.portline.messaging.headers.CloudEventHeaders;
import io.portline.messaging.headers.HeaderBlock;
import io.portline.messaging.kafka.KafkaSettings;
import io.portline.messaging.outbox.RelaySession.HeldRow;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RecordBatchTooLargeException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/** The Kafka side of the relay: sends waves, and after a failure finds out what of them arrived. */
final class TopicWriter implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(TopicWriter.class);

    private static final Duration STEP = Duration.ofSeconds(1);
    /** For one question to Kafka; the database session must not be left idle for longer than a few of them. */
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private static final Duration SETTLE_STEP = Duration.ofMillis(50);
    /** A little longer than the producer's own delivery timeout. */
    private static final long WAVE_SECONDS = 15;

    private static final int MOST_IDS = 10_000;

    private static final Header SPEC_VERSION = header(CloudEventHeaders.SPEC_VERSION, "1.0");
    private static final Header CONTENT_TYPE = header(CloudEventHeaders.CONTENT_TYPE, "application/avro");

    private final KafkaSettings kafka;
    private final Set<String> declaredTopics;
    private final Duration settleTime;
    private final Function<Map<String, Object>, Producer<byte[], byte[]>> producers;
    private final BooleanSupplier stopping;

    private @Nullable Producer<byte[], byte[]> producer;
    private final Map<TopicPartition, Long> positions = new HashMap<>();
    private final Set<String> knownTopics = new HashSet<>();

    /** Of rows that came by, though this process does not know them. */
    private final Set<String> foreignTopics = new HashSet<>();

    TopicWriter(
            KafkaSettings kafka,
            Set<String> declaredTopics,
            Duration settleTime,
            Function<Map<String, Object>, Producer<byte[], byte[]>> producers,
            BooleanSupplier stopping) {
        this.kafka = kafka;
        this.declaredTopics = Set.copyOf(declaredTopics);
        this.settleTime = settleTime;
        this.producers = producers;
        this.stopping = stopping;
    }

    /** For each partition, the offset behind the last record known to be there. */
    Map<TopicPartition, Long> positions() {
        return Map.copyOf(positions);
    }

    /**
     * Finds out what is in Kafka: reads from the saved positions to ends that have stopped moving, deletes the rows
     * whose events are there, saves the ends in the same statement, and begins with a new producer, since an old one
     * may still hold records.
     *
     * @throws KafkaException if Kafka does not answer, or a declared topic is not there yet
     */
    void recover(RelaySession session, long floor) throws SQLException, RelayDeposedException, InterruptedException {
        close();
        Consumer<byte[], byte[]> reader = new KafkaConsumer<>(kafka.reader("portline-relay-recovery"));
        try {
            Map<TopicPartition, Long> saved = session.positions();
            saved.putAll(positions);
            Set<TopicPartition> partitions = partitions(reader, saved.keySet(), session);
            Map<TopicPartition, Long> ends = settledEnds(reader, partitions, session);
            Map<TopicPartition, Long> begins = reader.beginningOffsets(partitions, PATIENCE);
            Map<TopicPartition, Long> unread = new HashMap<>();
            ends.forEach((partition, end) -> {
                // A partition never written by this database has nothing of ours; that is saved before the first send.
                long from = Math.max(saved.getOrDefault(partition, end), begins.getOrDefault(partition, 0L));
                if (from < end) {
                    unread.put(partition, from);
                } else if (from > end) {
                    log.warn("{} ends at {} before the saved position {}: it was made anew", partition, end, from);
                }
            });
            List<Long> done = session.unfinished(floor, read(reader, unread, ends, session, floor));
            session.finishAndSaveOnDisk(done, floor, ends);
            if (!done.isEmpty()) {
                log.info("Recovery found {} records in Kafka that were not marked as sent", done.size());
            }
            positions.clear();
            positions.putAll(ends);
        } finally {
            reader.close(CloseOptions.timeout(STEP));
        }
        producer = producers.apply(kafka.producer("portline-relay"));
    }

    private Set<TopicPartition> partitions(
            Consumer<byte[], byte[]> reader, Set<TopicPartition> saved, RelaySession session) throws SQLException {
        Set<String> topics = new HashSet<>(declaredTopics);
        topics.addAll(foreignTopics);
        saved.forEach(partition -> topics.add(partition.topic()));
        Map<String, List<PartitionInfo>> existing = reader.listTopics(PATIENCE);
        session.ping();
        Set<TopicPartition> partitions = new HashSet<>();
        knownTopics.clear();
        for (String topic : topics) {
            List<PartitionInfo> found = existing.get(topic);
            if (found != null && !found.isEmpty()) {
                knownTopics.add(topic);
                found.forEach(info -> partitions.add(new TopicPartition(topic, info.partition())));
            } else if (declaredTopics.contains(topic)) {
                throw new KafkaException("topic " + topic + " is not there yet");
            }
        }
        return partitions;
    }

    private Map<TopicPartition, Long> settledEnds(
            Consumer<byte[], byte[]> reader, Set<TopicPartition> partitions, RelaySession session)
            throws SQLException, InterruptedException {
        Map<TopicPartition, Long> ends = reader.endOffsets(partitions, PATIENCE);
        long since = System.nanoTime();
        while (System.nanoTime() - since < settleTime.toNanos() && !stopping.getAsBoolean()) {
            TimeUnit.NANOSECONDS.sleep(Math.min(SETTLE_STEP.toNanos(), settleTime.toNanos()));
            session.ping();
            Map<TopicPartition, Long> later = reader.endOffsets(partitions, PATIENCE);
            if (!later.equals(ends)) {
                ends = later;
                since = System.nanoTime();
            }
        }
        return ends;
    }

    /** The event ids that are there, apart from those whose rows were deleted on the way to bound the memory. */
    private Set<UUID> read(
            Consumer<byte[], byte[]> reader,
            Map<TopicPartition, Long> from,
            Map<TopicPartition, Long> ends,
            RelaySession session,
            long floor)
            throws SQLException, RelayDeposedException {
        Set<UUID> arrived = new HashSet<>();
        if (from.isEmpty()) {
            return arrived;
        }
        reader.assign(from.keySet());
        from.forEach(reader::seek);
        int silent = 0;
        while (from.keySet().stream()
                .anyMatch(partition -> reader.position(partition, PATIENCE) < ends.getOrDefault(partition, 0L))) {
            int count = 0;
            try {
                for (ConsumerRecord<byte[], byte[]> record : reader.poll(STEP)) {
                    count++;
                    UUID eventId = eventId(record);
                    if (eventId != null) {
                        arrived.add(eventId);
                    }
                }
            } catch (OffsetOutOfRangeException e) {
                throw new KafkaException("retention overtook the recovery", e);
            }
            if (arrived.size() >= MOST_IDS) {
                session.finish(session.unfinished(floor, arrived), List.of());
                arrived.clear();
            }
            session.ping();
            silent = count == 0 ? silent + 1 : 0;
            if (silent > 10 || stopping.getAsBoolean()) {
                throw new TimeoutException("Kafka does not hand out what it holds");
            }
        }
        return arrived;
    }

    /**
     * Sends until all is acknowledged, something fails or the relay stops; at most one row of a (topic, key) at a time. A
     * wave is sent whole or has failed: whatever follows one that was cut short could pass a row that was left out of it.
     */
    Result send(List<OutboxRow> rows, RelaySession session) throws SQLException, InterruptedException {
        List<OutboxRow> acknowledged = new ArrayList<>();
        List<HeldRow> held = new ArrayList<>();
        List<OutboxRow> todo = rows;
        Exception failure = null;
        while (!todo.isEmpty() && failure == null && !stopping.getAsBoolean()) {
            Wave wave = Wave.first(todo);
            failure = send(wave.now(), acknowledged, held, session);
            Set<OutboxRow.OrderingKey> blocked = new HashSet<>();
            held.forEach(row -> blocked.add(row.row().orderingKey()));
            todo = wave.later().stream()
                    .filter(row -> !blocked.contains(row.orderingKey()))
                    .toList();
        }
        return new Result(acknowledged, held, failure);
    }

    private @Nullable Exception send(
            List<OutboxRow> wave, List<OutboxRow> acknowledged, List<HeldRow> held, RelaySession session)
            throws SQLException, InterruptedException {
        Producer<byte[], byte[]> current = producer;
        if (current == null) {
            return new IllegalStateException("not recovered yet");
        }
        Deliveries deliveries = new Deliveries(wave.size());
        int sent = 0;
        long lastPing = System.nanoTime();
        for (OutboxRow row : wave) {
            if (!knownTopics.contains(row.topic()) && foreignTopics.add(row.topic())) {
                // Of a newer release that runs beside this one: recovery looks whether it is there.
                deliveries.failUnsent(sent, new KafkaException("topic " + row.topic() + " is not known yet"));
            } else if (!knownTopics.contains(row.topic())) {
                held.add(new HeldRow(row, "this service writes no topic " + row.topic()));
                deliveries.skip();
            } else {
                deliveries.send(current, row, sent);
            }
            sent++;
            // A send may block for max.block.ms when Kafka is away: one such wait is enough to know.
            if (deliveries.isAnyFailed()) {
                break;
            }
            if (System.nanoTime() - lastPing > STEP.toNanos()) {
                session.ping();
                lastPing = System.nanoTime();
            }
        }
        deliveries.skipFrom(sent);
        for (int second = 0; second < WAVE_SECONDS && !deliveries.await(STEP); second++) {
            session.ping();
            if (stopping.getAsBoolean() && second >= 2) {
                break; // what is still in doubt, the next relay finds out
            }
        }
        return deliveries.collect(wave.subList(0, sent), acknowledged, held, positions);
    }

    /** Leaves what the producer still holds to its fate; the next recovery finds out. */
    @Override
    public void close() {
        if (producer != null) {
            producer.close(Duration.ZERO);
            producer = null;
        }
    }

    private static boolean isPermanent(Exception failure) {
        return failure instanceof RecordTooLargeException
                || failure instanceof RecordBatchTooLargeException
                || failure instanceof InvalidRecordException;
    }

    private static ProducerRecord<byte[], byte[]> record(OutboxRow row) {
        List<Header> headers = new ArrayList<>();
        headers.add(SPEC_VERSION);
        headers.add(header(CloudEventHeaders.ID, row.eventId().toString()));
        headers.add(header(CloudEventHeaders.TYPE, row.type()));
        headers.add(header(CloudEventHeaders.SUBJECT, row.key()));
        headers.add(header(CloudEventHeaders.SEQUENCE, CloudEventHeaders.sequence(row.version())));
        headers.add(CONTENT_TYPE);
        HeaderBlock.parse(row.headers()).forEach((name, value) -> headers.add(header(name, value)));
        return new ProducerRecord<>(
                row.topic(), null, null, row.key().getBytes(StandardCharsets.UTF_8), row.payload(), headers);
    }

    private static Header header(String name, String value) {
        return new RecordHeader(name, value.getBytes(StandardCharsets.UTF_8));
    }

    private static @Nullable UUID eventId(ConsumerRecord<byte[], byte[]> record) {
        Header id = record.headers().lastHeader(CloudEventHeaders.ID);
        if (id == null || id.value() == null) {
            return null;
        }
        try {
            return UUID.fromString(new String(id.value(), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            return null; // not one of ours
        }
    }

    /**
     * What came of a batch.
     *
     * @param failure why not all is acknowledged or held; recovery is needed then
     */
    record Result(
            List<OutboxRow> acknowledged,
            List<HeldRow> held,
            @Nullable Exception failure) {}

    /** The outcomes of one wave, filled in by the producer's thread. */
    private static final class Deliveries {

        private final AtomicReferenceArray<@Nullable RecordMetadata> arrived;
        private final AtomicReferenceArray<@Nullable Exception> failed;
        private final CountDownLatch outstanding;
        private volatile boolean anyFailed;

        Deliveries(int size) {
            arrived = new AtomicReferenceArray<>(size);
            failed = new AtomicReferenceArray<>(size);
            outstanding = new CountDownLatch(size);
        }

        @SuppressWarnings("FutureReturnValueIgnored") // the callback is told all that the future would tell
        void send(Producer<byte[], byte[]> producer, OutboxRow row, int index) {
            try {
                producer.send(record(row), (metadata, exception) -> {
                    if (exception == null) {
                        arrived.set(index, metadata);
                    } else {
                        fail(index, exception);
                    }
                    outstanding.countDown();
                });
            } catch (KafkaException e) {
                failUnsent(index, e);
            }
        }

        private void fail(int index, Exception exception) {
            failed.set(index, exception);
            anyFailed |= !isPermanent(exception);
        }

        boolean isAnyFailed() {
            return anyFailed;
        }

        void failUnsent(int index, KafkaException failure) {
            fail(index, failure);
            outstanding.countDown();
        }

        void skip() {
            outstanding.countDown();
        }

        void skipFrom(int index) {
            for (int i = index; i < arrived.length(); i++) {
                outstanding.countDown();
            }
        }

        boolean await(Duration atMost) throws InterruptedException {
            return outstanding.await(atMost.toNanos(), TimeUnit.NANOSECONDS);
        }

        @Nullable
        Exception collect(
                List<OutboxRow> wave,
                List<OutboxRow> acknowledged,
                List<HeldRow> held,
                Map<TopicPartition, Long> positions) {
            Set<Long> heldIds = new HashSet<>();
            held.forEach(row -> heldIds.add(row.row().id()));
            Exception failure = null;
            for (int i = 0; i < wave.size(); i++) {
                OutboxRow row = wave.get(i);
                RecordMetadata metadata = arrived.get(i);
                Exception exception = failed.get(i);
                if (metadata != null) {
                    acknowledged.add(row);
                    positions.merge(
                            new TopicPartition(metadata.topic(), metadata.partition()),
                            metadata.offset() + 1,
                            Math::max);
                } else if (exception != null && isPermanent(exception)) {
                    held.add(new HeldRow(row, exception.getClass().getSimpleName() + ": " + exception.getMessage()));
                } else if (!heldIds.contains(row.id())) {
                    failure = exception != null ? exception : new TimeoutException("no answer for " + row.eventId());
                }
            }
            return failure;
        }
    }
}
