package io.portline.dashboard.freshness.client;

import io.portline.dashboard.freshness.ConsumerLag;
import io.portline.dashboard.freshness.ReadModelFreshness;
import io.portline.messaging.inbox.Subscription;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/**
 * Compares what our consumer groups have committed with the ends of their topics, every few seconds and for all
 * instances together. Committed offsets follow the database's commit, so this errs on the side of "behind".
 */
public final class KafkaFreshness implements ReadModelFreshness, SmartLifecycle {

    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(3);

    private final Supplier<Admin> connect;
    private final List<Subscription<?>> subscriptions;
    private final Duration interval;
    private final AtomicReference<@Nullable List<ConsumerLag>> last = new AtomicReference<>();
    private final AtomicReference<@Nullable Thread> thread = new AtomicReference<>();

    /** @param interval between two looks */
    public KafkaFreshness(Supplier<Admin> connect, List<Subscription<?>> subscriptions, Duration interval) {
        this.connect = connect;
        this.subscriptions = List.copyOf(subscriptions);
        this.interval = interval;
    }

    @Override
    public Optional<List<ConsumerLag>> lags() {
        return Optional.ofNullable(last.get());
    }

    @Override
    public void start() {
        thread.set(Thread.ofVirtual().name("freshness").start(this::run));
    }

    @Override
    public void stop() {
        Thread running = thread.getAndSet(null);
        if (running != null) {
            running.interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return thread.get() != null;
    }

    private void run() {
        try (Admin admin = connect.get()) {
            while (!Thread.currentThread().isInterrupted()) {
                last.set(look(admin));
                TimeUnit.NANOSECONDS.sleep(interval.toNanos());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private @Nullable List<ConsumerLag> look(Admin admin) throws InterruptedException {
        try {
            List<ConsumerLag> lags = new ArrayList<>();
            for (Subscription<?> subscription : subscriptions) {
                lags.add(new ConsumerLag(subscription.consumer(), subscription.topic(), behind(admin, subscription)));
            }
            return List.copyOf(lags);
        } catch (ExecutionException | TimeoutException e) {
            return null;
        }
    }

    private static long behind(Admin admin, Subscription<?> subscription)
            throws InterruptedException, ExecutionException, TimeoutException {
        long millis = ANSWER_WITHIN.toMillis();
        TopicDescription topic = admin.describeTopics(List.of(subscription.topic()))
                .allTopicNames()
                .get(millis, TimeUnit.MILLISECONDS)
                .get(subscription.topic());
        if (topic == null) {
            return 0;
        }
        Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
        Map<TopicPartition, OffsetSpec> earliest = new HashMap<>();
        topic.partitions().forEach(partition -> {
            TopicPartition key = new TopicPartition(subscription.topic(), partition.partition());
            latest.put(key, OffsetSpec.latest());
            earliest.put(key, OffsetSpec.earliest());
        });
        Map<TopicPartition, OffsetAndMetadata> committed = admin.listConsumerGroupOffsets(subscription.consumer())
                .partitionsToOffsetAndMetadata()
                .get(millis, TimeUnit.MILLISECONDS);
        Map<TopicPartition, ListOffsetsResultInfo> ends =
                admin.listOffsets(latest).all().get(millis, TimeUnit.MILLISECONDS);
        Map<TopicPartition, ListOffsetsResultInfo> beginnings =
                admin.listOffsets(earliest).all().get(millis, TimeUnit.MILLISECONDS);
        long behind = 0;
        for (TopicPartition partition : latest.keySet()) {
            OffsetAndMetadata position = committed.get(partition);
            ListOffsetsResultInfo beginning = beginnings.get(partition);
            ListOffsetsResultInfo end = ends.get(partition);
            if (beginning != null && end != null) {
                long from = position != null ? position.offset() : beginning.offset();
                behind += Math.max(0, end.offset() - from);
            }
        }
        return behind;
    }
}
