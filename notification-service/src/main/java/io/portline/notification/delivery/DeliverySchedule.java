package io.portline.notification.delivery;

import java.time.Instant;

/** Has the queue looked at. */
public interface DeliverySchedule {

    /** Soon after the transaction that added deliveries. */
    void sendSoon();

    /**
     * At a later time, which survives a restart.
     *
     * @param at real time
     */
    void wakeAt(Instant at);
}
