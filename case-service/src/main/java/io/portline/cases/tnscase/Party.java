package io.portline.cases.tnscase;

/** Who acts: somebody of the tenant that a case belongs to, or the desk. */
public sealed interface Party {

    /** The user's or client's id at the issuer. */
    String subject();

    /** The name that the timeline shows. */
    String name();

    /** Somebody of a tenant; sees that tenant's cases only. */
    record Customer(String subject, String name, String tenantId) implements Party {}

    /** An agent of the desk; sees the cases of all tenants. */
    record Desk(String subject, String name) implements Party {}
}
