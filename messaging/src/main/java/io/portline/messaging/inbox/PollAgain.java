package io.portline.messaging.inbox;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.listener.CommonErrorHandler;
import org.springframework.kafka.listener.MessageListenerContainer;

import java.util.List;

/**
 * When a poll cannot be brought to its end, say because Kafka does not take its offsets, all of it comes again and the inbox knows what it has handled.
 * Spring's own handler would call the listener once more and take its return for success, even if it said that a record has to wait.
 */
final class PollAgain implements CommonErrorHandler {

    private static final Logger log = LoggerFactory.getLogger(PollAgain.class);

    @Override
    public boolean seeksAfterHandling() {
        return true;
    }

    @Override
    public boolean isAckAfterHandle() {
        return false;
    }

    @Override
    public void handleBatch(
            Exception failure,
            ConsumerRecords<?, ?> poll,
            Consumer<?, ?> consumer,
            MessageListenerContainer container,
            Runnable listener) {
        log.warn("{} takes a poll again: {}", container.getGroupId(), failure.toString());
        for (TopicPartition partition : poll.partitions()) {
            // One that has been taken away comes to whoever has it now.
            if (consumer.assignment().contains(partition)) {
                List<? extends ConsumerRecord<?, ?>> records = poll.records(partition);
                consumer.seek(partition, records.getFirst().offset());
            }
        }
    }

    @Override
    public void handleOtherException(
            Exception failure, Consumer<?, ?> consumer, MessageListenerContainer container, boolean batchListener) {
        log.warn("{} cannot poll for the moment: {}", container.getGroupId(), failure.toString());
        log.debug("The whole of it", failure);
    }
}
