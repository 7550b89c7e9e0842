package io.portline.messaging.inbox;

import org.jspecify.annotations.Nullable;

/** Something outside (mail server, registry, another service) does not answer: never the event's fault. */
public class InfrastructureUnavailableException extends RuntimeException {

    public InfrastructureUnavailableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
