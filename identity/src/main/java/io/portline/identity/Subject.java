package io.portline.identity;

import org.jspecify.annotations.Nullable;

import java.util.Map;
import java.util.TreeMap;

/**
 * Who a token is about: a person or a client that acts for itself.
 *
 * @param locale        en, fr or ja
 * @param tenant        null for the desk, operators and services
 * @param tenantCountry ISO 3166 alpha-2; null without tenant
 */
record Subject(
        String id,
        String name,
        String email,
        String locale,
        @Nullable String tenant,
        @Nullable String tenantCountry,
        Role role) {

    /** The claims beside the standard ones; {@code sub} is set by the authorization server. */
    Map<String, Object> claims() {
        Map<String, Object> claims = new TreeMap<>();
        claims.put("name", name);
        claims.put("email", email);
        claims.put("locale", locale);
        claims.put("roles", java.util.List.of(role.name()));
        if (tenant != null && tenantCountry != null) {
            claims.put("tenant", tenant);
            claims.put("tenant_country", tenantCountry);
        }
        return claims;
    }
}
