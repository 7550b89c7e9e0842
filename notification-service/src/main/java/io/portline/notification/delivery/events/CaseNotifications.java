package io.portline.notification.delivery.events;

import io.portline.messaging.inbox.EventHandler;
import io.portline.messaging.inbox.ReceivedEvent;
import io.portline.notification.delivery.Facts;
import io.portline.notification.delivery.Notification;
import io.portline.notification.delivery.NotificationKind;
import io.portline.notification.delivery.Subject;
import io.portline.notification.delivery.SubjectKind;
import io.portline.schemas.CaseActivityEvent;
import io.portline.schemas.CaseStatus;
import io.portline.schemas.DocumentReference;
import org.springframework.stereotype.Component;

import java.util.List;
import java.util.Optional;

/** Tells of every public update of a case. */
@Component
class CaseNotifications implements EventHandler<CaseActivityEvent> {
    private final Telling telling;

    CaseNotifications(Telling telling) {
        this.telling = telling;
    }

    @Override
    public void expect(List<ReceivedEvent<CaseActivityEvent>> events) {
        telling.expect(events, CaseActivityEvent::getCaseId);
    }

    @Override
    public void handle(ReceivedEvent<CaseActivityEvent> received) {
        CaseActivityEvent event = received.value();
        if (event == null || received.beforeFirstStart()) {
            return;
        }
        kind(event).ifPresent(kind -> telling.tell(notification(event, kind), event.getContactsRevision()));
    }

    private static Notification notification(CaseActivityEvent event, NotificationKind kind) {
        return new Notification(
                event.getEventId(),
                new Subject(SubjectKind.CASE, event.getCaseId(), event.getCaseNumber(), event.getTenantId()),
                kind,
                new Facts.OfCase(
                        event.getTitle(),
                        event.getStatus().name(),
                        event.getText(),
                        event.getClosingReason(),
                        event.getDocuments().stream()
                                .map(DocumentReference::getName)
                                .toList(),
                        Moments.ofNullable(event.getRequested())),
                event.getOccurredAt());
    }

    static Optional<NotificationKind> kind(CaseActivityEvent event) {
        return switch (event.getActivity()) {
            case OPENED -> Optional.of(NotificationKind.CASE_OPENED);
            case COMMENTED -> Optional.of(NotificationKind.CASE_ANSWERED);
            case CUSTOMER_ASKED -> Optional.of(NotificationKind.CASE_CUSTOMER_ASKED);
            case RESOLVED -> Optional.of(NotificationKind.CASE_RESOLVED);
            case CANCELLED -> Optional.of(NotificationKind.CASE_CANCELLED);
            case REOPENED -> Optional.of(NotificationKind.CASE_REOPENED);
            // UNKNOWN is an activity newer than this schema: that there is news is true in any case.
            case STATUS_CHANGED, UNKNOWN -> Optional.of(NotificationKind.CASE_UPDATED);
            case DOCUMENT_ADDED -> Optional.of(NotificationKind.CASE_DOCUMENT_ADDED);
            // To say that an agent works on it and nothing is left to do, both must be so.
            case ASSIGNED ->
                Optional.of(
                        event.getAssigned() && event.getStatus() != CaseStatus.WAITING_FOR_CUSTOMER
                                ? NotificationKind.CASE_TAKEN
                                : NotificationKind.CASE_UPDATED);
            case ORDER_LINKED -> Optional.of(NotificationKind.CASE_ORDERS_LINKED);
            case DUE, OVERDUE, RATED, CONTACTS_CHANGED -> Optional.empty();
        };
    }
}
