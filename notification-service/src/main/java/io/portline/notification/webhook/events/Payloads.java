package io.portline.notification.webhook.events;

import io.portline.messaging.inbox.ReceivedEvent;
import io.portline.notification.delivery.Subject;
import io.portline.notification.webhook.WebhookEvent;
import io.portline.schemas.LocalMoment;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

import java.net.URI;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/**
 * Payloads by Standard Webhooks: {@code type}, {@code timestamp}, {@code data}. Thin: what changed, the state after it in
 * a few words, and a link to everything else; no free text, no list that grows with the order.
 */
final class Payloads {
    private final JsonMapper json;

    Payloads(JsonMapper json) {
        this.json = json;
    }

    WebhookEvent event(UUID eventId, String type, Subject subject, Instant occurredAt, Map<String, Object> data) {
        Map<String, Object> payload = new LinkedHashMap<>();
        payload.put("type", type);
        payload.put("timestamp", occurredAt.toString());
        payload.put("data", data);
        return new WebhookEvent(
                eventId, subject.tenantId(), type, subject, occurredAt, json.writeValueAsString(payload));
    }

    /** What every payload's data begins with. */
    static Map<String, Object> data(Subject subject, long sequence, URI api, URI page) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("id", subject.id().toString());
        data.put("number", subject.number());
        data.put("sequence", sequence);
        data.put("link", api.toString());
        data.put("page", page.toString());
        return data;
    }

    static void put(Map<String, Object> data, String name, @Nullable Object value) {
        if (value != null) {
            data.put(name, value);
        }
    }

    static @Nullable Map<String, Object> moment(@Nullable LocalMoment moment) {
        return moment == null
                ? null
                : Map.of(
                        "local",
                        moment.getLocal(),
                        "zone",
                        moment.getZone(),
                        "instant",
                        moment.getInstant().toString());
    }

    /** An enum's constant as the last part of a type: {@code FOC_MOVED_BY_CARRIER} is {@code foc-moved-by-carrier}. */
    static String typeOf(String kind, Enum<?> change) {
        String name = change.name();
        return kind + "."
                + (name.equals("UNKNOWN")
                        ? "changed"
                        : name.toLowerCase(Locale.ROOT).replace('_', '-'));
    }

    /** Nobody is called for what happened before this service first started. */
    static boolean concerns(ReceivedEvent<?> received) {
        return received.value() != null && !received.beforeFirstStart();
    }
}
