package io.portline.messaging.id;

import java.util.UUID;

/** Gives out identities of events. */
public interface EventIds {

    /** A new UUIDv7 of the real time, larger than the one before. */
    UUID next();
}
