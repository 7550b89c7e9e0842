package io.portline.web.tenant;

import org.jspecify.annotations.Nullable;

/** Whose data a caller may see: one tenant's, or every tenant's by role. Every statement is limited by it. */
public sealed interface TenantScope {

    /** The data of one tenant. */
    record OneTenant(String tenantId) implements TenantScope {
        public OneTenant {
            if (tenantId.isBlank()) {
                throw new IllegalArgumentException("A tenant has an id");
            }
        }
    }

    /** The data of all tenants. */
    record AllTenants() implements TenantScope {}

    /** Whether something of that tenant may be seen. */
    default boolean covers(String tenantId) {
        return switch (this) {
            case OneTenant one -> one.tenantId().equals(tenantId);
            case AllTenants _ -> true;
        };
    }

    /** For {@code WHERE (:tenant::text IS NULL OR tenant_id = :tenant)}: the one tenant, or null for all. */
    default @Nullable String tenantIdOrNull() {
        return switch (this) {
            case OneTenant one -> one.tenantId();
            case AllTenants _ -> null;
        };
    }
}
