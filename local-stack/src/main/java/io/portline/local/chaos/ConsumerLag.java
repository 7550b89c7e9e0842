package io.portline.local.chaos;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** What consumers have still to handle. */
final class ConsumerLag {
    private static final long ANSWER_WITHIN_SECONDS = 10;

    private ConsumerLag() {}

    /** Records that some group has not handled; 1 where Kafka does not say. */
    static long records(String bootstrap) throws InterruptedException {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
            Map<String, ListConsumerGroupOffsetsSpec> groups = new HashMap<>();
            for (GroupListing group : admin.listGroups().all().get(ANSWER_WITHIN_SECONDS, TimeUnit.SECONDS)) {
                groups.put(group.groupId(), new ListConsumerGroupOffsetsSpec());
            }
            if (groups.isEmpty()) {
                return 0;
            }
            Map<String, Map<TopicPartition, OffsetAndMetadata>> handled =
                    admin.listConsumerGroupOffsets(groups).all().get(ANSWER_WITHIN_SECONDS, TimeUnit.SECONDS);
            Map<TopicPartition, OffsetSpec> read = new HashMap<>();
            handled.values()
                    .forEach(places -> places.keySet().forEach(partition -> read.put(partition, OffsetSpec.latest())));
            var ends = admin.listOffsets(read).all().get(ANSWER_WITHIN_SECONDS, TimeUnit.SECONDS);
            long lag = 0;
            for (Map<TopicPartition, OffsetAndMetadata> places : handled.values()) {
                for (Map.Entry<TopicPartition, OffsetAndMetadata> place : places.entrySet()) {
                    var end = ends.get(place.getKey());
                    // A partition that a group has never read a record of has no place.
                    if (end != null && place.getValue() != null) {
                        lag += Math.max(0, end.offset() - place.getValue().offset());
                    }
                }
            }
            return lag;
        } catch (ExecutionException | TimeoutException e) {
            return 1;
        }
    }
}
