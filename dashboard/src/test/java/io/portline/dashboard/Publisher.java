package io.portline.dashboard;

import io.portline.messaging.codec.MessageCodec;
import io.portline.messaging.outbox.Outbox;
import io.portline.messaging.outbox.OutboxMessage;
import io.portline.schemas.CaseActivityEvent;
import io.portline.schemas.DeliveryOutcome;
import io.portline.schemas.PortOrderStatusEvent;
import io.portline.schemas.PortOutStatusEvent;
import io.portline.schemas.Topic;
import io.portline.schemas.Topics;
import org.apache.avro.specific.SpecificRecord;
import org.springframework.transaction.support.TransactionTemplate;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Publishes events in the order in which they are given, as the services do. */
public final class Publisher {

    private final Outbox outbox;
    private final MessageCodec codec;
    private final TransactionTemplate transactions;

    public Publisher(Outbox outbox, MessageCodec codec, TransactionTemplate transactions) {
        this.outbox = outbox;
        this.codec = codec;
        this.transactions = transactions;
    }

    public void publish(SpecificRecord... events) {
        for (SpecificRecord event : events) {
            publishTogether(List.of(event));
        }
    }

    /** In one transaction, which is quicker than one each. */
    public void publishTogether(List<? extends SpecificRecord> events) {
        List<OutboxMessage> messages = events.stream().map(this::message).toList();
        transactions.executeWithoutResult(_ -> messages.forEach(outbox::append));
    }

    private OutboxMessage message(SpecificRecord event) {
        return switch (event) {
            case PortOrderStatusEvent e ->
                message(Topics.PORT_ORDER_STATUS, e.getOrderId(), e.getVersion(), e.getEventId(), e.getOccurredAt(), e);
            case CaseActivityEvent e ->
                message(Topics.CASE_ACTIVITY, e.getCaseId(), e.getVersion(), e.getEventId(), e.getOccurredAt(), e);
            case DeliveryOutcome e ->
                message(Topics.DELIVERY, e.getSubjectId(), e.getVersion(), e.getEventId(), e.getOccurredAt(), e);
            case PortOutStatusEvent e ->
                message(Topics.PORT_OUT_STATUS, e.getPortOutId(), e.getVersion(), e.getEventId(), e.getOccurredAt(), e);
            default -> throw new IllegalArgumentException(event.getClass().getName());
        };
    }

    private OutboxMessage message(
            Topic<?> topic, UUID key, long version, UUID eventId, Instant occurredAt, SpecificRecord event) {
        return new OutboxMessage(
                topic.name(),
                key.toString(),
                version,
                eventId,
                topic.ceType(),
                occurredAt,
                codec.encode(topic.name(), event));
    }
}
