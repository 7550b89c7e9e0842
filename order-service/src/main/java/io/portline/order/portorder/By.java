package io.portline.order.portorder;

import org.jspecify.annotations.Nullable;

/**
 * Who did something.
 *
 * @param id subject of the person's token; null for the system and for carriers
 * @param name display name; null for the system
 */
public record By(Actor actor, @Nullable String id, @Nullable String name) {
    /** In whose part. */
    public enum Actor {
        ADMIN,
        DESK,
        OPERATOR,
        SYSTEM,
        LOSING_CARRIER
    }

    public static By system() {
        return new By(Actor.SYSTEM, null, null);
    }

    public static By carrier(String name) {
        return new By(Actor.LOSING_CARRIER, null, name);
    }
}
