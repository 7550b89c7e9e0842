package io.portline.notification.delivery.events;

import io.portline.messaging.inbox.NotYetException;
import io.portline.notification.delivery.ContactsNotYetKnown;
import io.portline.notification.delivery.Notification;
import io.portline.notification.delivery.NotificationService;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Lets an event wait until the contacts it presumes have arrived on their own topic. */
@Component
class Telling {
    private final ObjectProvider<NotificationService> service;

    Telling(ObjectProvider<NotificationService> service) {
        this.service = service;
    }

    void tell(Notification notification, long presumedRevision) {
        try {
            service.getObject().tell(notification, presumedRevision);
        } catch (ContactsNotYetKnown waiting) {
            throw new NotYetException(String.valueOf(waiting.getMessage()));
        }
    }
}
