package io.portline.notification.webhook.events;

import io.portline.messaging.inbox.EventHandler;
import io.portline.messaging.inbox.ReceivedEvent;
import io.portline.notification.delivery.Subject;
import io.portline.notification.delivery.SubjectKind;
import io.portline.schemas.PortOutStatusEvent;
import org.springframework.stereotype.Component;

import java.util.List;
import java.util.Map;

/** Every status of a port-out, for the tenant's own systems. */
@Component
public class PortOutWebhooks implements EventHandler<PortOutStatusEvent> {
    private static final int MOST_REASONS = 50;

    private final Offering offering;

    PortOutWebhooks(Offering offering) {
        this.offering = offering;
    }

    @Override
    public void handle(ReceivedEvent<PortOutStatusEvent> received) {
        PortOutStatusEvent event = received.value();
        if (event == null || !Payloads.concerns(received)) {
            return;
        }
        Subject subject =
                new Subject(SubjectKind.PORT_OUT, event.getPortOutId(), event.getPortOutNumber(), event.getTenantId());
        Map<String, Object> data = Payloads.data(
                subject,
                event.getVersion(),
                offering.api(SubjectKind.PORT_OUT, subject.id()),
                offering.page(SubjectKind.PORT_OUT, subject.id()));
        data.put("status", event.getStatus().name());
        Payloads.put(
                data,
                "previousStatus",
                event.getPreviousStatus() == null
                        ? null
                        : event.getPreviousStatus().name());
        data.put("winningCarrierId", event.getWinningCarrierId());
        data.put("numberCount", event.getNumbers().size());
        Payloads.put(data, "requested", Payloads.moment(event.getRequested()));
        Payloads.put(data, "completesAt", Payloads.moment(event.getCompletesAt()));
        List<String> reasons =
                event.getReasonCodes().stream().distinct().limit(MOST_REASONS).toList();
        if (!reasons.isEmpty()) {
            data.put("reasonCodes", reasons);
        }
        Payloads.put(data, "carrierLockedUntil", event.getCarrierLockedUntil());
        String type = Payloads.typeOf("port-out", event.getStatus());
        offering.offer(offering.payloads().event(event.getEventId(), type, subject, event.getOccurredAt(), data));
    }
}
