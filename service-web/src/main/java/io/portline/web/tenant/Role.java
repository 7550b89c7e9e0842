package io.portline.web.tenant;

/** What a caller may do; from the token's claim {@code roles}. */
public enum Role {
    /** The orders, cases, PIN and webhooks of the own tenant. */
    TENANT_ADMIN,
    /** All cases, and the orders linked to them. */
    DESK_AGENT,
    /** Operations over all tenants, without customers' secrets. */
    OPERATOR,
    /** Another service of ours. */
    SERVICE;

    /** The name under which Spring Security knows this role. */
    public String authority() {
        return "ROLE_" + name();
    }
}
