package io.portline.identity;

/** What the claim {@code roles} says. */
enum Role {
    TENANT_ADMIN,
    DESK_AGENT,
    OPERATOR,
    SERVICE
}
