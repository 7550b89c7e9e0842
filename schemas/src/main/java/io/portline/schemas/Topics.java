package io.portline.schemas;

import io.portline.schemas.Topic.Audience;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.NullMarked;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Every topic of Portline. The table in {@code docs/events.md} and the AsyncAPI document say the same; tests compare
 * them. Dead-letter topics are not here: they are named after the topic and the consumer that gave up.
 */
@NullMarked
public final class Topics {

    /** Fixed: the partition count of a topic never changes, see {@link Topic#partitions()}. */
    public static final int PARTITIONS = 12;

    /** Kafka's own default of a mebibyte and the record's overhead, said so that no broker setting changes it. */
    private static final int MAX_MESSAGE_BYTES = 1_048_588;

    /** What is left for headers, key and framing below {@link #MAX_MESSAGE_BYTES}. */
    private static final int MAX_RECORD_BYTES = 1_000_000;

    /** The states of port orders: what changed, and the order after it. */
    public static final Topic<PortOrderStatusEvent> PORT_ORDER_STATUS = topic(
            "porting.port-order-status.v1",
            PortOrderStatusEvent.class,
            "order id",
            "order-service",
            Set.of("notification-service", "case-service", "dashboard"),
            Audience.PUBLIC,
            keptForEver());

    /**
     * Carries account data, and the passcode encrypted for the gateway alone. A week: longer than any outage of the
     * gateway that nobody notices, and no archive of accounts.
     */
    public static final Topic<CarrierRequest> CARRIER_REQUEST = topic(
            "porting.carrier-request.v1",
            CarrierRequest.class,
            "order id",
            "order-service",
            Set.of("carrier-gateway"),
            Audience.INTERNAL,
            keptFor(Duration.ofDays(7)));

    /** What the losing carriers answer. */
    public static final Topic<CarrierReply> CARRIER_REPLY = topic(
            "porting.carrier-reply.v1",
            CarrierReply.class,
            "order id",
            "carrier-gateway",
            Set.of("order-service", "dashboard"),
            Audience.INTERNAL,
            keptFor(Duration.ofDays(30)));

    /** The states of port-out requests. */
    public static final Topic<PortOutStatusEvent> PORT_OUT_STATUS = topic(
            "porting.port-out-status.v1",
            PortOutStatusEvent.class,
            "port-out id",
            "order-service",
            Set.of("carrier-gateway", "notification-service", "dashboard"),
            Audience.PUBLIC,
            keptForEver());

    /** What happens in TNS cases, as far as their customers may see it. */
    public static final Topic<CaseActivityEvent> CASE_ACTIVITY = topic(
            "support.case-activity.v1",
            CaseActivityEvent.class,
            "case id",
            "case-service",
            Set.of("order-service", "notification-service", "dashboard"),
            Audience.PUBLIC,
            keptForEver());

    /** Whom to tell of port orders and port-outs. Personal data: compacted, a tombstone erases. */
    public static final Topic<SubjectContacts> PORTING_CONTACTS = topic(
            "porting.contacts.v1",
            SubjectContacts.class,
            "order or port-out id",
            "order-service",
            Set.of("notification-service"),
            Audience.INTERNAL,
            compacted());

    /** Whom to tell of cases. Personal data: compacted, a tombstone erases. */
    public static final Topic<SubjectContacts> SUPPORT_CONTACTS = topic(
            "support.contacts.v1",
            SubjectContacts.class,
            "case id",
            "case-service",
            Set.of("notification-service"),
            Audience.INTERNAL,
            compacted());

    /** What became of mails and webhooks. */
    public static final Topic<DeliveryOutcome> DELIVERY = topic(
            "notification.delivery.v1",
            DeliveryOutcome.class,
            "order, port-out or case id",
            "notification-service",
            Set.of("dashboard"),
            Audience.INTERNAL,
            keptForEver());

    private static final List<Topic<?>> ALL = List.of(
            PORT_ORDER_STATUS,
            CARRIER_REQUEST,
            CARRIER_REPLY,
            PORT_OUT_STATUS,
            CASE_ACTIVITY,
            PORTING_CONTACTS,
            SUPPORT_CONTACTS,
            DELIVERY);

    private Topics() {}

    /** All topics, in the order of the table. */
    public static List<Topic<?>> all() {
        return ALL;
    }

    /** The topics that a service writes, and so declares at its start. */
    public static List<Topic<?>> writtenBy(String service) {
        return ALL.stream().filter(topic -> topic.writer().equals(service)).toList();
    }

    /** The topics that a service reads. */
    public static List<Topic<?>> readBy(String service) {
        return ALL.stream().filter(topic -> topic.readers().contains(service)).toList();
    }

    /** The topic of a name; empty for a name that is none of ours, such as a dead-letter topic's. */
    public static Optional<Topic<?>> named(String name) {
        return ALL.stream().filter(topic -> topic.name().equals(name)).findFirst();
    }

    private static <R extends SpecificRecord> Topic<R> topic(
            String name,
            Class<R> recordType,
            String key,
            String writer,
            Set<String> readers,
            Audience audience,
            Map<String, String> config) {
        return new Topic<>(name, recordType, key, writer, readers, audience, PARTITIONS, config, MAX_RECORD_BYTES);
    }

    /** Kafka's default of seven days would make rebuilding a reader from the beginning impossible. */
    private static Map<String, String> keptForEver() {
        return Map.of("cleanup.policy", "delete", "retention.ms", "-1", "max.message.bytes", "" + MAX_MESSAGE_BYTES);
    }

    /** Segments of a day at most: retention deletes whole segments, and a long one would keep its first record longer. */
    private static Map<String, String> keptFor(Duration retention) {
        return Map.of(
                "cleanup.policy",
                "delete",
                "retention.ms",
                "" + retention.toMillis(),
                "segment.ms",
                "" + Duration.ofDays(1).toMillis(),
                "max.message.bytes",
                "" + MAX_MESSAGE_BYTES);
    }

    /**
     * A superseded or erased address is gone from Kafka after a day or little more; tombstones, which name nobody, stay
     * for a month, so that a reader that was away learns of them.
     */
    private static Map<String, String> compacted() {
        return Map.of(
                "cleanup.policy",
                "compact",
                "max.compaction.lag.ms",
                "" + Duration.ofDays(1).toMillis(),
                "delete.retention.ms",
                "" + Duration.ofDays(30).toMillis(),
                "max.message.bytes",
                "" + MAX_MESSAGE_BYTES);
    }
}
