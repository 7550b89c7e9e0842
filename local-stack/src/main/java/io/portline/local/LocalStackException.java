package io.portline.local;

import org.jspecify.annotations.Nullable;

/** Something is wrong that the reader can put right; the message says what and how. Shown without a stack trace. */
public class LocalStackException extends RuntimeException {
    public LocalStackException(String message) {
        super(message);
    }

    public LocalStackException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
