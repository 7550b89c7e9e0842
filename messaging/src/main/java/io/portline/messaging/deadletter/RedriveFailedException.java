package io.portline.messaging.deadletter;

/** The handler failed again; the dead letter stays open and tells of the new failure. */
public class RedriveFailedException extends RuntimeException {

    public RedriveFailedException(long id, Throwable cause) {
        super("Dead letter " + id + " failed again: " + cause.getClass().getSimpleName(), cause);
    }
}
