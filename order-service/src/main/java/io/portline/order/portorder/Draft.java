package io.portline.order.portorder;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.UUID;

/**
 * An order that is not submitted yet: no status, no event, nobody told, no claim on its numbers. Instants are business time.
 *
 * @param form what was written so far, unchecked; without the passcode
 * @param passcode encrypted like an order's, bound to this draft
 * @param revision 1, 2, …, for ETags
 */
public record Draft(
        UUID id,
        String tenantId,
        PortOrderForm form,
        @Nullable EncryptedPasscode passcode,
        By createdBy,
        Instant createdAt,
        Instant updatedAt,
        long revision) {

    /** Names no customer data. */
    @Override
    public String toString() {
        return "Draft[" + id + ", " + tenantId + "]";
    }
}
