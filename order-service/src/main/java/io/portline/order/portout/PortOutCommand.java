package io.portline.order.portout;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;

/** What may be asked of a port-out. */
public sealed interface PortOutCommand {

    /** Nothing speaks against it. */
    record Approve() implements PortOutCommand {}

    /** @param lockedUntil real time until which the carrier is locked out; null if it is not */
    record Reject(List<PortOutReason> reasons, @Nullable Instant lockedUntil) implements PortOutCommand {
        public Reject {
            reasons = List.copyOf(reasons);
            if (reasons.isEmpty()) {
                throw new IllegalArgumentException("A rejection says why");
            }
        }
    }

    /** The time may have come for the numbers to leave. */
    record Complete() implements PortOutCommand {}

    /** The winning carrier calls it off. */
    record Cancel() implements PortOutCommand {}
}
