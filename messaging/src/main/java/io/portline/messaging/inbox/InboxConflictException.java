package io.portline.messaging.inbox;

/** Another consumer of the group was handling the same key, as after a rebalance: nothing was done, try again. */
class InboxConflictException extends RuntimeException {

    InboxConflictException(String message) {
        super(message);
    }
}
