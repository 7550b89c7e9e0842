package io.portline.messaging.inbox;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.portline.messaging.TestDatabase;
import io.portline.messaging.TestRecords;
import io.portline.messaging.codec.SerdeMessageCodec;
import io.portline.messaging.deadletter.DeadLetter;
import io.portline.messaging.deadletter.DeadLetterStore;
import io.portline.messaging.deadletter.FailedRecord;
import io.portline.messaging.records.ThingHappened;
import io.portline.messaging.trace.LoggedTracing;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.UUID;

import static org.assertj.core.api.Assertions.assertThat;

class InboxBuryTest {

    private static final String TOPIC = "inbox.bury.v1";

    @Test
    void anEventThatAnotherInstanceHandledMeanwhileBecomesNoDeadLetter() {
        try (TestDatabase database = TestDatabase.create("bury");
                SerdeMessageCodec codec = TestRecords.codec()) {
            DeadLetterStore letters = new DeadLetterStore(database.jdbc(), Clock.systemUTC());
            Inbox<ThingHappened> inbox = new Inbox<>(
                    Subscription.of("test.bury", TOPIC, ThingHappened.class, _ -> {}),
                    codec,
                    new InboxTable(database.jdbc()),
                    letters,
                    database.transaction(),
                    InboxMetrics.of(new SimpleMeterRegistry(), "test.bury"),
                    new LoggedTracing());
            ConsumerRecord<byte[], byte[]> first = record(codec, 1);
            ConsumerRecord<byte[], byte[]> second = record(codec, 2);

            inbox.receive(List.of(first));
            assertThat(inbox.bury(failed(inbox, first))).isFalse();
            assertThat(database.count("dead_letter")).isZero();

            assertThat(inbox.bury(failed(inbox, second))).isTrue();
            assertThat(inbox.bury(failed(inbox, second))).isFalse();
            assertThat(database.count("dead_letter")).isOne();
        }
    }

    private static ConsumerRecord<byte[], byte[]> record(SerdeMessageCodec codec, long version) {
        UUID eventId = UUID.randomUUID();
        ConsumerRecord<byte[], byte[]> record = new ConsumerRecord<>(
                TOPIC,
                0,
                version,
                "a".getBytes(StandardCharsets.UTF_8),
                codec.encode(TOPIC, TestRecords.thing("a", version, eventId)));
        InboxBench.headers(eventId, InboxBench.AFTERWARDS, version)
                .forEach((name, value) -> record.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
        return record;
    }

    private static FailedRecord failed(Inbox<ThingHappened> inbox, ConsumerRecord<byte[], byte[]> record) {
        IncomingRecord incoming = IncomingRecord.of(record);
        return new FailedRecord(
                inbox.subscription().consumer(),
                inbox.subscription().deadLetterTopic(),
                false,
                record,
                incoming.version(),
                incoming.eventId(),
                incoming.type(),
                DeadLetter.Cause.BUG,
                new IllegalStateException("a bug"),
                3);
    }
}
