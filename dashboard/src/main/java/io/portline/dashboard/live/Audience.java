package io.portline.dashboard.live;

import java.util.Set;

/** Who looks at a page: a tenant's admin hears of that tenant alone. */
public sealed interface Audience {

    /** Whether this audience may hear of a change. */
    boolean mayHear(LiveChange change);

    /** An admin. */
    record Tenant(String tenantId) implements Audience {
        @Override
        public boolean mayHear(LiveChange change) {
            return change.tenantId().equals(tenantId);
        }
    }

    /** The desk or an operator: all tenants, but only of these kinds. */
    record AllTenants(Set<LiveChange.Kind> kinds) implements Audience {
        public AllTenants {
            kinds = Set.copyOf(kinds);
        }

        @Override
        public boolean mayHear(LiveChange change) {
            return kinds.contains(change.kind());
        }
    }
}
