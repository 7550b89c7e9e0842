package io.portline.order.portorder;

import java.util.UUID;

/**
 * A person to be told.
 *
 * @param id stable across revisions
 * @param language en, fr or ja
 */
public record Contact(UUID id, Role role, String name, String email, String language) {
    /** Why the person is told: as the submitter, or because the submitter named them. */
    public enum Role {
        SUBMITTER,
        ADDITIONAL
    }
}
