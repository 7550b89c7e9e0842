package io.portline.dashboard.freshness.client;

import io.portline.dashboard.freshness.ConsumerLag;
import io.portline.messaging.inbox.Subscription;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Compares what consumer groups have committed with the ends of their topics. */
final class GroupOffsets {

    private static final long ANSWER_WITHIN = Duration.ofSeconds(3).toMillis();

    private GroupOffsets() {}

    /** How far our own consumers are; those that have read nothing yet have everything before them. */
    static List<ConsumerLag> lags(Admin admin, List<Subscription<?>> subscriptions)
            throws InterruptedException, ExecutionException, TimeoutException {
        Set<String> topics = new HashSet<>();
        subscriptions.forEach(subscription -> topics.add(subscription.topic()));
        Map<String, List<TopicPartition>> partitions = partitions(admin, topics);
        List<TopicPartition> all =
                partitions.values().stream().flatMap(List::stream).toList();
        return lags(admin, subscriptions, partitions, offsets(admin, all, OffsetSpec.latest()));
    }

    /** The same to where the topics ended at another time; partitions that there were not then are left out. */
    private static List<ConsumerLag> lags(
            Admin admin,
            List<Subscription<?>> subscriptions,
            Map<String, List<TopicPartition>> partitions,
            Map<TopicPartition, Long> ends)
            throws InterruptedException, ExecutionException, TimeoutException {
        Set<TopicPartition> all = ends.keySet();
        Map<TopicPartition, Long> beginnings = offsets(admin, all, OffsetSpec.earliest());
        Map<String, Map<TopicPartition, OffsetAndMetadata>> committed = committed(
                admin, subscriptions.stream().map(Subscription::consumer).toList());
        List<ConsumerLag> lags = new ArrayList<>();
        for (Subscription<?> subscription : subscriptions) {
            Map<TopicPartition, OffsetAndMetadata> places = committed.getOrDefault(subscription.consumer(), Map.of());
            long behind = 0;
            for (TopicPartition partition : partitions.getOrDefault(subscription.topic(), List.of())) {
                OffsetAndMetadata place = places.get(partition);
                long from = place != null ? place.offset() : beginnings.getOrDefault(partition, 0L);
                behind += Math.max(0, ends.getOrDefault(partition, 0L) - from);
            }
            lags.add(new ConsumerLag(subscription.consumer(), subscription.topic(), behind));
        }
        return List.copyOf(lags);
    }

    static long behind(Admin admin, List<Subscription<?>> subscriptions)
            throws InterruptedException, ExecutionException, TimeoutException {
        return sum(lags(admin, subscriptions));
    }

    /** Where the topics of these subscriptions end now. */
    static Map<TopicPartition, Long> ends(Admin admin, List<Subscription<?>> subscriptions)
            throws InterruptedException, ExecutionException, TimeoutException {
        Set<String> topics = new HashSet<>();
        subscriptions.forEach(subscription -> topics.add(subscription.topic()));
        List<TopicPartition> all = partitions(admin, topics).values().stream()
                .flatMap(List::stream)
                .toList();
        return offsets(admin, all, OffsetSpec.latest());
    }

    /** How many records there are still to read to these ends, whatever has come behind them. */
    static long behind(Admin admin, List<Subscription<?>> subscriptions, Map<TopicPartition, Long> ends)
            throws InterruptedException, ExecutionException, TimeoutException {
        Map<String, List<TopicPartition>> partitions = new HashMap<>();
        ends.keySet()
                .forEach(partition -> partitions
                        .computeIfAbsent(partition.topic(), _ -> new ArrayList<>())
                        .add(partition));
        return sum(lags(admin, subscriptions, partitions, ends));
    }

    private static long sum(List<ConsumerLag> lags) {
        return lags.stream().mapToLong(ConsumerLag::behind).sum();
    }

    /** Every group that Kafka knows, whosever it is. */
    static List<ConsumerLag> ofEveryGroup(Admin admin)
            throws InterruptedException, ExecutionException, TimeoutException {
        List<String> groups = admin.listGroups().all().get(ANSWER_WITHIN, TimeUnit.MILLISECONDS).stream()
                .map(GroupListing::groupId)
                .toList();
        Map<String, Map<TopicPartition, OffsetAndMetadata>> committed = committed(admin, groups);
        Set<TopicPartition> read = new HashSet<>();
        committed.values().forEach(places -> read.addAll(places.keySet()));
        Map<TopicPartition, Long> ends = offsets(admin, read, OffsetSpec.latest());
        Map<String, Map<String, Long>> lags = new TreeMap<>();
        committed.forEach((group, places) -> places.forEach((partition, place) -> {
            if (place != null) {
                long behind = Math.max(0, ends.getOrDefault(partition, place.offset()) - place.offset());
                lags.computeIfAbsent(group, _ -> new TreeMap<>()).merge(partition.topic(), behind, Long::sum);
            }
        }));
        List<ConsumerLag> all = new ArrayList<>();
        lags.forEach(
                (group, topics) -> topics.forEach((topic, behind) -> all.add(new ConsumerLag(group, topic, behind))));
        return List.copyOf(all);
    }

    /** Lets Kafka forget where a consumer was, so that it begins at the beginning. Only while nobody reads. */
    static void forget(Admin admin, Subscription<?> subscription)
            throws InterruptedException, ExecutionException, TimeoutException {
        Set<TopicPartition> known = committed(admin, List.of(subscription.consumer()))
                .getOrDefault(subscription.consumer(), Map.of())
                .keySet();
        if (known.isEmpty()) {
            return;
        }
        try {
            admin.deleteConsumerGroupOffsets(subscription.consumer(), known)
                    .all()
                    .get(ANSWER_WITHIN, TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof GroupIdNotFoundException)) {
                throw e;
            }
        }
    }

    private static Map<String, Map<TopicPartition, OffsetAndMetadata>> committed(Admin admin, Collection<String> groups)
            throws InterruptedException, ExecutionException, TimeoutException {
        if (groups.isEmpty()) {
            return Map.of();
        }
        Map<String, ListConsumerGroupOffsetsSpec> wanted = new HashMap<>();
        groups.forEach(group -> wanted.put(group, new ListConsumerGroupOffsetsSpec()));
        return admin.listConsumerGroupOffsets(wanted).all().get(ANSWER_WITHIN, TimeUnit.MILLISECONDS);
    }

    private static Map<String, List<TopicPartition>> partitions(Admin admin, Set<String> topics)
            throws InterruptedException, ExecutionException, TimeoutException {
        Map<String, TopicDescription> described =
                admin.describeTopics(topics).allTopicNames().get(ANSWER_WITHIN, TimeUnit.MILLISECONDS);
        Map<String, List<TopicPartition>> partitions = new HashMap<>();
        described.forEach((name, topic) -> partitions.put(
                name,
                topic.partitions().stream()
                        .map(partition -> new TopicPartition(name, partition.partition()))
                        .toList()));
        return partitions;
    }

    private static Map<TopicPartition, Long> offsets(
            Admin admin, Collection<TopicPartition> partitions, OffsetSpec spec)
            throws InterruptedException, ExecutionException, TimeoutException {
        Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
        partitions.forEach(partition -> wanted.put(partition, spec));
        Map<TopicPartition, ListOffsetsResultInfo> found =
                admin.listOffsets(wanted).all().get(ANSWER_WITHIN, TimeUnit.MILLISECONDS);
        Map<TopicPartition, Long> offsets = new HashMap<>();
        found.forEach((partition, info) -> offsets.put(partition, info.offset()));
        return offsets;
    }
}
