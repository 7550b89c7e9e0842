package io.portline.order.portorder.events;

import io.portline.messaging.inbox.EventHandler;
import io.portline.messaging.inbox.ReceivedEvent;
import io.portline.order.portorder.By;
import io.portline.order.portorder.PortOrderService;
import io.portline.schemas.CaseActivity;
import io.portline.schemas.CaseActivityEvent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.List;
import java.util.UUID;

/** Takes in which orders a TNS case is linked to: the desk may see those from then on. */
public final class CaseActivities implements EventHandler<CaseActivityEvent> {

    /** The Kafka group and the inbox's name; never changes. */
    public static final String CONSUMER = "order-service.case-activity";

    private static final Logger LOG = LoggerFactory.getLogger(CaseActivities.class);

    private final PortOrderService service;

    public CaseActivities(PortOrderService service) {
        this.service = service;
    }

    @Override
    public void expect(List<ReceivedEvent<CaseActivityEvent>> events) {
        service.expect(events.stream().flatMap(event -> linked(event).stream()).toList());
    }

    @Override
    public void handle(ReceivedEvent<CaseActivityEvent> event) {
        CaseActivityEvent activity = event.value();
        List<UUID> orderIds = linked(event);
        if (activity == null || orderIds.isEmpty()) {
            return;
        }
        service.expect(orderIds);
        By by = new By(
                switch (activity.getActor()) {
                    case ADMIN -> By.Actor.ADMIN;
                    case DESK -> By.Actor.DESK;
                    case OPERATOR -> By.Actor.OPERATOR;
                    case SYSTEM, LOSING_CARRIER, UNKNOWN -> By.Actor.SYSTEM;
                },
                null,
                null);
        for (UUID orderId : orderIds) {
            if (!service.linkCase(orderId, activity.getTenantId(), activity.getCaseId(), by)) {
                LOG.warn(
                        "Case {} is linked to order {}, which its tenant does not have", activity.getCaseId(), orderId);
            }
        }
    }

    private static List<UUID> linked(ReceivedEvent<CaseActivityEvent> event) {
        CaseActivityEvent activity = event.value();
        return activity == null || activity.getActivity() != CaseActivity.ORDER_LINKED
                ? List.of()
                : activity.getLinkedOrderIds();
    }
}
