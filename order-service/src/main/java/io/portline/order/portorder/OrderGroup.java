package io.portline.order.portorder;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * Orders that the desk submitted together for a TNS case, in the order of their submission.
 *
 * @param createdAt business time
 */
public record OrderGroup(
        UUID id,
        String tenantId,
        UUID caseId,
        String caseNumber,
        By createdBy,
        Instant createdAt,
        List<Member> members) {

    public OrderGroup {
        members = List.copyOf(members);
    }

    /** An order of the group. */
    public record Member(
            UUID orderId,
            String orderNumber,
            String name,
            LosingCarrier carrier,
            int numberCount,
            boolean containsBtn) {}
}
