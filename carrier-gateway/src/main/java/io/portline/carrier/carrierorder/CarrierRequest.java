package io.portline.carrier.carrierorder;

import io.portline.numbering.LocalMoment;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.UUID;

/**
 * What order-service asks of a losing carrier.
 *
 * @param id the event id: the same on every redelivery
 * @param orderId the port order
 * @param orderNumber the order's number as people quote it
 * @param tenantId the tenant the order belongs to
 * @param attempt the submission that asks: 1, 2, …
 * @param kind what is asked
 * @param carrierId who is asked; may be a carrier that nobody knows
 * @param port what is to be ported; for {@link Kind#ACTIVATE} its numbers are those still to be activated
 * @param requested the date asked for; for {@link Kind#ACTIVATE} the FOC date, for {@link Kind#CANCEL} the date of the port
 * @param activationTry for {@link Kind#ACTIVATE} 1, 2, …; otherwise 0
 * @param askedAt business time of the asking
 * @param traceParent W3C trace context that it came with, to be continued by what comes of it; null if it is not known
 */
public record CarrierRequest(
        UUID id,
        UUID orderId,
        String orderNumber,
        String tenantId,
        int attempt,
        Kind kind,
        String carrierId,
        PortDetails port,
        LocalMoment requested,
        int activationTry,
        Instant askedAt,
        @Nullable String traceParent) {

    /** What can be asked. */
    public enum Kind {
        /** Release the numbers. */
        PORT,
        /** Change the date of a port that was accepted. */
        SUPPLEMENT,
        /** Forget the port. */
        CANCEL,
        /** The date has come: move the numbers. */
        ACTIVATE
    }
}
