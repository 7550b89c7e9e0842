package io.portline.cases.tnscase;

import java.time.Instant;
import java.util.Optional;

/** How and when a case was closed. */
public sealed interface CaseClosing {

    /** Business time. */
    Instant at();

    /** The stable code of the reason. */
    String code();

    /** What was said to it. */
    Optional<String> words();

    record Resolved(Instant at, ResolutionCode resolution, Optional<String> words) implements CaseClosing {
        @Override
        public String code() {
            return resolution.name();
        }
    }

    record Cancelled(Instant at, CancelReason reason, Optional<String> words) implements CaseClosing {
        @Override
        public String code() {
            return reason.name();
        }
    }
}
