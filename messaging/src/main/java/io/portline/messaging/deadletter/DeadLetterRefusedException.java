package io.portline.messaging.deadletter;

/** What was asked for cannot be done with this dead letter in its state. */
public class DeadLetterRefusedException extends RuntimeException {

    public DeadLetterRefusedException(String message) {
        super(message);
    }
}
