package io.portline.messaging.codec;

/** The schema registry is needed and cannot be reached; the same call succeeds once it is back. */
public class CodecUnavailableException extends RuntimeException {

    public CodecUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
