package io.portline.notification.delivery.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.portline.notification.delivery.DeliveryLog;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.UUID;

/**
 * One delivery.
 *
 * @param result {@code WAITING}, {@code SENT}, {@code REFUSED} or {@code GIVEN_UP}
 * @param at real time
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record DeliveryResponse(
        UUID id,
        String channel,
        String subjectKind,
        UUID subjectId,
        String subjectNumber,
        String notification,
        @Nullable String contactName,
        String language,
        String result,
        int attempts,
        Instant at,
        @Nullable String messageId,
        @Nullable String detail) {

    static DeliveryResponse of(DeliveryLog.Entry entry) {
        return new DeliveryResponse(
                entry.id(),
                "EMAIL",
                entry.subjectKind().name(),
                entry.subjectId(),
                entry.subjectNumber(),
                entry.kind().key(),
                entry.contactName(),
                entry.language().tag(),
                entry.status().name(),
                entry.attempts(),
                entry.at(),
                entry.messageId(),
                entry.answer());
    }
}
