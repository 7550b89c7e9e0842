package io.portline.notification.delivery.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.portline.notification.delivery.DeliveryLog;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.UUID;

/**
 * One delivery.
 *
 * @param channel {@code EMAIL} or {@code WEBHOOK}
 * @param notification such as {@code port-order.completed}
 * @param contactName of a mail, unless erased
 * @param endpointId of a webhook
 * @param result {@code WAITING}, {@code SENT}, {@code REFUSED} or {@code GIVEN_UP}
 * @param at real time
 * @param messageId the mail's Message-ID, or the webhook-id
 * @param resendOf the delivery that this one repeats
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
        @Nullable String language,
        @Nullable UUID endpointId,
        String result,
        int attempts,
        Instant at,
        @Nullable String messageId,
        @Nullable String detail,
        @Nullable UUID resendOf) {

    static DeliveryResponse of(DeliveryLog.Entry entry) {
        return new DeliveryResponse(
                entry.id(),
                entry.channel(),
                entry.subjectKind().name(),
                entry.subjectId(),
                entry.subjectNumber(),
                entry.notification(),
                entry.contactName(),
                entry.language() == null ? null : entry.language().tag(),
                entry.endpointId(),
                entry.status(),
                entry.attempts(),
                entry.at(),
                entry.messageId(),
                entry.answer(),
                entry.resendOf());
    }
}
