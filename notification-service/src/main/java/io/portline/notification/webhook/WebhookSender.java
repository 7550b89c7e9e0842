package io.portline.notification.webhook;

import java.time.Duration;
import java.util.Optional;

/** Posts a webhook once. */
public interface WebhookSender {

    /** What came of it. */
    sealed interface Answer {
        /**
         * The other side answered.
         *
         * @param retryAfter what it asked for
         */
        record Status(int code, Optional<Duration> retryAfter) implements Answer {}

        /** It did not, or must not be asked. */
        record None(String reason) implements Answer {}
    }

    Answer post(WebhookDelivery delivery);
}
