package io.portline.carrier.losingcarrier;

import io.portline.numbering.RejectionCode;

import java.util.List;

/** What a simulated carrier is going to say to a request to port. */
public sealed interface PlannedOutcome {

    record Accept() implements PlannedOutcome {}

    /** Rejects, with each of the codes as a reason. */
    record Reject(List<RejectionCode> codes) implements PlannedOutcome {
        public Reject {
            if (codes.isEmpty()) {
                throw new IllegalArgumentException("a rejection needs a code");
            }
            codes = List.copyOf(codes);
        }
    }

    /** Never says anything. */
    record Silent() implements PlannedOutcome {}
}
