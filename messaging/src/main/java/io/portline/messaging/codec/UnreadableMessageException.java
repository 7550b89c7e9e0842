package io.portline.messaging.codec;

import org.jspecify.annotations.Nullable;

/** Bytes that are no record of the expected type: trying again cannot help. */
public class UnreadableMessageException extends RuntimeException {

    public UnreadableMessageException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
