package io.portline.messaging.inbox;

/**
 * What a service consumes, as a bean. Messaging builds and runs the container.
 *
 * @param consumer the Kafka group and the inbox's name for it, such as {@code order-service.carrier-replies}; unique,
 *     and never changed, or everything is handled again
 * @param compacted versions may be missing because the topic keeps only the last of each key; no gap is reported
 * @param confidential operators see a dead letter's metadata only, never its bytes
 */
public record Subscription<R>(
        String consumer,
        String topic,
        Class<R> recordType,
        EventHandler<R> handler,
        OnDeadLetter onDeadLetter,
        boolean compacted,
        boolean confidential) {

    public Subscription {
        if (consumer.isBlank() || topic.isBlank()) {
            throw new IllegalArgumentException("a subscription has a consumer and a topic");
        }
    }

    /** A subscription that goes on after a dead letter. */
    public static <R> Subscription<R> of(String consumer, String topic, Class<R> recordType, EventHandler<R> handler) {
        return new Subscription<>(consumer, topic, recordType, handler, OnDeadLetter.CONTINUE, false, false);
    }

    /** The same, setting later events of a key aside after a dead letter. */
    public Subscription<R> parkingKeys() {
        return new Subscription<>(consumer, topic, recordType, handler, OnDeadLetter.PARK_KEY, compacted, confidential);
    }

    /** The same, of a compacted topic. */
    public Subscription<R> ofCompactedTopic() {
        return new Subscription<>(consumer, topic, recordType, handler, onDeadLetter, true, confidential);
    }

    /** The same, of a topic whose content operators may not see. */
    public Subscription<R> ofConfidentialTopic() {
        return new Subscription<>(consumer, topic, recordType, handler, onDeadLetter, compacted, true);
    }

    /** Where its dead letters go: {@code <topic>.<consumer>.dlt}. */
    public String deadLetterTopic() {
        return topic + "." + consumer + ".dlt";
    }
}
