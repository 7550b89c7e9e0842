package io.portline.notification.webhook.events;

import io.portline.notification.delivery.SubjectKind;
import io.portline.notification.delivery.mail.MailSettings;
import io.portline.notification.webhook.WebhookEvent;
import io.portline.notification.webhook.WebhookQueue;
import io.portline.notification.webhook.http.WebhookSettings;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

import java.net.URI;
import java.util.UUID;

/** What the three kinds of events have in common on their way to the queue. */
@Component
class Offering {
    private final WebhookQueue queue;
    private final Runnable sendSoon;
    private final WebhookSettings settings;
    private final URI dashboard;
    private final Payloads payloads;

    Offering(
            WebhookQueue queue,
            @Qualifier("webhookSendSoon") Runnable sendSoon,
            WebhookSettings settings,
            MailSettings mails,
            JsonMapper json) {
        this.queue = queue;
        this.sendSoon = sendSoon;
        this.settings = settings;
        this.dashboard = mails.linkBase();
        this.payloads = new Payloads(json);
    }

    Payloads payloads() {
        return payloads;
    }

    void offer(WebhookEvent event) {
        if (queue.offer(event)) {
            sendSoon.run();
        }
    }

    /** Where the whole subject is found by programs. */
    URI api(SubjectKind kind, UUID id) {
        return switch (kind) {
            case PORT_ORDER -> settings.orderApi().resolve("/api/v1/port-orders/" + id);
            case PORT_OUT -> settings.orderApi().resolve("/api/v1/port-outs/" + id);
            case CASE -> settings.caseApi().resolve("/api/v1/cases/" + id);
        };
    }

    /** Where it is found by people. */
    URI page(SubjectKind kind, UUID id) {
        return switch (kind) {
            case PORT_ORDER -> dashboard.resolve("/orders/" + id);
            case PORT_OUT -> dashboard.resolve("/port-outs/" + id);
            case CASE -> dashboard.resolve("/cases/" + id);
        };
    }
}
