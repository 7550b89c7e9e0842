package io.portline.notification.delivery;

import io.portline.numbering.Language;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** What was sent to whom, for those who may know. */
public interface DeliveryLog {

    /**
     * One delivery as its tenant sees it.
     *
     * @param notification such as {@code port-order.completed}, or a webhook's event type
     * @param contactName null once erased, and for webhooks
     * @param language null for webhooks
     * @param endpointId null for mails
     * @param at real time: when it was settled, or else when it was to be delivered first
     * @param answer the other side's last answer, without addresses; null if it took the mail
     * @param resendOf the delivery that this one repeats; null if it is the first
     */
    record Entry(
            UUID id,
            String channel,
            SubjectKind subjectKind,
            UUID subjectId,
            String subjectNumber,
            String notification,
            @Nullable String contactName,
            @Nullable Language language,
            @Nullable UUID endpointId,
            String status,
            int attempts,
            Instant at,
            @Nullable String messageId,
            @Nullable String answer,
            @Nullable UUID resendOf) {}

    /**
     * Which ones.
     *
     * @param tenantId null for every tenant's
     * @param subjectKind null for every kind
     * @param subjectId null for every subject's
     * @param before entries older than this one only; null from the newest
     */
    record Query(
            @Nullable String tenantId,
            @Nullable SubjectKind subjectKind,
            @Nullable UUID subjectId,
            @Nullable UUID before) {}

    /** The deliveries, newest first. */
    List<Entry> find(Query query, int limit);
}
