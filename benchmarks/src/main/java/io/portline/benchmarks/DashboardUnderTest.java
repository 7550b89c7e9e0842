package io.portline.benchmarks;

import com.sun.net.httpserver.HttpServer;
import io.portline.dashboard.DashboardApplication;
import io.portline.dashboard.upstream.AccessTokens;
import io.portline.infrastructure.LocalPostgres;
import io.portline.messaging.topic.TopicDeclaration;
import io.portline.schemas.Topic;
import io.portline.schemas.Topics;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.core.Ordered;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.security.oauth2.client.authentication.OAuth2AuthenticationToken;
import org.springframework.security.oauth2.core.oidc.OidcIdToken;
import org.springframework.security.oauth2.core.oidc.user.DefaultOidcUser;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.web.filter.OncePerRequestFilter;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;

/** The dashboard by itself, in this process; the services that it asks answer at once, and whoever it is told to be signed in is. */
final class DashboardUnderTest implements AutoCloseable {

    /** A page and who looks at it: {@code admin}, {@code desk} or {@code operator}. */
    record Viewed(String as, String path) {}

    private final ConfigurableApplicationContext dashboard;
    private final HttpServer others;
    private final String address;
    private final Map<String, HttpClient> browsers = new HashMap<>();

    private DashboardUnderTest(ConfigurableApplicationContext dashboard, HttpServer others) {
        this.dashboard = dashboard;
        this.others = others;
        this.address = "http://localhost:" + dashboard.getEnvironment().getProperty("local.server.port");
    }

    /** @param reading whether it reads the topics */
    static DashboardUnderTest start(LocalPostgres.Database database, boolean reading) {
        HttpServer others = others();
        String url = "http://localhost:" + others.getAddress().getPort();
        ConfigurableApplicationContext dashboard = new SpringApplicationBuilder(
                        DashboardApplication.class, Development.class)
                .properties(Map.of("spring.config.name", "dashboard"))
                .run(ServiceSettings.on(
                        database,
                        "--portline.inbox.enabled=" + reading,
                        "--portline.services.order-service=" + url,
                        "--portline.services.carrier-gateway=" + url,
                        "--portline.services.case-service=" + url,
                        "--portline.services.notification-service=" + url,
                        "--portline.services.dashboard=" + url));
        return new DashboardUnderTest(dashboard, others);
    }

    <T> T bean(Class<T> type) {
        return dashboard.getBean(type);
    }

    /** Nanoseconds from asking for a page to its last byte. */
    long view(Viewed page) throws IOException, InterruptedException {
        HttpClient browser = browsers.get(page.as());
        if (browser == null) {
            browser = HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
            browsers.put(page.as(), browser);
            ask(browser, "/signed-out?as=" + page.as());
        }
        long begun = System.nanoTime();
        HttpResponse<byte[]> answer = ask(browser, page.path());
        long took = System.nanoTime() - begun;
        if (answer.statusCode() != 200) {
            throw new IOException(page + " answers " + answer.statusCode());
        }
        return took;
    }

    private HttpResponse<byte[]> ask(HttpClient browser, String path) throws IOException, InterruptedException {
        return browser.send(
                HttpRequest.newBuilder(URI.create(address + path))
                        .header("Accept", "text/html")
                        .header("Accept-Language", "en")
                        .build(),
                BodyHandlers.ofByteArray());
    }

    @Override
    public void close() {
        browsers.values().forEach(HttpClient::close);
        dashboard.close();
        others.stop(0);
    }

    private static HttpServer others() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            server.createContext("/", exchange -> {
                try (exchange) {
                    String path = exchange.getRequestURI().getPath();
                    byte[] body = answer(path).getBytes(StandardCharsets.UTF_8);
                    exchange.getResponseHeaders()
                            .set("Content-Type", path.startsWith("/api/") ? "application/json" : "text/plain");
                    exchange.sendResponseHeaders(200, body.length);
                    exchange.getResponseBody().write(body);
                }
            });
            server.start();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String answer(String path) {
        return switch (path) {
            case "/api/v1/port-orders/actions" -> """
                    {"items":[{"status":"PROCESSING","actions":["VIEW","CANCEL"]},{"status":"CONTACTING_CARRIER","actions":["VIEW","CANCEL"]},
                     {"status":"TRANSFER_APPROVED","actions":["VIEW","EDIT_FOC","CANCEL"]},{"status":"TRANSFER_PENDING","actions":["VIEW"]},
                     {"status":"ERROR","actions":["EDIT","CANCEL","DELETE"]},{"status":"COMPLETED","actions":["VIEW"]},{"status":"CANCELLED","actions":["EDIT"]}]}""";
            case "/actuator/prometheus" -> """
                    portline_outbox_oldest_age_seconds 0.0
                    portline_outbox_waiting 0.0
                    portline_outbox_held_keys 0.0
                    portline_dead_letters_open 0.0
                    """;
            default ->
                path.matches("/api/v1/port-orders/[0-9a-f-]{36}")
                        ? "{\"actions\":[\"VIEW\",\"EDIT_FOC\",\"CANCEL\"],\"contacts\":[]}"
                        : "{\"items\":[]}";
        };
    }

    /** What replaces the issuer and the services that write the topics. */
    @Configuration(proxyBeanMethods = false)
    static class Development {

        @Bean
        @Primary
        AccessTokens benchmarkTokens() {
            return () -> "benchmark";
        }

        @Bean
        TopicDeclaration portOrderStatusTopic() {
            return declaration(Topics.PORT_ORDER_STATUS);
        }

        @Bean
        TopicDeclaration caseActivityTopic() {
            return declaration(Topics.CASE_ACTIVITY);
        }

        @Bean
        TopicDeclaration deliveryTopic() {
            return declaration(Topics.DELIVERY);
        }

        @Bean
        TopicDeclaration portOutStatusTopic() {
            return declaration(Topics.PORT_OUT_STATUS);
        }

        @Bean
        FilterRegistrationBean<SignIn> signIn() {
            FilterRegistrationBean<SignIn> registration = new FilterRegistrationBean<>(new SignIn());
            registration.setOrder(Ordered.HIGHEST_PRECEDENCE + 100);
            return registration;
        }

        private static TopicDeclaration declaration(Topic<?> topic) {
            return new TopicDeclaration(topic.name(), topic.partitions(), topic.config());
        }
    }

    static final class SignIn extends OncePerRequestFilter {
        @Override
        protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
                throws ServletException, IOException {
            String as = request.getParameter("as");
            if (as != null) {
                Map<String, Object> claims = new HashMap<>(Map.of("sub", as, "name", as));
                String role = switch (as) {
                    case "desk" -> "DESK_AGENT";
                    case "operator" -> "OPERATOR";
                    default -> "TENANT_ADMIN";
                };
                claims.put("roles", List.of(role));
                if (role.equals("TENANT_ADMIN")) {
                    claims.put("tenant", "contoso");
                    claims.put("tenant_country", "GB");
                }
                List<SimpleGrantedAuthority> authorities = List.of(new SimpleGrantedAuthority("ROLE_" + role));
                OidcIdToken token = new OidcIdToken(
                        "benchmark", Instant.now(), Instant.now().plusSeconds(36_000), claims);
                request.getSession(true)
                        .setAttribute(
                                HttpSessionSecurityContextRepository.SPRING_SECURITY_CONTEXT_KEY,
                                new SecurityContextImpl(new OAuth2AuthenticationToken(
                                        new DefaultOidcUser(authorities, token), authorities, "portline")));
            }
            chain.doFilter(request, response);
        }
    }
}
