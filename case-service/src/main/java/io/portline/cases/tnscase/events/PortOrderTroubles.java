package io.portline.cases.tnscase.events;

import io.portline.cases.tnscase.CaseService;
import io.portline.cases.tnscase.OrderTrouble;
import io.portline.messaging.inbox.EventHandler;
import io.portline.messaging.inbox.ReceivedEvent;
import io.portline.numbering.Country;
import io.portline.schemas.PortOrderStatusEvent;
import io.portline.schemas.RejectionReason;
import org.springframework.stereotype.Component;

import java.util.Optional;

/** Opens cases for orders that need the desk. */
@Component
class PortOrderTroubles implements EventHandler<PortOrderStatusEvent> {

    private final CaseService service;

    PortOrderTroubles(CaseService service) {
        this.service = service;
    }

    @Override
    public void handle(ReceivedEvent<PortOrderStatusEvent> received) {
        PortOrderStatusEvent event = received.value();
        // What happened before there was anybody to open cases was seen to by other means.
        if (event == null || received.beforeFirstStart() || event.getDeleted()) {
            return;
        }
        kind(event).ifPresent(kind -> service.open(trouble(event, kind)));
    }

    private static OrderTrouble trouble(PortOrderStatusEvent event, OrderTrouble.Kind kind) {
        return new OrderTrouble(
                event.getOrderId(),
                event.getOrderNumber(),
                event.getName(),
                event.getTenantId(),
                Country.of(event.getCountry())
                        .orElseThrow(() -> new IllegalArgumentException("An order of " + event.getCountry())),
                event.getAttempt(),
                kind,
                event.getLosingCarrierName(),
                event.getReasons().stream().map(RejectionReason::getCode).toList(),
                Optional.ofNullable(event.getCaseId()));
    }

    private static Optional<OrderTrouble.Kind> kind(PortOrderStatusEvent event) {
        return switch (event.getChange()) {
            case CARRIER_OVERDUE -> Optional.of(OrderTrouble.Kind.CARRIER_OVERDUE);
            case CANCEL_REFUSED -> Optional.of(OrderTrouble.Kind.CANCEL_REFUSED);
            case ACTIVATION_FAILED -> Optional.of(OrderTrouble.Kind.ACTIVATION_FAILED);
            case UNKNOWN,
                    SUBMITTED,
                    INTAKE_APPROVED,
                    INTAKE_REJECTED,
                    CARRIER_ACCEPTED,
                    CARRIER_REJECTED,
                    APPROVAL_WITHDRAWN,
                    TRANSFER_LOCKED,
                    TRANSFER_UNLOCKED,
                    FOC_CHANGE_REQUESTED,
                    FOC_CHANGE_AGREED,
                    FOC_CHANGE_REFUSED,
                    FOC_MOVED_BY_CARRIER,
                    CANCELLED,
                    CANCEL_CONFIRMED,
                    RESUBMITTED,
                    ACTIVATION_RETRIED,
                    COMPLETED,
                    CONTACTS_CHANGED,
                    CASE_LINKED,
                    DELETED -> Optional.empty();
        };
    }
}
