package io.portline.order.portorder;

/** Whose orders somebody may see; every statement about orders is limited by it. */
public sealed interface Scope {

    /** Those of one tenant. */
    record Tenant(String id) implements Scope {}

    /** Those linked to a TNS case, of every tenant: the service desk. */
    record LinkedToCases() implements Scope {}

    /** All. */
    record Everything() implements Scope {}
}
