package io.portline.messaging.inbox;

/** What a consumer does with later events of a key whose event it could not handle. */
public enum OnDeadLetter {
    /** Goes on with the next event: right where each event carries the whole state after it. */
    CONTINUE,
    /** Sets later events of that key aside, unhandled and in order, until an operator redrives or discards. */
    PARK_KEY
}
