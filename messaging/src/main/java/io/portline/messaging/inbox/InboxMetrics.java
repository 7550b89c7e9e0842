package io.portline.messaging.inbox;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** What a consumer counts. */
record InboxMetrics(
        Counter handled, Counter duplicates, Counter gaps, Counter conflicts, Counter waits, Counter deadLetters) {

    static InboxMetrics of(MeterRegistry meters, String consumer) {
        return new InboxMetrics(
                counter(meters, consumer, "portline.inbox.handled", "Events handled"),
                counter(meters, consumer, "portline.inbox.duplicates", "Events skipped because they were known"),
                counter(meters, consumer, "portline.inbox.gaps", "Versions that never came"),
                counter(meters, consumer, "portline.inbox.conflicts", "Events of a known version with another id"),
                counter(meters, consumer, "portline.inbox.waits", "Pauses because something outside was not ready"),
                counter(meters, consumer, "portline.inbox.dead.letters", "Events that became dead letters"));
    }

    private static Counter counter(MeterRegistry meters, String consumer, String name, String description) {
        return Counter.builder(name)
                .description(description)
                .tag("consumer", consumer)
                .register(meters);
    }
}
