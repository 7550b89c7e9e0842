package io.portline.dashboard.live;

import java.util.UUID;

/**
 * Something that an open page may show has changed.
 *
 * @param id of the order, of the case, or of what a delivery is about
 */
public record LiveChange(Kind kind, String tenantId, UUID id, long version) {

    /** What it is. */
    public enum Kind {
        ORDER,
        CASE,
        DELIVERY,
        PORT_OUT
    }
}
