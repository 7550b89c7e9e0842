package io.portline.identity;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import org.springframework.boot.security.autoconfigure.actuate.web.servlet.EndpointRequest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.http.MediaType;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.password.DelegatingPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.settings.AuthorizationServerSettings;
import org.springframework.security.oauth2.server.authorization.token.JwtEncodingContext;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenCustomizer;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.LoginUrlAuthenticationEntryPoint;
import org.springframework.security.web.util.matcher.MediaTypeRequestMatcher;
import org.springframework.web.servlet.LocaleResolver;
import org.springframework.web.servlet.i18n.AcceptHeaderLocaleResolver;

import java.util.List;
import java.util.Locale;
import java.util.Map;

@Configuration(proxyBeanMethods = false)
class IdentityConfiguration {
    private static final String LOGIN = "/login";

    /** The protocol's endpoints. */
    @Bean
    @Order(1)
    SecurityFilterChain protocol(HttpSecurity http) throws Exception {
        return http.oauth2AuthorizationServer(server -> {
                    http.securityMatcher(server.getEndpointsMatcher());
                    server.oidc(Customizer.withDefaults());
                })
                .authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
                .exceptionHandling(exceptions -> exceptions.defaultAuthenticationEntryPointFor(
                        new LoginUrlAuthenticationEntryPoint(LOGIN), new MediaTypeRequestMatcher(MediaType.TEXT_HTML)))
                .build();
    }

    /** The sign-in page and what lies beside it. */
    @Bean
    @Order(2)
    SecurityFilterChain pages(HttpSecurity http, IdentityProperties properties) throws Exception {
        // The browser applies form-action to the redirects after the form as well, and those end at the dashboard.
        String policy =
                "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self' %s; frame-ancestors 'none'; base-uri 'none'"
                        .formatted(properties.dashboardUrl());
        return http.authorizeHttpRequests(requests -> requests.requestMatchers(EndpointRequest.to("health"))
                        .permitAll()
                        .requestMatchers(LOGIN, "/identity.css", "/error")
                        .permitAll()
                        .anyRequest()
                        .authenticated())
                .formLogin(form -> form.loginPage(LOGIN))
                .headers(headers -> headers.contentSecurityPolicy(csp -> csp.policyDirectives(policy)))
                .build();
    }

    @Bean
    PasswordEncoder passwordEncoder() {
        return new DelegatingPasswordEncoder(
                "bcrypt", Map.of("bcrypt", new BCryptPasswordEncoder(), "sha256", new RandomSecretEncoder()));
    }

    @Bean
    UserDetailsService users(Environment environment, PasswordEncoder encoder) {
        String password = environment.getProperty("portline.demo.password", "");
        if (password.isBlank()) {
            throw new IllegalStateException("The demo users have no password; set PORTLINE_DEMO_PASSWORD");
        }
        // One password for all, so that one slow hash is made at start and not six.
        String encoded = encoder.encode(password);
        List<UserDetails> users = Directory.PEOPLE.stream()
                .map(person -> User.withUsername(person.id())
                        .password(encoded)
                        .roles(person.role().name())
                        .build())
                .toList();
        return new InMemoryUserDetailsManager(users);
    }

    @Bean
    RegisteredClientRepository clients(Environment environment, IdentityProperties properties) {
        PasswordEncoder secrets = new DelegatingPasswordEncoder("sha256", Map.of("sha256", new RandomSecretEncoder()));
        return new Clients(environment, properties, secrets).repository();
    }

    @Bean
    OAuth2TokenCustomizer<JwtEncodingContext> tokenClaims() {
        return new TokenClaims();
    }

    @Bean
    JWKSource<SecurityContext> signingKeys(IdentityProperties properties) {
        return new ImmutableJWKSet<>(new JWKSet(SigningKey.in(properties.signingKeyFile())));
    }

    @Bean
    JwtDecoder jwtDecoder(JWKSource<SecurityContext> signingKeys) {
        return org.springframework.security.config.annotation.web.configuration.OAuth2AuthorizationServerConfiguration
                .jwtDecoder(signingKeys);
    }

    @Bean
    AuthorizationServerSettings serverSettings(IdentityProperties properties) {
        return AuthorizationServerSettings.builder()
                .issuer(properties.issuerUri())
                .build();
    }

    @Bean
    LocaleResolver localeResolver() {
        AcceptHeaderLocaleResolver resolver = new AcceptHeaderLocaleResolver();
        resolver.setSupportedLocales(List.of(Locale.ENGLISH, Locale.FRENCH, Locale.JAPANESE));
        resolver.setDefaultLocale(Locale.ENGLISH);
        return resolver;
    }
}
