package io.portline.order.portorder.persistence;

import io.portline.messaging.outbox.OutboxMessage;
import io.portline.order.portorder.Happened;
import io.portline.order.portorder.PortOrder;
import io.portline.order.portorder.RequestToCarrier;

import java.time.Instant;
import java.util.List;

/** Makes of what happened the messages that tell of it, final down to their bytes. */
public interface PortOrderEvents {

    /**
     * How far the topics of an order have come.
     *
     * @param status version of its last status event, 0 before the first
     * @param request version of its last request to the carrier, 0 before the first
     * @param contacts revision of its contacts as published, 0 before the first
     */
    record Versions(long status, long request, long contacts) {
        static final Versions NONE = new Versions(0, 0, 0);

        Versions after(List<Happened> happened, List<RequestToCarrier> requests, PortOrder order) {
            long published =
                    happened.stream().filter(it -> it.change().published()).count();
            return new Versions(status + published, request + requests.size(), order.contactsRevision());
        }
    }

    /**
     * The messages, in order.
     *
     * @param order as it is afterwards
     * @param before the versions before
     * @param now business time
     */
    List<OutboxMessage> messages(
            PortOrder order, List<Happened> happened, List<RequestToCarrier> requests, Versions before, Instant now);
}
