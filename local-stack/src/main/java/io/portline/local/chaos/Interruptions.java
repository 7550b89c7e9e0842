package io.portline.local.chaos;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** When which parts were dead or stood still, and what may come twice because of it. Times are real. */
final class Interruptions {
    /** A mail comes again if one of them is gone between the server's yes and the sender's mark. */
    private static final Set<String> SENDING_OF_MAILS = Set.of("notification-service", "mail", "postgres");

    /** What the queue of marks and the mark that is being written hold together; see docs/notifications.md. */
    private static final int MAILS_REPEATED_EACH_TIME = 300;

    /** The sender's patience with a server that does not answer, and some of the machine's own. */
    private static final Duration NOTICED_WITHIN = Duration.ofSeconds(30);

    private final List<Interruption> all = new ArrayList<>();

    private record Interruption(Set<String> parts, boolean frozen, Instant from, Instant to) {
        boolean overlaps(Instant begin, Instant end) {
            return !from.isAfter(end) && !to.plus(NOTICED_WITHIN).isBefore(begin);
        }

        boolean isOfSending() {
            return parts.stream().anyMatch(SENDING_OF_MAILS::contains);
        }
    }

    /** Also what is stopped in good order but together with the others: connections that are in use break as well. */
    void ended(Set<String> parts, Instant from, Instant ready) {
        all.add(new Interruption(Set.copyOf(parts), false, from, ready));
    }

    void frozen(Set<String> parts, Instant from, Instant to) {
        all.add(new Interruption(Set.copyOf(parts), true, from, to));
    }

    /** Whether a mail that came at the first moment may have come again at the second. */
    boolean explainsMailAgain(Instant before, Instant again) {
        return all.stream().anyMatch(one -> one.isOfSending() && one.overlaps(before, again));
    }

    /** How many mails may have come again at most. */
    long mailsThatMayComeAgain() {
        return MAILS_REPEATED_EACH_TIME
                * all.stream().filter(Interruption::isOfSending).count();
    }

    /** Whether a record of this writer that was sent then may be one that was there already: its relay or the broker froze and woke. */
    boolean explainsRecordAgain(String writer, Instant sent) {
        return all.stream()
                .filter(Interruption::frozen)
                .filter(one -> one.parts().contains(writer) || one.parts().contains("kafka"))
                .anyMatch(one -> one.overlaps(sent, sent.plus(NOTICED_WITHIN)));
    }
}
