package io.portline.dashboard.session.web;

import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;

import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * Who looks at the page, out of the ID token; an argument of handler methods.
 *
 * @param tenantId the own tenant; null for the desk and operators
 */
public record Viewer(
        String subject,
        String name,
        @Nullable String email,
        @Nullable String tenantId,
        @Nullable String tenantCountry,
        Set<String> roles) {

    public Viewer {
        roles = Set.copyOf(roles);
    }

    static Viewer of(OidcUser user) {
        List<String> roles = user.getClaimAsStringList("roles");
        String subject = user.getName();
        String name = user.getFullName() != null ? user.getFullName() : user.getEmail();
        return new Viewer(
                subject,
                name != null ? name : subject,
                user.getEmail(),
                user.getClaimAsString("tenant"),
                user.getClaimAsString("tenant_country"),
                roles == null ? Set.of() : Set.copyOf(roles));
    }

    public boolean isTenantAdmin() {
        return tenantId != null && roles.contains("TENANT_ADMIN");
    }

    public boolean isDeskAgent() {
        return roles.contains("DESK_AGENT");
    }

    public boolean isOperator() {
        return roles.contains("OPERATOR");
    }

    /** The role that the page names. */
    public String mainRole() {
        return isTenantAdmin() ? "TENANT_ADMIN" : isDeskAgent() ? "DESK_AGENT" : isOperator() ? "OPERATOR" : "NONE";
    }

    /** The own tenant; for everybody else there is nothing here. */
    public String ownTenant() {
        if (tenantId == null) {
            throw new NotHereException();
        }
        return tenantId;
    }

    /** An id out of an address; what is no id is the id of nothing. */
    public static UUID id(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw new NotHereException();
        }
    }
}
