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
     * @param contactName null once erased
     * @param at real time: when it was settled, or else when it was to be delivered first
     * @param answer the other side's last answer, without addresses; null if it took the mail
     */
    record Entry(
            UUID id,
            SubjectKind subjectKind,
            UUID subjectId,
            String subjectNumber,
            NotificationKind kind,
            @Nullable String contactName,
            Language language,
            DeliveryStatus status,
            int attempts,
            Instant at,
            @Nullable String messageId,
            @Nullable String answer) {}

    /**
     * The deliveries, newest first.
     *
     * @param tenantId null for every tenant's
     * @param subjectId null for every subject's
     * @param before entries older than this one only; null from the newest
     */
    List<Entry> find(@Nullable String tenantId, @Nullable UUID subjectId, @Nullable UUID before, int limit);
}
