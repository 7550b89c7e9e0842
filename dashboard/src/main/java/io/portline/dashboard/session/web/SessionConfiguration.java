package io.portline.dashboard.session.web;

import jakarta.servlet.DispatcherType;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.ServletListenerRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.authority.mapping.GrantedAuthoritiesMapper;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClientManager;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClientProviderBuilder;
import org.springframework.security.oauth2.client.oidc.web.logout.OidcClientInitiatedLogoutSuccessHandler;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.registration.InMemoryClientRegistrationRepository;
import org.springframework.security.oauth2.client.web.DefaultOAuth2AuthorizedClientManager;
import org.springframework.security.oauth2.client.web.HttpSessionOAuth2AuthorizedClientRepository;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizedClientRepository;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.core.oidc.user.OidcUserAuthority;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.LoginUrlAuthenticationEntryPoint;
import org.springframework.security.web.header.writers.CrossOriginOpenerPolicyHeaderWriter.CrossOriginOpenerPolicy;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.savedrequest.HttpSessionRequestCache;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.AndRequestMatcher;
import org.springframework.security.web.util.matcher.NegatedRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.web.util.HttpSessionMutexListener;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The pages' security: a session of one's own by OpenID Connect. It stands before service-web's chain, which goes on
 * serving {@code /api} and {@code /actuator} with bearer tokens and without sessions.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(IdentitySettings.class)
public class SessionConfiguration {

    static final String REGISTRATION = "portline";

    /** Before service-web's chain, which takes every path. */
    static final int BEFORE_THE_API = 10;

    private static final String SIGN_IN = "/oauth2/authorization/" + REGISTRATION;

    @Bean
    ClientRegistrationRepository clientRegistrationRepository(IdentitySettings identity) {
        return new InMemoryClientRegistrationRepository(ClientRegistration.withRegistrationId(REGISTRATION)
                .clientName("Portline")
                .clientId(identity.clientId())
                .clientSecret(identity.clientSecret())
                .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
                .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
                .redirectUri("{baseUrl}/login/oauth2/code/{registrationId}")
                .scope("openid", "profile", "email", "orders", "carriers", "notifications", "cases", "dashboard")
                .clientSettings(ClientRegistration.ClientSettings.builder()
                        .requireProofKey(true)
                        .build())
                .issuerUri(identity.issuerUri().toString())
                .authorizationUri(identity.authorization())
                .tokenUri(identity.token())
                .jwkSetUri(identity.jwkSet())
                .userNameAttributeName("sub")
                .providerConfigurationMetadata(Map.of("end_session_endpoint", identity.endSession()))
                .build());
    }

    /** In the session and nowhere else: it goes when the session goes. */
    @Bean
    OAuth2AuthorizedClientRepository authorizedClientRepository() {
        return new HttpSessionOAuth2AuthorizedClientRepository();
    }

    @Bean
    OAuth2AuthorizedClientManager authorizedClientManager(
            ClientRegistrationRepository registrations, OAuth2AuthorizedClientRepository clients) {
        DefaultOAuth2AuthorizedClientManager manager = new DefaultOAuth2AuthorizedClientManager(registrations, clients);
        manager.setAuthorizedClientProvider(OAuth2AuthorizedClientProviderBuilder.builder()
                .authorizationCode()
                .refreshToken()
                .build());
        return manager;
    }

    /** Gives each session one object to synchronise on, whatever facade a request sees. */
    @Bean
    ServletListenerRegistrationBean<HttpSessionMutexListener> sessionMutexes() {
        return new ServletListenerRegistrationBean<>(new HttpSessionMutexListener());
    }

    @Bean
    SessionTokens sessionTokens(OAuth2AuthorizedClientManager authorizedClientManager) {
        return new SessionTokens(authorizedClientManager);
    }

    /** The token's roles as authorities. */
    @Bean
    GrantedAuthoritiesMapper rolesOfTheToken() {
        return authorities -> {
            Set<GrantedAuthority> mapped = new HashSet<>(authorities);
            for (GrantedAuthority authority : authorities) {
                if (authority instanceof OidcUserAuthority user) {
                    List<String> roles = user.getIdToken().getClaimAsStringList("roles");
                    if (roles != null) {
                        roles.forEach(role -> mapped.add(new SimpleGrantedAuthority("ROLE_" + role)));
                    }
                }
            }
            return mapped;
        };
    }

    @Bean
    @Order(BEFORE_THE_API)
    SecurityFilterChain pages(
            HttpSecurity http,
            IdentitySettings identity,
            ClientRegistrationRepository registrations,
            GrantedAuthoritiesMapper rolesOfTheToken) {
        PathPatternRequestMatcher.Builder path = PathPatternRequestMatcher.withDefaults();
        RequestMatcher background = new OrRequestMatcher(
                path.matcher("/live"),
                path.matcher("/orders/rows"),
                path.matcher("/orders/new/portability"),
                path.matcher("/orders/new/dates"));
        RequestMatcher api = new OrRequestMatcher(
                path.matcher("/api/**"), path.matcher("/actuator/**"), path.matcher("/v3/api-docs/**"));
        HttpSessionRequestCache visited = new HttpSessionRequestCache();
        visited.setRequestMatcher(new AndRequestMatcher(
                path.matcher(HttpMethod.GET, "/**"),
                new NegatedRequestMatcher(background),
                new NegatedRequestMatcher(new OrRequestMatcher(
                        path.matcher("/error"), path.matcher("/favicon.ico"), path.matcher("/sign-in-failed")))));
        LoginUrlAuthenticationEntryPoint signIn = new LoginUrlAuthenticationEntryPoint(SIGN_IN);
        OidcClientInitiatedLogoutSuccessHandler signedOut = new OidcClientInitiatedLogoutSuccessHandler(registrations);
        signedOut.setPostLogoutRedirectUri("{baseUrl}/");
        signedOut.setDefaultTargetUrl("/signed-out");
        return http.securityMatcher(new NegatedRequestMatcher(api))
                .authorizeHttpRequests(requests -> requests.dispatcherTypeMatchers(
                                DispatcherType.ERROR, DispatcherType.FORWARD, DispatcherType.ASYNC)
                        .permitAll()
                        .requestMatchers(
                                "/assets/**",
                                "/webjars/**",
                                "/favicon.ico",
                                "/signed-out",
                                "/sign-in-failed",
                                "/language",
                                "/error")
                        .permitAll()
                        .requestMatchers("/operations/**")
                        .hasRole("OPERATOR")
                        .requestMatchers("/desk/**")
                        .hasRole("DESK_AGENT")
                        .requestMatchers(
                                "/orders/new/**",
                                "/orders/drafts/**",
                                "/orders/export",
                                "/cases/new",
                                "/port-outs/**",
                                "/port-out-pin/**",
                                "/numbers/**",
                                "/feedback",
                                "/webhooks/**")
                        .hasRole("TENANT_ADMIN")
                        .anyRequest()
                        .authenticated())
                .oauth2Login(login -> login.loginPage(SIGN_IN)
                        .failureUrl("/sign-in-failed")
                        .userInfoEndpoint(user -> user.userAuthoritiesMapper(rolesOfTheToken)))
                .exceptionHandling(errors -> errors.authenticationEntryPoint((request, response, refused) -> {
                    if (background.matches(request)) {
                        // A script cannot follow to the sign-in; it says on the page that the line is cut.
                        response.sendError(HttpStatus.UNAUTHORIZED.value());
                    } else {
                        signIn.commence(request, response, refused);
                    }
                }))
                .requestCache(cache -> cache.requestCache(visited))
                .logout(logout -> logout.logoutUrl("/sign-out").logoutSuccessHandler(signedOut))
                .headers(headers -> headers.contentSecurityPolicy(csp -> csp.policyDirectives(policy(identity)))
                        .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.SAME_ORIGIN))
                        .crossOriginOpenerPolicy(opener -> opener.policy(CrossOriginOpenerPolicy.SAME_ORIGIN))
                        .permissionsPolicyHeader(permissions ->
                                permissions.policy("camera=(), geolocation=(), microphone=(), payment=()")))
                .build();
    }

    /** Nothing inline, nothing from elsewhere. Forms may end at the issuer: signing out does. */
    private static String policy(IdentitySettings identity) {
        return String.join(
                "; ",
                "default-src 'none'",
                "script-src 'self'",
                "style-src 'self'",
                "img-src 'self'",
                "connect-src 'self'",
                "form-action 'self' " + identity.origin(),
                "base-uri 'none'",
                "frame-ancestors 'none'");
    }
}
