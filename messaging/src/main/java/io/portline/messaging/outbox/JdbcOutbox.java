package io.portline.messaging.outbox;

import io.portline.messaging.headers.CloudEventHeaders;
import io.portline.messaging.headers.HeaderBlock;
import io.portline.messaging.trace.LoggedTracing;
import io.portline.messaging.trace.Tracing;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.IllegalTransactionStateException;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

import java.nio.charset.StandardCharsets;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The outbox as a table beside the service's own. */
public final class JdbcOutbox implements Outbox {

    private final JdbcClient jdbc;
    private final RelaySignal signal;
    private final Set<String> declaredTopics;
    private final String source;
    private final int maxPayloadBytes;
    private final Tracing tracing;

    /** @param source CloudEvents source, such as {@code /portline/order-service} */
    public JdbcOutbox(
            JdbcClient jdbc, RelaySignal signal, Set<String> declaredTopics, String source, int maxPayloadBytes) {
        this(jdbc, signal, declaredTopics, source, maxPayloadBytes, new LoggedTracing());
    }

    /** @param source CloudEvents source, such as {@code /portline/order-service} */
    public JdbcOutbox(
            JdbcClient jdbc,
            RelaySignal signal,
            Set<String> declaredTopics,
            String source,
            int maxPayloadBytes,
            Tracing tracing) {
        this.jdbc = jdbc;
        this.signal = signal;
        this.declaredTopics = Set.copyOf(declaredTopics);
        this.source = source;
        this.maxPayloadBytes = maxPayloadBytes;
        this.tracing = tracing;
    }

    @Override
    public void append(List<OutboxMessage> messages) {
        requireTransaction();
        if (messages.isEmpty()) {
            return;
        }
        int inserted = jdbc.sql(OutboxSql.INSERT).params(parameters(messages)).update();
        if (inserted != messages.size()) {
            throw new IllegalStateException(inserted + " of " + messages.size() + " messages were inserted");
        }
        appendedInThisTransaction();
    }

    @Override
    public Map<String, @Nullable Object> parameters(List<OutboxMessage> messages) {
        messages.forEach(this::check);
        Map<String, @Nullable Object> parameters = new HashMap<>();
        parameters.put(
                "outboxTopics", messages.stream().map(OutboxMessage::topic).toArray(String[]::new));
        parameters.put("outboxKeys", messages.stream().map(OutboxMessage::key).toArray(String[]::new));
        parameters.put(
                "outboxVersions", messages.stream().map(OutboxMessage::version).toArray(Long[]::new));
        parameters.put(
                "outboxEventIds",
                messages.stream().map(message -> message.eventId().toString()).toArray(String[]::new));
        parameters.put("outboxTypes", messages.stream().map(OutboxMessage::type).toArray(String[]::new));
        parameters.put("outboxHeaders", messages.stream().map(this::headers).toArray(String[]::new));
        parameters.put(
                "outboxPayloads", messages.stream().map(OutboxMessage::payload).toArray(byte[][]::new));
        return parameters;
    }

    @Override
    public void appendedInThisTransaction() {
        requireTransaction();
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                signal.wake();
            }
        });
    }

    private static void requireTransaction() {
        if (!TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalTransactionStateException(
                    "The outbox is written in the transaction of the change that it tells of, and none is open");
        }
    }

    private void check(OutboxMessage message) {
        if (!declaredTopics.contains(message.topic())) {
            throw new UndeclaredTopicException(message.topic());
        }
        byte[] payload = message.payload();
        int size = (payload == null ? 0 : payload.length) + message.key().getBytes(StandardCharsets.UTF_8).length;
        if (size > maxPayloadBytes) {
            throw new PayloadTooLargeException(message, maxPayloadBytes);
        }
    }

    /** What the row's own columns do not say. */
    private String headers(OutboxMessage message) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put(CloudEventHeaders.SOURCE, source);
        headers.put(CloudEventHeaders.TIME, DateTimeFormatter.ISO_INSTANT.format(message.occurredAt()));
        headers.put(CloudEventHeaders.DATA_SCHEMA, "urn:portline:schema:" + message.topic());
        headers.put(CloudEventHeaders.TRACE_PARENT, tracing.publishing(message.topic(), message.key()));
        return HeaderBlock.format(headers);
    }
}
