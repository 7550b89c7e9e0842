package io.portline.notification.delivery.events;

import io.portline.messaging.inbox.NotYetException;
import io.portline.messaging.inbox.ReceivedEvent;
import io.portline.notification.delivery.ContactsNotYetKnown;
import io.portline.notification.delivery.Notification;
import io.portline.notification.delivery.NotificationService;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

/** Lets an event wait until the contacts it presumes have arrived on their own topic. */
@Component
class Telling {
    private final ObjectProvider<NotificationService> service;

    Telling(ObjectProvider<NotificationService> service) {
        this.service = service;
    }

    <R> void expect(List<ReceivedEvent<R>> events, Function<R, UUID> subjectId) {
        Set<UUID> subjects = new HashSet<>();
        for (ReceivedEvent<R> event : events) {
            if (event.value() != null) {
                subjects.add(subjectId.apply(event.value()));
            }
        }
        service.getObject().expect(subjects);
    }

    void tell(Notification notification, long presumedRevision) {
        try {
            service.getObject().tell(notification, presumedRevision);
        } catch (ContactsNotYetKnown waiting) {
            throw new NotYetException(String.valueOf(waiting.getMessage()));
        }
    }
}
