package io.portline.cases.tnscase;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What happened in a case: one entry of its timeline each. All are public but {@link Noted}. */
public sealed interface CaseEvent {

    /** Business time. */
    Instant at();

    Party by();

    /** The words that belong to it, if any. */
    default Optional<String> text() {
        return Optional.empty();
    }

    /** The documents that came with it. */
    default List<CaseDocument> documents() {
        return List.of();
    }

    /** Whether customers never learn of it, in no event, mail, page or export. */
    default boolean internal() {
        return false;
    }

    record Opened(Instant at, Party by, List<CaseDocument> documents) implements CaseEvent {}

    /** Either side said something. */
    record Commented(Instant at, Party by, String words, List<CaseDocument> documents) implements CaseEvent {
        @Override
        public Optional<String> text() {
            return Optional.of(words);
        }
    }

    record Reopened(Instant at, Party.Customer by, String words, List<CaseDocument> documents) implements CaseEvent {
        @Override
        public Optional<String> text() {
            return Optional.of(words);
        }
    }

    record Asked(Instant at, Party.Desk by, String words, List<CaseDocument> documents) implements CaseEvent {
        @Override
        public Optional<String> text() {
            return Optional.of(words);
        }
    }

    /** @param to who has it now; empty if it went back to the queue */
    record Assigned(Instant at, Party.Desk by, Optional<Party.Desk> to) implements CaseEvent {}

    /** The requested date and time has come. */
    record BecameDue(Instant at, Party.Automatic by) implements CaseEvent {}

    /** The desk did not give what it owed in time. */
    record BecameOverdue(Instant at, Party.Automatic by) implements CaseEvent {}

    record OrdersLinked(Instant at, Party by, List<LinkedOrder> orders) implements CaseEvent {
        @Override
        public Optional<String> text() {
            return Optional.of(
                    String.join(", ", orders.stream().map(LinkedOrder::number).toList()));
        }
    }

    /** A document that the scan had held back can be fetched from now on. */
    record DocumentReleased(Instant at, Party.Desk by, List<CaseDocument> documents) implements CaseEvent {}

    record Rated(Instant at, Party.Customer by, int stars, Optional<String> text) implements CaseEvent {}

    record Resolved(Instant at, Party by, ResolutionCode resolution, Optional<String> text) implements CaseEvent {}

    record Cancelled(Instant at, Party.Customer by, CancelReason reason, Optional<String> text) implements CaseEvent {}

    record ContactsChanged(Instant at, Party.Customer by) implements CaseEvent {}

    record Noted(Instant at, Party by, String words) implements CaseEvent {
        @Override
        public Optional<String> text() {
            return Optional.of(words);
        }

        @Override
        public boolean internal() {
            return true;
        }
    }
}
