package io.portline.dashboard;

import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.OidcLoginRequestPostProcessor;

import java.util.List;

import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.oidcLogin;

/** Who looks at pages in tests. */
final class Users {

    private Users() {}

    static OidcLoginRequestPostProcessor admin(String tenant) {
        return oidcLogin()
                .idToken(token -> token.claim("sub", "ada")
                        .claim("name", "Ada Lovelace")
                        .claim("email", "ada@" + tenant + ".example")
                        .claim("tenant", tenant)
                        .claim("tenant_country", "FR")
                        .claim("roles", List.of("TENANT_ADMIN")))
                .authorities(new SimpleGrantedAuthority("ROLE_TENANT_ADMIN"));
    }

    static OidcLoginRequestPostProcessor desk() {
        return oidcLogin()
                .idToken(token ->
                        token.claim("sub", "dana").claim("name", "Dana Desk").claim("roles", List.of("DESK_AGENT")))
                .authorities(new SimpleGrantedAuthority("ROLE_DESK_AGENT"));
    }

    static OidcLoginRequestPostProcessor operator() {
        return oidcLogin()
                .idToken(token ->
                        token.claim("sub", "otto").claim("name", "Otto").claim("roles", List.of("OPERATOR")))
                .authorities(new SimpleGrantedAuthority("ROLE_OPERATOR"));
    }
}
