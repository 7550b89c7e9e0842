package io.portline.carrier.carrierorder;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/**
 * A request that a carrier is asked about, and all that the gateway knows beside it.
 *
 * @param request what is asked
 * @param order the attempt as the carrier holds it now; null if the carrier was never asked to port it
 * @param latestAttempt the latest attempt of the order that the gateway has seen
 * @param answered how often the carrier has spoken to this request already
 * @param receivedAt business time at which the request reached the gateway
 * @param now business time
 */
public record Inquiry(
        CarrierRequest request,
        @Nullable CarrierOrder order,
        int latestAttempt,
        int answered,
        Instant receivedAt,
        Instant now) {}
