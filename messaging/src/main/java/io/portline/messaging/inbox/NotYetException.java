package io.portline.messaging.inbox;

/** The event cannot be handled before something else has happened: it is tried again for ever, with growing waits. */
public class NotYetException extends RuntimeException {

    public NotYetException(String waitingFor) {
        super(waitingFor);
    }
}
