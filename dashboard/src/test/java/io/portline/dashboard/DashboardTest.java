package io.portline.dashboard;

import io.portline.dashboard.upstream.AccessTokens;
import io.portline.infrastructure.LocalPostgres;
import io.portline.infrastructure.TestInfrastructure;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.core.Ordered;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

import java.time.Instant;

/** The whole dashboard on real Kafka, PostgreSQL and registry; one for all tests, which keep apart by tenants. */
@SpringBootTest(
        classes = DashboardApplication.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = "spring.config.name=dashboard")
@AutoConfigureMockMvc
@Import({TestPublishing.class, DashboardTest.Tokens.class})
abstract class DashboardTest {

    static final LocalPostgres.Database DATABASE = TestInfrastructure.postgres().newDatabase("dashboard");

    static final OtherServices OTHERS = new OtherServices();

    @DynamicPropertySource
    static void infrastructure(DynamicPropertyRegistry properties) {
        properties.add("spring.datasource.url", DATABASE::jdbcUrl);
        properties.add("spring.datasource.username", DATABASE::user);
        properties.add("spring.datasource.password", DATABASE::password);
        properties.add(
                "spring.kafka.bootstrap-servers",
                () -> TestInfrastructure.kafka().bootstrapServers());
        properties.add(
                "portline.registry.url", () -> TestInfrastructure.registry().url());
        properties.add("portline.services.order-service", OTHERS::url);
        properties.add("portline.services.carrier-gateway", OTHERS::url);
        properties.add("portline.services.case-service", OTHERS::url);
        properties.add("portline.services.notification-service", OTHERS::url);
        properties.add("portline.services.dashboard", OTHERS::url);
        properties.add("portline.clock.real-origin", () -> Instant.now().toString());
        properties.add("portline.clock.business-origin", () -> "2026-11-25T08:00:00Z");
        // Nobody listens there: the dashboard must not need the issuer to start.
        properties.add("portline.identity.issuer-uri", () -> "http://localhost:1");
        properties.add("portline.identity.client-secret", () -> "secret");
    }

    @TestConfiguration(proxyBeanMethods = false)
    static class Tokens {
        @Bean
        @Primary
        AccessTokens testTokens() {
            return () -> "token-of-the-user";
        }

        /** For what only a real connection shows; MockMvc has its own. */
        @Bean
        FilterRegistrationBean<DashboardForDevelopment.SignIn> signIn() {
            FilterRegistrationBean<DashboardForDevelopment.SignIn> registration =
                    new FilterRegistrationBean<>(new DashboardForDevelopment.SignIn());
            registration.setOrder(Ordered.HIGHEST_PRECEDENCE + 100);
            return registration;
        }
    }
}
