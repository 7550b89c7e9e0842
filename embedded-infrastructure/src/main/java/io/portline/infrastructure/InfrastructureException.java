package io.portline.infrastructure;

import org.jspecify.annotations.Nullable;

/** A server could not be unpacked, started or stopped; the message says which and what its log said last. */
public class InfrastructureException extends RuntimeException {
    public InfrastructureException(String message) {
        super(message);
    }

    public InfrastructureException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
