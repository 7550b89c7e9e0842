package io.portline.carrier.carrierorder;

import io.portline.numbering.LocalMoment;
import io.portline.numbering.RejectionCode;
import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;

/** What a losing carrier says about an order. */
public sealed interface CarrierReply {

    /** The numbers will be released at the FOC date. */
    record Accepted(LocalMoment foc) implements CarrierReply {}

    /** The port is refused, for at least one reason. */
    record Rejected(List<Reason> reasons) implements CarrierReply {
        public Rejected {
            reasons = someOf(reasons);
        }
    }

    /** The carrier moves the date of an accepted port by itself. */
    record FocMoved(LocalMoment foc) implements CarrierReply {}

    /** The date is changed as asked, or to the next one possible. */
    record SupplementAgreed(LocalMoment foc) implements CarrierReply {}

    /** The old date stands. */
    record SupplementRefused(List<Reason> reasons) implements CarrierReply {
        public SupplementRefused {
            reasons = someOf(reasons);
        }
    }

    /** The port is forgotten. */
    record CancelConfirmed() implements CarrierReply {}

    /** The port goes on all the same. */
    record CancelRefused(List<Reason> reasons) implements CarrierReply {
        public CancelRefused {
            reasons = someOf(reasons);
        }
    }

    /** What was accepted is refused after all. */
    record ApprovalWithdrawn(List<Reason> reasons) implements CarrierReply {
        public ApprovalWithdrawn {
            reasons = someOf(reasons);
        }
    }

    /**
     * The outcome of one try to move the numbers.
     *
     * @param activationTry the try that is answered
     * @param numbers every number that was asked for, each once
     */
    record Activated(int activationTry, List<NumberOutcome> numbers) implements CarrierReply {
        public Activated {
            numbers = List.copyOf(numbers);
        }
    }

    /**
     * One number's outcome.
     *
     * @param number E.164
     * @param failure why it did not move; null if it moved
     */
    record NumberOutcome(String number, @Nullable RejectionCode failure) {
        public boolean moved() {
            return failure == null;
        }
    }

    /**
     * One reason of a refusal.
     *
     * @param code canonical
     * @param carrierCode the carrier's own code; null if it has none
     * @param numbers the numbers concerned, E.164; empty if all are
     * @param texts in words by language tag; empty where the code's own texts say all
     */
    record Reason(RejectionCode code, @Nullable String carrierCode, List<String> numbers, Map<String, String> texts) {
        public Reason {
            numbers = List.copyOf(numbers);
            texts = Map.copyOf(texts);
        }
    }

    private static List<Reason> someOf(List<Reason> reasons) {
        if (reasons.isEmpty()) {
            throw new IllegalArgumentException("a refusal needs a reason");
        }
        return List.copyOf(reasons);
    }
}
