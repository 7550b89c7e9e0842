package io.portline.cases.tnscase;

import io.portline.numbering.Country;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * What happened to a port order that somebody at the desk has to look at.
 *
 * @param attempt the submission that it happened to
 * @param carrier the losing carrier's name
 * @param reasons the codes that came with it
 * @param linkedCaseId the case that the order belongs to already
 */
public record OrderTrouble(
        UUID orderId,
        String orderNumber,
        String orderName,
        String tenantId,
        Country country,
        int attempt,
        Kind kind,
        String carrier,
        List<String> reasons,
        Optional<UUID> linkedCaseId) {

    /** Each opens one case for each submission of an order. */
    public enum Kind {
        /** The losing carrier has not answered in the time it has. */
        CARRIER_OVERDUE,
        /** The losing carrier refused the cancel of an order that the customer has cancelled. */
        CANCEL_REFUSED,
        /** The numbers could not be activated, in all tries. */
        ACTIVATION_FAILED
    }

    public OrderTrouble {
        reasons = List.copyOf(reasons);
    }
}
