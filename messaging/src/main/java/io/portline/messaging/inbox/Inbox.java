package io.portline.messaging.inbox;

import io.portline.messaging.codec.MessageCodec;
import io.portline.messaging.deadletter.DeadLetter;
import io.portline.messaging.deadletter.DeadLetterStore;
import io.portline.messaging.deadletter.FailedRecord;
import io.portline.messaging.deadletter.StoredRecord;
import io.portline.messaging.inbox.InboxTable.Seen;
import io.portline.messaging.trace.Tracing;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionOperations;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One consumer's inbox: lets each version of a key through to the handler once and in order, in the transaction in
 * which the handler does its work.
 */
final class Inbox<R> {

    private static final Logger log = LoggerFactory.getLogger(Inbox.class);

    private final Subscription<R> subscription;
    private final MessageCodec codec;
    private final InboxTable table;
    private final DeadLetterStore deadLetters;
    private final TransactionOperations transaction;
    private final InboxMetrics metrics;
    private final Tracing tracing;
    private volatile Instant firstStart = Instant.MIN;

    Inbox(
            Subscription<R> subscription,
            MessageCodec codec,
            InboxTable table,
            DeadLetterStore deadLetters,
            TransactionOperations transaction,
            InboxMetrics metrics,
            Tracing tracing) {
        this.tracing = tracing;
        this.subscription = subscription;
        this.codec = codec;
        this.table = table;
        this.deadLetters = deadLetters;
        this.transaction = transaction;
        this.metrics = metrics;
    }

    Subscription<R> subscription() {
        return subscription;
    }

    InboxMetrics metrics() {
        return metrics;
    }

    void started(Instant businessNow) {
        firstStart = table.firstStart(subscription.consumer(), businessNow);
    }

    /**
     * Handles records in one transaction, or none of them.
     *
     * @throws io.portline.messaging.codec.UnreadableMessageException if one is poison
     * @throws RuntimeException what a handler throws
     */
    void receive(List<ConsumerRecord<byte[], byte[]>> records) {
        List<Event<R>> events = new ArrayList<>(records.size());
        for (ConsumerRecord<byte[], byte[]> record : records) {
            events.add(read(record));
        }
        Findings findings = transaction.execute(_ -> admitAndHandle(events));
        if (findings != null) {
            report(findings);
        }
    }

    /** Reads and decodes; before the transaction, because the registry may be slow. */
    Event<R> read(ConsumerRecord<byte[], byte[]> record) {
        IncomingRecord incoming = IncomingRecord.of(record);
        return new Event<>(record, received(incoming, false), incoming.traceParent());
    }

    private Findings admitAndHandle(List<Event<R>> events) {
        Set<String> keys = new LinkedHashSet<>();
        events.forEach(event -> keys.add(event.received().key()));
        Map<String, Seen> seen = table.lock(subscription.consumer(), subscription.topic(), keys);
        Set<String> parked = subscription.onDeadLetter() == OnDeadLetter.PARK_KEY
                ? deadLetters.openKeys(subscription.consumer(), subscription.topic(), keys)
                : Set.of();

        Findings findings = new Findings();
        List<Event<R>> fresh = new ArrayList<>(events.size());
        Map<String, Seen> advanced = new HashMap<>();
        for (Event<R> event : events) {
            if (admit(event.received(), seen.get(event.received().key()), findings)) {
                Seen now = new Seen(event.received().version(), event.received().eventId());
                seen.put(event.received().key(), now);
                advanced.put(event.received().key(), now);
                fresh.add(event);
            }
        }
        if (!advanced.isEmpty()) {
            // Before the handlers: a consumer that lost the partition must find out before it does anything.
            table.advance(subscription.consumer(), subscription.topic(), advanced);
        }
        List<Event<R>> due = new ArrayList<>(fresh.size());
        for (Event<R> event : fresh) {
            if (parked.contains(event.received().key())) {
                deadLetters.add(failed(event, DeadLetter.Cause.PARKED));
                findings.parked++;
            } else {
                due.add(event);
            }
        }
        handle(due);
        findings.handled = due.size();
        return findings;
    }

    private void handle(List<Event<R>> events) {
        if (events.size() > 1 && subscription.handler() instanceof BatchHandler<R> batches) {
            handleAll(batches, events);
        } else {
            if (events.size() > 1) {
                subscription
                        .handler()
                        .expect(events.stream().map(Event::received).toList());
            }
            events.forEach(event -> handle(event.received(), event.traceParent()));
        }
    }

    /** The trace of each event shows that it was handled, for as long as all of them took. */
    private void handleAll(BatchHandler<R> handler, List<Event<R>> events) {
        Deque<Tracing.Scope> scopes = new ArrayDeque<>(events.size());
        try {
            for (Event<R> event : events) {
                scopes.push(tracing(event.received(), event.traceParent()));
            }
            handler.handleAll(events.stream().map(Event::received).toList());
        } catch (RuntimeException e) {
            scopes.forEach(scope -> scope.failed(e));
            throw e;
        } finally {
            scopes.forEach(Tracing.Scope::close);
        }
    }

    private boolean admit(ReceivedEvent<R> event, @Nullable Seen last, Findings findings) {
        long lastVersion = last == null ? 0 : last.version();
        if (event.version() <= lastVersion) {
            if (last != null
                    && event.version() == lastVersion
                    && !event.eventId().equals(last.eventId())
                    && last.eventId() != null) {
                findings.conflicts.add(event + " was already handled as event " + last.eventId());
            } else {
                findings.duplicates++;
            }
            return false;
        }
        if (event.version() > lastVersion + 1 && !subscription.compacted()) {
            findings.missingVersions += event.version() - lastVersion - 1;
            findings.gaps.add(event + " follows version " + lastVersion);
        }
        return true;
    }

    private void handle(ReceivedEvent<R> event, @Nullable String traceParent) {
        try (Tracing.Scope scope = tracing(event, traceParent)) {
            try {
                subscription.handler().handle(event);
            } catch (RuntimeException e) {
                scope.failed(e);
                throw e;
            }
        }
    }

    private Tracing.Scope tracing(ReceivedEvent<R> event, @Nullable String traceParent) {
        return tracing.handling(subscription.consumer(), event.topic(), event.key(), traceParent);
    }

    /** After the commit, so that what is tried again is not counted again. */
    private void report(Findings findings) {
        metrics.handled().increment(findings.handled);
        metrics.duplicates().increment(findings.duplicates);
        metrics.gaps().increment((double) findings.missingVersions);
        metrics.conflicts().increment(findings.conflicts.size());
        metrics.deadLetters().increment(findings.parked);
        findings.gaps.forEach(gap -> log.error("{}: versions are missing: {}", subscription.consumer(), gap));
        findings.conflicts.forEach(conflict -> log.error(
                "{}: two events claim one version, one of them is lost: {}", subscription.consumer(), conflict));
    }

    /**
     * Records that the event is given up for now; its version counts as handled, so the next one is no gap.
     *
     * @return false if its version is behind us already, be it that another instance has handled it meanwhile: a redrive would handle it again
     */
    boolean bury(FailedRecord failed) {
        String key = FailedRecord.key(failed.record());
        Boolean buried = transaction.execute(_ -> {
            table.ensure(subscription.consumer(), subscription.topic(), key);
            Map<String, Seen> seen = table.lock(subscription.consumer(), subscription.topic(), Set.of(key));
            Seen last = seen.get(key);
            Long version = failed.version();
            if (version != null) {
                if (last != null && version <= last.version()) {
                    return false;
                }
                table.advance(
                        subscription.consumer(),
                        subscription.topic(),
                        Map.of(key, new Seen(version, failed.eventId())));
            }
            deadLetters.add(failed);
            return true;
        });
        boolean done = Boolean.TRUE.equals(buried);
        if (done) {
            metrics.deadLetters().increment();
        }
        return done;
    }

    void lock(String key) {
        table.ensure(subscription.consumer(), subscription.topic(), key);
        table.lock(subscription.consumer(), subscription.topic(), Set.of(key));
    }

    /** In the caller's transaction, past the version check. */
    void handleAgain(StoredRecord stored) {
        IncomingRecord record = IncomingRecord.of(stored);
        handle(received(record, true), record.traceParent());
    }

    private ReceivedEvent<R> received(IncomingRecord record, boolean redriven) {
        byte[] value = record.value();
        return new ReceivedEvent<>(
                record.topic(),
                record.key(),
                record.version(),
                record.eventId(),
                record.type(),
                record.occurredAt(),
                value == null ? null : codec.decode(record.topic(), subscription.recordType(), value),
                redriven,
                record.occurredAt().isBefore(firstStart));
    }

    private FailedRecord failed(Event<R> event, DeadLetter.Cause cause) {
        return new FailedRecord(
                subscription.consumer(),
                subscription.deadLetterTopic(),
                subscription.confidential(),
                event.record(),
                event.received().version(),
                event.received().eventId(),
                event.received().type(),
                cause,
                null,
                0);
    }

    /** A record with what was read from it. */
    record Event<R>(
            ConsumerRecord<byte[], byte[]> record,
            ReceivedEvent<R> received,
            @Nullable String traceParent) {}

    private static final class Findings {
        private int handled;
        private int duplicates;
        private int parked;
        private long missingVersions;
        private final List<String> gaps = new ArrayList<>();
        private final List<String> conflicts = new ArrayList<>();
    }
}
