package io.portline.identity;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The issuer as services, scripts and browsers meet it: over HTTP. */
class IssuerTest {
    private static final String VERIFIER = "a-verifier-of-at-least-forty-three-characters-0123";
    private static final String CALLBACK = "http://localhost:8080/login/oauth2/code/portline";

    @TempDir
    static Path folder;

    private static ConfigurableApplicationContext issuer;

    @BeforeAll
    static void start() {
        issuer = start(0, folder.resolve("signing-key.json"));
    }

    @AfterAll
    static void stop() {
        issuer.close();
    }

    @Test
    void givesAScriptOfATenantTheTenantsClaims() throws Exception {
        JWTClaimsSet claims = clientCredentials("contoso-script", "orders cases");
        assertThat(claims.getSubject()).isEqualTo("contoso-script");
        assertThat(claims.getIssuer()).isEqualTo("http://localhost:9000");
        assertThat(claims.getStringClaim("tenant")).isEqualTo("contoso");
        assertThat(claims.getStringClaim("tenant_country")).isEqualTo("US");
        assertThat(claims.getStringClaim("email")).isEqualTo("integration@contoso.example");
        assertThat(claims.getStringClaim("locale")).isEqualTo("en");
        assertThat(claims.getStringListClaim("roles")).containsExactly("TENANT_ADMIN");
    }

    @Test
    void namesExactlyTheServicesOfTheGrantedScopesAsAudience() throws Exception {
        assertThat(clientCredentials("contoso-script", "orders").getAudience()).containsExactly("order-service");
        assertThat(clientCredentials("operator-script", "orders carriers notifications cases dashboard")
                        .getAudience())
                .containsExactly(
                        "carrier-gateway", "case-service", "dashboard", "notification-service", "order-service");
    }

    @Test
    void givesServicesTheirRoleAndNoTenant() throws Exception {
        JWTClaimsSet claims = clientCredentials("carrier-gateway", "orders");
        assertThat(claims.getStringListClaim("roles")).containsExactly("SERVICE");
        assertThat(claims.getClaim("tenant")).isNull();
    }

    @Test
    void refusesAWrongClientSecretAndAScopeThatIsNotTheirs() throws Exception {
        assertThat(token("contoso-script", "wrong", "orders").statusCode()).isEqualTo(401);
        assertThat(token("contoso-script", secret("contoso-script"), "everything")
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void signsAPersonInAndGivesTheDashboardTokensWithTheirClaims() throws Exception {
        try (Browser browser = new Browser()) {
            HttpResponse<String> signedIn = browser.signIn("claire@fabrikam.example", "demo-password");
            assertThat(signedIn.statusCode()).isEqualTo(302);
            String callback = browser.follow(signedIn);
            assertThat(callback).startsWith(CALLBACK + "?code=");
            HttpResponse<String> tokens = browser.exchange(callback);
            assertThat(tokens.statusCode()).as(tokens.body()).isEqualTo(200);

            JWTClaimsSet access = claims(tokens.body(), "access_token");
            assertThat(access.getSubject()).isEqualTo("claire@fabrikam.example");
            assertThat(access.getStringClaim("tenant")).isEqualTo("fabrikam");
            assertThat(access.getStringClaim("locale")).isEqualTo("fr");
            assertThat(access.getAudience()).contains("order-service", "dashboard");
            JWTClaimsSet identity = claims(tokens.body(), "id_token");
            assertThat(identity.getAudience()).containsExactly("dashboard");
            assertThat(identity.getStringClaim("name")).isEqualTo("Claire Fabrikam");
            assertThat(identity.getStringListClaim("roles")).containsExactly("TENANT_ADMIN");
            assertThat(tokens.body()).contains("refresh_token");

            HttpResponse<String> loggedOut = browser.get(base()
                    + "/connect/logout?id_token_hint=" + field(tokens.body(), "id_token")
                    + "&post_logout_redirect_uri=" + encode("http://localhost:8080/"));
            assertThat(loggedOut.statusCode()).isEqualTo(302);
            assertThat(loggedOut.headers().firstValue("Location")).hasValue("http://localhost:8080/");
            assertThat(browser.get(browser.authorizeUrl()).headers().firstValue("Location"))
                    .hasValueSatisfying(location -> assertThat(location).endsWith("/login"));
        }
    }

    @Test
    void refusesAWrongPasswordAndSaysSo() throws Exception {
        try (Browser browser = new Browser()) {
            HttpResponse<String> answer = browser.signIn("ada@contoso.example", "wrong");
            assertThat(answer.headers().firstValue("Location"))
                    .hasValueSatisfying(location -> assertThat(location).endsWith("/login?error"));
            assertThat(browser.get(base() + "/login?error").body())
                    .contains("role=\"alert\"", "The email address or the password is not right.");
        }
    }

    @Test
    void speaksTheReadersLanguage() throws Exception {
        try (Browser browser = new Browser()) {
            assertThat(browser.get(base() + "/login", "Accept-Language", "fr-CA")
                            .body())
                    .contains("lang=\"fr\"", "Se connecter à Portline");
            assertThat(browser.get(base() + "/login", "Accept-Language", "ja").body())
                    .contains("lang=\"ja\"", "サインイン");
            assertThat(browser.get(base() + "/login", "Accept-Language", "de").body())
                    .contains("lang=\"en\"");
        }
    }

    @Test
    void refusesARedirectToAnywhereElse() throws Exception {
        try (Browser browser = new Browser()) {
            HttpResponse<String> answer =
                    browser.get(browser.authorizeUrl().replace(encode(CALLBACK), encode("http://evil.example/")));
            assertThat(answer.statusCode()).isEqualTo(400);
        }
    }

    @Test
    void keepsTokensValidOverARestart() throws Exception {
        Path key = folder.resolve("kept.json");
        String before;
        try (ConfigurableApplicationContext first = start(0, key)) {
            before = keys(first);
        }
        try (ConfigurableApplicationContext second = start(0, key)) {
            assertThat(keys(second)).isEqualTo(before);
        }
        assertThat(Files.getPosixFilePermissions(key)).hasSize(2);
    }

    @Test
    void refusesToStartWhereNobodySaysThatItIsForLocalUse() {
        assertThatThrownBy(() -> new SpringApplicationBuilder(IdentityApplication.class)
                        .properties("spring.config.name=identity")
                        .run("--server.port=0", "--portline.identity.key-file=" + folder.resolve("unused.json")))
                .hasStackTraceContaining("PORTLINE_IDENTITY_FOR_LOCAL_USE=true");
    }

    @Test
    void namesEverySecretThatIsMissing() {
        assertThatThrownBy(() -> new SpringApplicationBuilder(IdentityApplication.class)
                        .properties("spring.config.name=identity")
                        .run(
                                "--server.port=0",
                                "--portline.identity.for-local-use=true",
                                "--portline.demo.password=demo-password",
                                "--portline.identity.key-file=" + folder.resolve("unused.json")))
                .hasStackTraceContaining("PORTLINE_CLIENT_SECRET_ORDER_SERVICE");
    }

    private static ConfigurableApplicationContext start(int port, Path key) {
        List<String> arguments = new ArrayList<>(List.of(
                "--server.port=" + port,
                "--portline.identity.for-local-use=true",
                "--portline.identity.key-file=" + key,
                "--portline.demo.password=demo-password",
                "--portline.client.secret.dashboard=" + secret("dashboard")));
        Directory.MACHINES.forEach(
                machine -> arguments.add("--portline.client.secret." + machine.id() + "=" + secret(machine.id())));
        return new SpringApplicationBuilder(IdentityApplication.class)
                .properties("spring.config.name=identity")
                .run(arguments.toArray(String[]::new));
    }

    private static String secret(String client) {
        return "secret-of-" + client;
    }

    private static String base() {
        return base(issuer);
    }

    private static String base(ConfigurableApplicationContext context) {
        return "http://localhost:" + context.getEnvironment().getProperty("local.server.port");
    }

    private static String keys(ConfigurableApplicationContext context) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                            HttpRequest.newBuilder(URI.create(base(context) + "/oauth2/jwks"))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
        }
    }

    private static JWTClaimsSet clientCredentials(String client, String scope) throws Exception {
        HttpResponse<String> response = token(client, secret(client), scope);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return claims(response.body(), "access_token");
    }

    private static HttpResponse<String> token(String client, String secret, String scope) throws Exception {
        return post(client, secret, Map.of("grant_type", "client_credentials", "scope", scope));
    }

    private static HttpResponse<String> post(String client, String secret, Map<String, String> form) throws Exception {
        String credentials =
                Base64.getEncoder().encodeToString((client + ":" + secret).getBytes(StandardCharsets.UTF_8));
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(
                    HttpRequest.newBuilder(URI.create(base() + "/oauth2/token"))
                            .header("Authorization", "Basic " + credentials)
                            .header("Content-Type", "application/x-www-form-urlencoded")
                            .POST(HttpRequest.BodyPublishers.ofString(form(form)))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        }
    }

    private static String form(Map<String, String> form) {
        return form.entrySet().stream()
                .map(entry -> encode(entry.getKey()) + "=" + encode(entry.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static JWTClaimsSet claims(String body, String token) throws Exception {
        return SignedJWT.parse(field(body, token)).getJWTClaimsSet();
    }

    private static String field(String body, String name) {
        Matcher matcher = Pattern.compile("\"" + name + "\":\"([^\"]+)\"").matcher(body);
        assertThat(matcher.find()).as(body).isTrue();
        return matcher.group(1);
    }

    /** What a browser does: cookies, forms and redirects followed by hand. */
    private static final class Browser implements AutoCloseable {
        private final HttpClient client =
                HttpClient.newBuilder().cookieHandler(new CookieManager()).build();

        String authorizeUrl() throws Exception {
            String challenge = Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(
                            MessageDigest.getInstance("SHA-256").digest(VERIFIER.getBytes(StandardCharsets.US_ASCII)));
            return base() + "/oauth2/authorize?response_type=code&client_id=dashboard&state=s&scope="
                    + encode("openid profile email orders carriers notifications cases dashboard") + "&redirect_uri="
                    + encode(CALLBACK) + "&code_challenge_method=S256&code_challenge=" + challenge;
        }

        HttpResponse<String> signIn(String user, String password) throws Exception {
            HttpResponse<String> redirected = get(authorizeUrl());
            assertThat(redirected.headers().firstValue("Location"))
                    .hasValueSatisfying(location -> assertThat(location).endsWith("/login"));
            String page = get(base() + "/login").body();
            Matcher csrf =
                    Pattern.compile("name=\"_csrf\"[^>]*value=\"([^\"]+)\"").matcher(page);
            assertThat(csrf.find()).as(page).isTrue();
            return client.send(
                    HttpRequest.newBuilder(URI.create(base() + "/login"))
                            .header("Content-Type", "application/x-www-form-urlencoded")
                            .POST(HttpRequest.BodyPublishers.ofString(
                                    form(Map.of("username", user, "password", password, "_csrf", csrf.group(1)))))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        }

        String follow(HttpResponse<String> response) throws Exception {
            String location = response.headers().firstValue("Location").orElseThrow();
            return get(location).headers().firstValue("Location").orElseThrow();
        }

        HttpResponse<String> exchange(String callback) throws Exception {
            Matcher code = Pattern.compile("code=([^&]+)").matcher(callback);
            assertThat(code.find()).isTrue();
            return post(
                    "dashboard",
                    secret("dashboard"),
                    Map.of(
                            "grant_type",
                            "authorization_code",
                            "code",
                            code.group(1),
                            "redirect_uri",
                            CALLBACK,
                            "code_verifier",
                            VERIFIER));
        }

        HttpResponse<String> get(String url, String... headers) throws Exception {
            HttpRequest.Builder request =
                    HttpRequest.newBuilder(URI.create(url)).header("Accept", "text/html");
            if (headers.length > 0) {
                request.headers(headers);
            }
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        }

        @Override
        public void close() {
            client.close();
        }
    }
}
