package io.portline.notification.delivery.persistence;

import io.portline.notification.delivery.Contact;
import io.portline.notification.delivery.Delivery;
import io.portline.notification.delivery.DeliveryStatus;
import io.portline.notification.delivery.Facts;
import io.portline.notification.delivery.Notification;
import io.portline.notification.delivery.NotificationKind;
import io.portline.notification.delivery.Subject;
import io.portline.notification.delivery.SubjectKind;
import io.portline.numbering.Language;
import tools.jackson.databind.json.JsonMapper;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** Reads deliveries; what is told to many at once is read once. For one result. */
final class DeliveryRows {
    private final JsonMapper json;
    private final Map<UUID, Notification> notifications = new HashMap<>();

    DeliveryRows(JsonMapper json) {
        this.json = json;
    }

    Delivery read(ResultSet row) throws SQLException {
        UUID eventId = row.getObject("event_id", UUID.class);
        Notification notification = notifications.get(eventId);
        if (notification == null) {
            notification = notification(eventId, row);
            notifications.put(eventId, notification);
        }
        String email = row.getString("email");
        Contact contact = email == null
                ? null
                : new Contact(
                        row.getObject("contact_id", UUID.class),
                        row.getString("contact_name"),
                        email,
                        Language.valueOf(row.getString("language")),
                        row.getString("reply_to"));
        String token = row.getString("token");
        return new Delivery(
                row.getObject("id", UUID.class),
                notification,
                contact,
                DeliveryStatus.valueOf(row.getString("status")),
                row.getInt("attempts"),
                row.getTimestamp("created_at").toInstant(),
                row.getBoolean("first_of_thread"),
                row.getObject("resend_of", UUID.class),
                token == null ? null : new Delivery.Subscription(token, row.getBoolean("unsubscribed")),
                row.getString("trace"));
    }

    private Notification notification(UUID eventId, ResultSet row) throws SQLException {
        NotificationKind kind = NotificationKind.valueOf(row.getString("kind"));
        return new Notification(
                eventId,
                new Subject(
                        SubjectKind.valueOf(row.getString("subject_kind")),
                        row.getObject("subject_id", UUID.class),
                        row.getString("subject_number"),
                        row.getString("tenant_id")),
                kind,
                json.readValue(row.getString("facts"), factsOf(kind)),
                row.getTimestamp("occurred_at").toInstant());
    }

    private static Class<? extends Facts> factsOf(NotificationKind kind) {
        return switch (kind.subjectKind()) {
            case PORT_ORDER -> Facts.OfPortOrder.class;
            case PORT_OUT -> Facts.OfPortOut.class;
            case CASE -> Facts.OfCase.class;
        };
    }
}
