package io.portline.carrier.carrierorder.persistence;

import io.portline.carrier.carrierorder.CarrierReply;
import io.portline.carrier.carrierorder.CarrierRequest;
import io.portline.messaging.outbox.OutboxMessage;

import java.time.Instant;

/** Turns replies into what is published. */
@FunctionalInterface
public interface CarrierReplyEvents {

    /**
     * @param unasked whether the carrier speaks by itself, not in answer to the request
     * @param version the reply's version in the order's replies: 1, 2, 3 …
     * @param at business time
     */
    OutboxMessage message(CarrierRequest request, CarrierReply reply, boolean unasked, long version, Instant at);
}
