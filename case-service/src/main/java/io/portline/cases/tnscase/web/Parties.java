package io.portline.cases.tnscase.web;

import io.portline.cases.tnscase.Party;
import io.portline.web.tenant.Caller;
import io.portline.web.tenant.Role;

/** Callers as parties of a case. */
final class Parties {

    private Parties() {}

    /** The party that the caller acts as; a 403 problem for whoever is neither a tenant's nor the desk's. */
    static Party of(Caller caller) {
        return caller.is(Role.DESK_AGENT) ? desk(caller) : customer(caller);
    }

    static Party.Customer customer(Caller caller) {
        caller.require(Role.TENANT_ADMIN);
        return new Party.Customer(caller.subject(), caller.displayName(), caller.tenantId());
    }

    static Party.Desk desk(Caller caller) {
        caller.require(Role.DESK_AGENT);
        return new Party.Desk(caller.subject(), caller.displayName());
    }
}
