package io.portline.order.portout.persistence;

import io.portline.messaging.outbox.OutboxMessage;
import io.portline.order.portout.PortOut;
import io.portline.order.portout.PortOutHappened;

import java.time.Instant;
import java.util.List;

/** Makes of what happened the messages that tell of it, final down to their bytes. */
public interface PortOutEvents {

    /**
     * How far the topics of a port-out have come.
     *
     * @param status version of its last status event, 0 before the first
     * @param contacts revision of its contacts as published, 0 before the first
     */
    record Versions(long status, long contacts) {
        static final Versions NONE = new Versions(0, 0);
    }

    /**
     * The messages, in order.
     *
     * @param portOut as it is afterwards
     * @param before the versions before
     * @param now business time
     */
    List<OutboxMessage> messages(PortOut portOut, List<PortOutHappened> happened, Versions before, Instant now);
}
