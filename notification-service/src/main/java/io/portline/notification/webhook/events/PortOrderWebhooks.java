package io.portline.notification.webhook.events;

import io.portline.messaging.inbox.EventHandler;
import io.portline.messaging.inbox.ReceivedEvent;
import io.portline.notification.delivery.Subject;
import io.portline.notification.delivery.SubjectKind;
import io.portline.notification.webhook.WebhookEvent;
import io.portline.schemas.PortOrderStatusEvent;
import org.springframework.stereotype.Component;

import java.net.URI;
import java.util.List;
import java.util.Map;

/** Everything that happens to an order, for the tenant's own systems. */
@Component
public class PortOrderWebhooks implements EventHandler<PortOrderStatusEvent> {
    private static final int MOST_REASONS = 50;

    private final Offering offering;

    PortOrderWebhooks(Offering offering) {
        this.offering = offering;
    }

    @Override
    public void handle(ReceivedEvent<PortOrderStatusEvent> received) {
        PortOrderStatusEvent event = received.value();
        if (event == null || !Payloads.concerns(received)) {
            return;
        }
        URI api = offering.api(SubjectKind.PORT_ORDER, event.getOrderId());
        URI page = offering.page(SubjectKind.PORT_ORDER, event.getOrderId());
        offering.offer(webhook(offering.payloads(), event, api, page));
    }

    static WebhookEvent webhook(Payloads payloads, PortOrderStatusEvent event, URI api, URI page) {
        Subject subject =
                new Subject(SubjectKind.PORT_ORDER, event.getOrderId(), event.getOrderNumber(), event.getTenantId());
        Map<String, Object> data = Payloads.data(subject, event.getVersion(), api, page);
        data.put("status", event.getStatus().name());
        Payloads.put(
                data,
                "previousStatus",
                event.getPreviousStatus() == null
                        ? null
                        : event.getPreviousStatus().name());
        data.put("actor", event.getActor().name());
        data.put("attempt", event.getAttempt());
        data.put("country", event.getCountry());
        data.put("losingCarrierId", event.getLosingCarrierId());
        data.put("numberCount", event.getNumbers().size());
        data.put("portedNumberCount", event.getPortedNumbers().size());
        Payloads.put(data, "requested", Payloads.moment(event.getRequested()));
        Payloads.put(data, "foc", Payloads.moment(event.getFoc()));
        Payloads.put(data, "requestedFoc", Payloads.moment(event.getRequestedFoc()));
        List<String> reasons = event.getReasons().stream()
                .map(reason -> reason.getCode())
                .distinct()
                .limit(MOST_REASONS)
                .toList();
        if (!reasons.isEmpty()) {
            data.put("reasonCodes", reasons);
        }
        Payloads.put(data, "caseId", event.getCaseId());
        Payloads.put(data, "linkedOrderId", event.getLinkedOrderId());
        data.put("deleted", event.getDeleted());
        String type = Payloads.typeOf("port-order", event.getChange());
        return payloads.event(event.getEventId(), type, subject, event.getOccurredAt(), data);
    }
}
