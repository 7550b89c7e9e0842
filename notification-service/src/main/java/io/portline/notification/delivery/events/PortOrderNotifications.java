package io.portline.notification.delivery.events;

import io.portline.messaging.inbox.EventHandler;
import io.portline.messaging.inbox.ReceivedEvent;
import io.portline.notification.delivery.Facts;
import io.portline.notification.delivery.Notification;
import io.portline.notification.delivery.NotificationKind;
import io.portline.notification.delivery.Subject;
import io.portline.notification.delivery.SubjectKind;
import io.portline.schemas.PortOrderStatusEvent;
import org.springframework.stereotype.Component;

import java.util.List;
import java.util.Optional;

/** Tells of every status of an order, and of what happened to its FOC date. */
@Component
class PortOrderNotifications implements EventHandler<PortOrderStatusEvent> {
    private final Telling telling;

    PortOrderNotifications(Telling telling) {
        this.telling = telling;
    }

    @Override
    public void expect(List<ReceivedEvent<PortOrderStatusEvent>> events) {
        telling.expect(events, PortOrderStatusEvent::getOrderId);
    }

    @Override
    public void handle(ReceivedEvent<PortOrderStatusEvent> received) {
        PortOrderStatusEvent event = received.value();
        if (event == null || received.beforeFirstStart()) {
            return;
        }
        kind(event).ifPresent(kind -> telling.tell(notification(event, kind), event.getContactsRevision()));
    }

    private static Notification notification(PortOrderStatusEvent event, NotificationKind kind) {
        return new Notification(event.getEventId(), subject(event), kind, facts(event), event.getOccurredAt());
    }

    static Subject subject(PortOrderStatusEvent event) {
        return new Subject(SubjectKind.PORT_ORDER, event.getOrderId(), event.getOrderNumber(), event.getTenantId());
    }

    static Optional<NotificationKind> kind(PortOrderStatusEvent event) {
        return switch (event.getChange()) {
            case SUBMITTED -> Optional.of(NotificationKind.PORT_ORDER_SUBMITTED);
            case RESUBMITTED -> Optional.of(NotificationKind.PORT_ORDER_RESUBMITTED);
            case INTAKE_APPROVED -> Optional.of(NotificationKind.PORT_ORDER_CONTACTING_CARRIER);
            case INTAKE_REJECTED, CARRIER_REJECTED -> Optional.of(NotificationKind.PORT_ORDER_REJECTED);
            case CARRIER_ACCEPTED -> Optional.of(NotificationKind.PORT_ORDER_APPROVED);
            case APPROVAL_WITHDRAWN -> Optional.of(NotificationKind.PORT_ORDER_APPROVAL_WITHDRAWN);
            case TRANSFER_LOCKED -> Optional.of(NotificationKind.PORT_ORDER_TRANSFER_PENDING);
            case FOC_CHANGE_AGREED -> Optional.of(NotificationKind.PORT_ORDER_FOC_CHANGED);
            case FOC_CHANGE_REFUSED -> Optional.of(NotificationKind.PORT_ORDER_FOC_CHANGE_REFUSED);
            case FOC_MOVED_BY_CARRIER, TRANSFER_UNLOCKED -> Optional.of(NotificationKind.PORT_ORDER_FOC_MOVED);
            case ACTIVATION_FAILED -> Optional.of(NotificationKind.PORT_ORDER_ACTIVATION_FAILED);
            case COMPLETED -> Optional.of(NotificationKind.PORT_ORDER_COMPLETED);
            case CANCELLED -> Optional.of(NotificationKind.PORT_ORDER_CANCELLED);
            case FOC_CHANGE_REQUESTED,
                    CARRIER_OVERDUE,
                    CANCEL_CONFIRMED,
                    CANCEL_REFUSED,
                    ACTIVATION_RETRIED,
                    CONTACTS_CHANGED,
                    CASE_LINKED,
                    DELETED -> Optional.empty();
            // A change newer than this schema: its status still says what people need to know.
            case UNKNOWN -> byStatus(event);
        };
    }

    private static Optional<NotificationKind> byStatus(PortOrderStatusEvent event) {
        if (event.getStatus() == event.getPreviousStatus()) {
            return Optional.empty();
        }
        return switch (event.getStatus()) {
            case PROCESSING -> Optional.of(NotificationKind.PORT_ORDER_SUBMITTED);
            case CONTACTING_CARRIER -> Optional.of(NotificationKind.PORT_ORDER_CONTACTING_CARRIER);
            case TRANSFER_APPROVED -> Optional.of(NotificationKind.PORT_ORDER_APPROVED);
            case TRANSFER_PENDING -> Optional.of(NotificationKind.PORT_ORDER_TRANSFER_PENDING);
            case ERROR -> Optional.of(NotificationKind.PORT_ORDER_REJECTED);
            case COMPLETED -> Optional.of(NotificationKind.PORT_ORDER_COMPLETED);
            case CANCELLED -> Optional.of(NotificationKind.PORT_ORDER_CANCELLED);
            case UNKNOWN -> Optional.empty();
        };
    }

    static Facts.OfPortOrder facts(PortOrderStatusEvent event) {
        return new Facts.OfPortOrder(
                event.getName(),
                event.getLosingCarrierName(),
                event.getStatus().name(),
                event.getNumbers(),
                Moments.of(event.getRequested()),
                Moments.ofNullable(event.getFoc()),
                Moments.ofNullable(event.getRequestedFoc()),
                event.getReasons().stream()
                        .map(reason -> new Facts.Reason(reason.getCode(), reason.getTexts()))
                        .toList());
    }
}
