package io.portline.messaging.codec;

/**
 * Records to the bytes that Kafka stores, and back. The Kafka serialiser behind it is chosen by setting ({@code
 * portline.serializer}); callers see neither it nor its library.
 */
public interface MessageCodec {

    /**
     * @throws CodecUnavailableException if the schema registry is needed and cannot be reached
     * @throws UnreadableMessageException if the record cannot be written as bytes
     */
    byte[] encode(String topic, Object record);

    /**
     * Makes the schema of a record type known to the registry, so that {@link #encode} needs it no more.
     *
     * @throws CodecUnavailableException if the schema registry cannot be reached
     */
    void prepare(String topic, Class<?> recordType);

    /**
     * @throws CodecUnavailableException if the schema registry is needed and cannot be reached
     * @throws UnreadableMessageException if these bytes are no record of that type, now or ever
     */
    <R> R decode(String topic, Class<R> type, byte[] bytes);
}
