package io.portline.cases.tnscase;

/** Who acts: somebody of the tenant that a case belongs to, the desk, or Portline by itself. */
public sealed interface Party {

    /** The user's or client's id at the issuer. */
    String subject();

    /** The name that the timeline shows. */
    String name();

    /** Whether the party sees the cases of all tenants and what the desk keeps to itself. */
    default boolean insideTheDesk() {
        return switch (this) {
            case Customer _ -> false;
            case Desk _, Automatic _ -> true;
        };
    }

    /** Somebody of a tenant; sees that tenant's cases only. */
    record Customer(String subject, String name, String tenantId) implements Party {}

    /** An agent of the desk; sees the cases of all tenants. */
    record Desk(String subject, String name) implements Party {}

    /** Time, or what happened to an order: nobody. */
    record Automatic() implements Party {
        @Override
        public String subject() {
            return "portline";
        }

        @Override
        public String name() {
            return "Portline";
        }
    }
}
