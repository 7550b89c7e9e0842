package io.portline.web.tenant;

import io.portline.web.problem.ProblemException;
import io.portline.web.problem.ProblemType;
import org.jspecify.annotations.Nullable;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.core.ClaimAccessor;

import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads the caller out of a verified token: the access token of an API, or the ID token of somebody signed in to pages. */
public final class Callers {

    private static final String ROLES = "roles";
    private static final String TENANT = "tenant";
    private static final Pattern TENANT_ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

    private Callers() {}

    /** The caller of the request that this thread serves; empty where nobody is signed in. */
    public static Optional<Caller> current() {
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        return authentication != null && authentication.getPrincipal() instanceof ClaimAccessor token
                ? Optional.of(of(token, LocaleContextHolder.getLocale()))
                : Optional.empty();
    }

    /** The caller that a token speaks of; a 403 problem if it names neither a tenant nor a role above tenants. */
    public static Caller of(ClaimAccessor token, Locale language) {
        Set<Role> roles = roles(token);
        String tenant = tenant(token);
        String subject = text(token, "sub").orElse("");
        if (roles.isEmpty() || subject.isBlank()) {
            throw ProblemException.of(ProblemType.FORBIDDEN).detailKey("detail.no-role");
        }
        return new Caller(
                subject,
                text(token, "name").orElse(subject),
                text(token, "email").orElse(null),
                language,
                roles,
                scope(roles, tenant),
                text(token, "tenant_country").orElse(null));
    }

    /** The authorities that Spring Security sees. Roles that we do not know give none. */
    public static Collection<GrantedAuthority> authorities(ClaimAccessor token) {
        return roles(token).stream()
                .<GrantedAuthority>map(role -> new SimpleGrantedAuthority(role.authority()))
                .toList();
    }

    private static TenantScope scope(Set<Role> roles, @Nullable String tenant) {
        if (tenant != null) {
            // Whoever has a tenant stays in it, whatever the role.
            return new TenantScope.OneTenant(tenant);
        }
        if (roles.stream().allMatch(role -> role == Role.TENANT_ADMIN)) {
            throw ProblemException.of(ProblemType.FORBIDDEN).detailKey("detail.no-tenant");
        }
        return new TenantScope.AllTenants();
    }

    private static @Nullable String tenant(ClaimAccessor token) {
        if (!token.hasClaim(TENANT)) {
            return null;
        }
        // A claim that is there and says nothing must not open all tenants.
        return text(token, TENANT)
                .filter(id -> TENANT_ID.matcher(id).matches())
                .orElseThrow(() -> ProblemException.of(ProblemType.FORBIDDEN).detailKey("detail.no-tenant"));
    }

    private static Set<Role> roles(ClaimAccessor token) {
        if (!(token.getClaims().get(ROLES) instanceof Collection<?> names)) {
            return Set.of();
        }
        List<String> known = Arrays.stream(Role.values()).map(Role::name).toList();
        return names.stream()
                .map(String::valueOf)
                .filter(known::contains)
                .map(Role::valueOf)
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Role.class)));
    }

    private static Optional<String> text(ClaimAccessor token, String claim) {
        return token.getClaims().get(claim) instanceof String text && !text.isBlank()
                ? Optional.of(text)
                : Optional.empty();
    }
}
