package io.portline.notification.delivery;

import java.time.Instant;
import java.util.UUID;

/**
 * Something to tell everybody concerned.
 *
 * @param causeEventId the event that is told of; each contact is told of an event once
 * @param kind which words to use
 * @param occurredAt business time of the event
 */
public record Notification(
        UUID causeEventId, Subject subject, NotificationKind kind, Facts facts, Instant occurredAt) {}
