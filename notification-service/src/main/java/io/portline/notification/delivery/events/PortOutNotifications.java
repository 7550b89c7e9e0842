package io.portline.notification.delivery.events;

import io.portline.messaging.inbox.EventHandler;
import io.portline.messaging.inbox.ReceivedEvent;
import io.portline.notification.delivery.Facts;
import io.portline.notification.delivery.Notification;
import io.portline.notification.delivery.NotificationKind;
import io.portline.notification.delivery.Subject;
import io.portline.notification.delivery.SubjectKind;
import io.portline.schemas.PortOutStatusEvent;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/** Tells of every status of a port-out, and warns when a carrier was locked out for guessing PINs. */
@Component
class PortOutNotifications implements EventHandler<PortOutStatusEvent> {
    private final Telling telling;

    PortOutNotifications(Telling telling) {
        this.telling = telling;
    }

    @Override
    public void expect(List<ReceivedEvent<PortOutStatusEvent>> events) {
        telling.expect(events, PortOutStatusEvent::getPortOutId);
    }

    @Override
    public void handle(ReceivedEvent<PortOutStatusEvent> received) {
        PortOutStatusEvent event = received.value();
        if (event == null || received.beforeFirstStart()) {
            return;
        }
        kind(event).ifPresent(kind -> telling.tell(notification(event, kind), event.getContactsRevision()));
    }

    static Optional<NotificationKind> kind(PortOutStatusEvent event) {
        return switch (event.getStatus()) {
            case REQUESTED ->
                event.getCarrierLockedUntil() == null
                        ? Optional.of(NotificationKind.PORT_OUT_REQUESTED)
                        : Optional.empty();
            case APPROVED -> Optional.of(NotificationKind.PORT_OUT_APPROVED);
            case REJECTED -> rejected(event);
            case COMPLETED -> Optional.of(NotificationKind.PORT_OUT_COMPLETED);
            case CANCELLED -> Optional.of(NotificationKind.PORT_OUT_CANCELLED);
            // A status newer than this schema: there are no words for it.
            case UNKNOWN -> Optional.empty();
        };
    }

    /** A carrier that goes on asking while it is locked out is refused without a mail each: of the lock was warned when it began. */
    private static Optional<NotificationKind> rejected(PortOutStatusEvent event) {
        if (event.getReasonCodes().contains("CARRIER_LOCKED")) {
            return Optional.empty();
        }
        return Optional.of(
                event.getCarrierLockedUntil() != null
                        ? NotificationKind.PORT_OUT_CARRIER_LOCKED
                        : NotificationKind.PORT_OUT_REJECTED);
    }

    private static Notification notification(PortOutStatusEvent event, NotificationKind kind) {
        return new Notification(
                event.getEventId(),
                new Subject(SubjectKind.PORT_OUT, event.getPortOutId(), event.getPortOutNumber(), event.getTenantId()),
                kind,
                new Facts.OfPortOut(
                        event.getStatus().name(),
                        event.getNumbers(),
                        event.getWinningCarrierId(),
                        Moments.of(event.getRequested()),
                        Moments.ofNullable(event.getCompletesAt()),
                        event.getReasonCodes(),
                        lockedUntil(event)),
                event.getOccurredAt());
    }

    /** By the clocks of the place that the request names. */
    private static Facts.@Nullable Moment lockedUntil(PortOutStatusEvent event) {
        Instant until = event.getCarrierLockedUntil();
        if (until == null) {
            return null;
        }
        ZoneId zone = ZoneId.of(event.getRequested().getZone());
        return new Facts.Moment(LocalDateTime.ofInstant(until, zone), zone);
    }
}
