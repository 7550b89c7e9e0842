package io.portline.messaging.outbox;

/** Another relay has taken over, or somebody else deletes from the outbox: start over. */
class RelayDeposedException extends Exception {

    RelayDeposedException(String message) {
        super(message);
    }
}
