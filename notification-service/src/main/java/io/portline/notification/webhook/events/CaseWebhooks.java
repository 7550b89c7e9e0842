package io.portline.notification.webhook.events;

import io.portline.messaging.inbox.EventHandler;
import io.portline.messaging.inbox.ReceivedEvent;
import io.portline.notification.delivery.Subject;
import io.portline.notification.delivery.SubjectKind;
import io.portline.schemas.CaseActivityEvent;
import org.springframework.stereotype.Component;

import java.util.Map;

/** Everything that happens in a case, as far as its tenant may see it, for the tenant's own systems. */
@Component
public class CaseWebhooks implements EventHandler<CaseActivityEvent> {
    private final Offering offering;

    CaseWebhooks(Offering offering) {
        this.offering = offering;
    }

    @Override
    public void handle(ReceivedEvent<CaseActivityEvent> received) {
        CaseActivityEvent event = received.value();
        if (event == null || !Payloads.concerns(received)) {
            return;
        }
        Subject subject = new Subject(SubjectKind.CASE, event.getCaseId(), event.getCaseNumber(), event.getTenantId());
        Map<String, Object> data = Payloads.data(
                subject,
                event.getVersion(),
                offering.api(SubjectKind.CASE, subject.id()),
                offering.page(SubjectKind.CASE, subject.id()));
        data.put("status", event.getStatus().name());
        Payloads.put(
                data,
                "previousStatus",
                event.getPreviousStatus() == null
                        ? null
                        : event.getPreviousStatus().name());
        data.put("actor", event.getActor().name());
        data.put("category", event.getCategory().name());
        Payloads.put(
                data,
                "caseType",
                event.getType() == null ? null : event.getType().name());
        data.put("country", event.getCountry());
        data.put("documentCount", event.getDocuments().size());
        data.put("linkedOrderCount", event.getLinkedOrderIds().size());
        data.put("overdue", event.getOverdue());
        Payloads.put(data, "requested", Payloads.moment(event.getRequested()));
        Payloads.put(data, "closingReason", event.getClosingReason());
        String type = Payloads.typeOf("case", event.getActivity());
        offering.offer(offering.payloads().event(event.getEventId(), type, subject, event.getOccurredAt(), data));
    }
}
