package io.portline.notification.delivery.events;

import io.portline.messaging.inbox.EventHandler;
import io.portline.messaging.inbox.ReceivedEvent;
import io.portline.notification.delivery.FocReminders;
import io.portline.schemas.PortOrderStatus;
import io.portline.schemas.PortOrderStatusEvent;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Keeps in mind which orders have a transfer ahead: those approved or pending, with a date, and there. */
@Component
class PortOrderReminders implements EventHandler<PortOrderStatusEvent> {
    private final ObjectProvider<FocReminders> reminders;

    PortOrderReminders(ObjectProvider<FocReminders> reminders) {
        this.reminders = reminders;
    }

    @Override
    public void handle(ReceivedEvent<PortOrderStatusEvent> received) {
        PortOrderStatusEvent event = received.value();
        // A redriven event may be older than what is known.
        if (event == null || received.redriven()) {
            return;
        }
        boolean ahead = event.getFoc() != null
                && !event.getDeleted()
                && (event.getStatus() == PortOrderStatus.TRANSFER_APPROVED
                        || event.getStatus() == PortOrderStatus.TRANSFER_PENDING);
        if (ahead) {
            reminders
                    .getObject()
                    .expect(new FocReminders.Ahead(
                            PortOrderNotifications.subject(event),
                            PortOrderNotifications.facts(event),
                            event.getContactsRevision()));
        } else {
            reminders.getObject().forget(event.getOrderId());
        }
    }
}
