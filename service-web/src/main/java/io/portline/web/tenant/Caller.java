package io.portline.web.tenant;

import io.portline.web.problem.ProblemException;
import io.portline.web.problem.ProblemType;
import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;

/**
 * Who calls, as the token says. An argument of controller methods.
 *
 * @param subject the user's or client's id at the issuer
 * @param displayName the name to show in timelines; the subject where the token has none
 * @param email the address of a user; null for clients without one
 * @param language the language in which the caller is answered: {@code Accept-Language}, else the token's locale, else
 *     English
 * @param roles at least one
 * @param scope whose data the caller may see
 * @param tenantCountry the tenant's country, ISO 3166-1 alpha-2; null where there is no tenant
 */
public record Caller(
        String subject,
        String displayName,
        @Nullable String email,
        Locale language,
        Set<Role> roles,
        TenantScope scope,
        @Nullable String tenantCountry) {

    public Caller {
        roles = Set.copyOf(roles);
    }

    /** The caller's own tenant; a 403 problem for callers that have none. */
    public String tenantId() {
        return switch (scope) {
            case TenantScope.OneTenant one -> one.tenantId();
            case TenantScope.AllTenants _ ->
                throw ProblemException.of(ProblemType.FORBIDDEN).detailKey("detail.no-tenant");
        };
    }

    public boolean is(Role role) {
        return roles.contains(role);
    }

    /** Goes on only for callers that have at least one of these roles; else a 403 problem. */
    public Caller require(Role... anyOf) {
        if (Arrays.stream(anyOf).noneMatch(roles::contains)) {
            throw ProblemException.of(ProblemType.FORBIDDEN);
        }
        return this;
    }
}
