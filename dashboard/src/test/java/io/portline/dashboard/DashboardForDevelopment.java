package io.portline.dashboard;

import io.portline.dashboard.session.web.SessionTokens;
import io.portline.dashboard.upstream.AccessTokens;
import io.portline.infrastructure.LocalPostgres;
import io.portline.infrastructure.TestInfrastructure;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.context.event.EventListener;
import org.springframework.core.Ordered;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.security.oauth2.client.authentication.OAuth2AuthenticationToken;
import org.springframework.security.oauth2.core.oidc.OidcIdToken;
import org.springframework.security.oauth2.core.oidc.user.DefaultOidcUser;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.web.filter.OncePerRequestFilter;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * The dashboard for looking at: real Kafka, PostgreSQL and registry, events of every kind, nobody to sign in with.
 * {@code ?as=ada}, {@code ?as=claire}, {@code ?as=desk} or {@code ?as=operator} on any address signs in as that user.
 */
public final class DashboardForDevelopment {

    private DashboardForDevelopment() {}

    /** @param arguments the port; 20080 if there is none */
    public static void main(String... arguments) {
        start(arguments.length > 0 ? arguments[0] : "20080");
    }

    /** Starts it, with something of everything to look at. */
    static ConfigurableApplicationContext start(String port) {
        LocalPostgres.Database database = TestInfrastructure.postgres().newDatabase("dashboard");
        OtherServices others = new OtherServices();
        SpringApplication application = new SpringApplication(DashboardApplication.class, Development.class);
        application.setDefaultProperties(Map.ofEntries(
                Map.entry("spring.config.name", "dashboard"),
                Map.entry("spring.thymeleaf.cache", "false"),
                Map.entry("spring.datasource.url", database.jdbcUrl()),
                Map.entry("spring.datasource.username", database.user()),
                Map.entry("spring.datasource.password", database.password()),
                Map.entry(
                        "spring.kafka.bootstrap-servers",
                        TestInfrastructure.kafka().bootstrapServers()),
                Map.entry("portline.registry.url", TestInfrastructure.registry().url()),
                Map.entry("portline.clock.real-origin", Instant.now().toString()),
                Map.entry("portline.clock.business-origin", "2026-11-25T08:00:00Z")));
        application.addInitializers(context -> context.getBeanFactory().registerSingleton("otherServices", others));
        return application.run(
                "--server.port=" + port,
                "--portline.services.order-service=" + others.url(),
                "--portline.services.carrier-gateway=" + others.url(),
                "--portline.services.notification-service=" + others.url(),
                "--portline.services.case-service=" + others.url(),
                "--portline.services.dashboard=" + others.url());
    }

    @TestConfiguration(proxyBeanMethods = false)
    @Import({TestPublishing.class, Seed.class})
    static class Development {

        @Bean
        @Primary
        AccessTokens developmentTokens(SessionTokens signedIn) {
            return () -> {
                Authentication user = SecurityContextHolder.getContext().getAuthentication();
                return user != null
                                && user.getPrincipal() instanceof OidcUser oidc
                                && oidc.getIdToken().getTokenValue().equals("development")
                        ? "development"
                        : signedIn.ofUser();
            };
        }

        @Bean
        FilterRegistrationBean<SignIn> signIn() {
            FilterRegistrationBean<SignIn> registration = new FilterRegistrationBean<>(new SignIn());
            registration.setOrder(Ordered.HIGHEST_PRECEDENCE + 100);
            return registration;
        }
    }

    static final class SignIn extends OncePerRequestFilter {

        private static final Map<String, Map<String, Object>> USERS = Map.of(
                "ada",
                Map.of(
                        "sub",
                        "ada",
                        "name",
                        "Ada Lovelace",
                        "email",
                        "ada@contoso.example",
                        "tenant",
                        "contoso",
                        "tenant_country",
                        "US",
                        "roles",
                        List.of("TENANT_ADMIN")),
                "claire",
                Map.of(
                        "sub",
                        "claire",
                        "name",
                        "Claire Fontaine",
                        "email",
                        "claire@fabrikam.example",
                        "tenant",
                        "fabrikam",
                        "tenant_country",
                        "FR",
                        "roles",
                        List.of("TENANT_ADMIN")),
                "desk",
                Map.of(
                        "sub",
                        "desk",
                        "name",
                        "Dana Desk",
                        "email",
                        "desk@portline.example",
                        "roles",
                        List.of("DESK_AGENT")),
                "operator",
                Map.of(
                        "sub",
                        "operator",
                        "name",
                        "Otto Operator",
                        "email",
                        "operator@portline.example",
                        "roles",
                        List.of("OPERATOR")));

        @Override
        protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
                throws ServletException, IOException {
            Map<String, Object> user = USERS.get(String.valueOf(request.getParameter("as")));
            if (user != null) {
                var authorities = ((List<?>) user.get("roles"))
                        .stream()
                                .map(role -> new SimpleGrantedAuthority("ROLE_" + role))
                                .toList();
                OidcIdToken token = new OidcIdToken(
                        "development", Instant.now(), Instant.now().plusSeconds(36000), user);
                request.getSession(true)
                        .setAttribute(
                                HttpSessionSecurityContextRepository.SPRING_SECURITY_CONTEXT_KEY,
                                new SecurityContextImpl(new OAuth2AuthenticationToken(
                                        new DefaultOidcUser(authorities, token), authorities, "portline")));
            }
            chain.doFilter(request, response);
        }
    }

    static class Seed {

        private final DevelopmentSeed seed;

        Seed(OtherServices others, Publisher publisher) {
            seed = new DevelopmentSeed(others, publisher);
        }

        @EventListener(ApplicationReadyEvent.class)
        void sow() {
            seed.sow();
        }
    }
}
