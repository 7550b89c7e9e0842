package io.portline.order.portout;

/** Where tenants are. Whether numbers need a PIN to leave hangs on the tenant's country, which a winning carrier's request does not tell. */
public interface TenantCountries {

    /** Remembers what the tenant's own token says. */
    void seen(String tenantId, String country);
}
