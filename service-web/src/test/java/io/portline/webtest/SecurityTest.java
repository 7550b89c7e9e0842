package io.portline.webtest;

import io.portline.infrastructure.TestIssuer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class SecurityTest {

    private final Api api = WebTestApplication.shared();
    private final TestIssuer issuer = TestIssuer.shared();

    @Test
    void refusesRequestsWithoutToken() {
        Api.Answer answer = api.get(null, "/api/v1/me");
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.type()).isEqualTo("urn:portline:problem:unauthenticated");
        assertThat(answer.header("WWW-Authenticate"))
                .hasValueSatisfying(v -> assertThat(v).startsWith("Bearer"));
        assertThat(answer.header("Content-Type")).contains("application/problem+json");
        assertThat(answer.header("Set-Cookie")).isEmpty();
    }

    @Test
    void refusesTokensThatAreNoGood() {
        for (String token : List.of(
                "nonsense",
                "a.b.c",
                issuer.forgedToken(b -> b.roles("OPERATOR")),
                issuer.token(b -> b.roles("OPERATOR").issued(Duration.ofHours(-2))),
                issuer.token(b -> b.roles("OPERATOR").issued(Duration.ofHours(2))),
                issuer.token(b -> b.roles("OPERATOR").audience("case-service")),
                issuer.token(b -> b.roles("OPERATOR").claim("aud", null)),
                issuer.token(b -> b.roles("OPERATOR").claim("exp", null)),
                issuer.token(b -> b.roles("OPERATOR").claim("nonce", "n")),
                issuer.token(b -> b.roles("OPERATOR").claim("iss", "http://localhost:1")),
                "eyJhbGciOiJub25lIn0." + issuer.operator().split("\\.")[1] + ".")) {
            Api.Answer answer = api.get(token, "/api/v1/me");
            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.type()).isEqualTo("urn:portline:problem:unauthenticated");
            assertThat(answer.header("WWW-Authenticate"))
                    .hasValueSatisfying(v -> assertThat(v).contains("invalid_token"));
        }
    }

    @Test
    void readsTheCallerFromTheToken() {
        Api.Answer admin = api.get(issuer.tenantAdmin("contoso", "US"), "/api/v1/me");
        assertThat(admin.status()).isEqualTo(200);
        assertThat(admin.json().path("scope").path("tenantId").asString()).isEqualTo("contoso");
        assertThat(admin.json().path("tenantCountry").asString()).isEqualTo("US");
        assertThat(admin.json().path("roles").toString()).isEqualTo("[\"TENANT_ADMIN\"]");
        assertThat(api.get(issuer.tenantAdmin("contoso", "US"), "/api/v1/own-tenant")
                        .text())
                .isEqualTo("contoso");
        assertThat(api.get(issuer.deskAgent(), "/api/v1/me")
                        .json()
                        .path("scope")
                        .isEmpty())
                .isTrue();
    }

    @Test
    void neverOpensAllTenantsToACallerWithoutATenant() {
        for (String token : List.of(
                issuer.token(b -> b.roles("TENANT_ADMIN")),
                issuer.token(b -> b.roles("TENANT_ADMIN").tenant(" ", "US")),
                issuer.token(b -> b.roles("DESK_AGENT").claim("tenant", List.of("contoso"))),
                issuer.token(b -> b.roles("DESK_AGENT").tenant("x' OR '1'='1", "US")),
                issuer.token(b -> b.roles("SOMETHING_NEW")),
                issuer.token(b -> b.claim("roles", "OPERATOR")))) {
            Api.Answer answer = api.get(token, "/api/v1/things");
            assertThat(answer.status()).isEqualTo(403);
            assertThat(answer.type()).isEqualTo("urn:portline:problem:forbidden");
        }
        Api.Answer agentOfTenant =
                api.get(issuer.token(b -> b.roles("DESK_AGENT").tenant("contoso", "US")), "/api/v1/me");
        assertThat(agentOfTenant.json().path("scope").path("tenantId").asString())
                .isEqualTo("contoso");
    }

    @Test
    void refusesRolesThatMayNot() {
        assertThat(api.get(issuer.tenantAdmin("contoso", "US"), "/api/v1/desk").status())
                .isEqualTo(403);
        assertThat(api.get(issuer.deskAgent(), "/api/v1/desk").status()).isEqualTo(200);
        Api.Answer noTenant = api.get(issuer.operator(), "/api/v1/own-tenant");
        assertThat(noTenant.status()).isEqualTo(403);
        assertThat(noTenant.json().path("detail").asString()).contains("company");
    }

    @Test
    void hidesWhatBelongsToAnotherTenant() {
        String location = api.post(
                        issuer.tenantAdmin("contoso", "US"), "/api/v1/things", "{\"name\":\"mine\",\"weight\":1}")
                .header("Location")
                .orElseThrow();
        assertThat(api.get(issuer.tenantAdmin("contoso", "US"), location).status())
                .isEqualTo(200);
        assertThat(api.get(issuer.deskAgent(), location).status()).isEqualTo(200);
        Api.Answer other = api.get(issuer.tenantAdmin("fabrikam", "FR"), location);
        assertThat(other.status()).isEqualTo(404);
        assertThat(other.type()).isEqualTo("urn:portline:problem:not-found");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/actuator/health",
                "/actuator/health/liveness",
                "/actuator/health/readiness",
                "/actuator/info",
                "/actuator/prometheus",
                "/v3/api-docs",
                "/swagger-ui/index.html"
            })
    void opensToEverybody(String path) {
        assertThat(api.get(null, path).status()).isEqualTo(200);
    }

    @Test
    void keepsTheRestOfTheActuatorForOperators() {
        assertThat(api.get(null, "/actuator/metrics").status()).isEqualTo(401);
        assertThat(api.get(issuer.tenantAdmin("contoso", "US"), "/actuator/metrics")
                        .status())
                .isEqualTo(403);
        assertThat(api.get(issuer.operator(), "/actuator/metrics").status()).isEqualTo(200);
        assertThat(api.get(null, "/actuator/health").json().has("components")).isFalse();
        assertThat(api.get(issuer.operator(), "/actuator/health").json().has("components"))
                .isTrue();
        assertThat(api.get(issuer.operator(), "/actuator/env").status()).isEqualTo(404);
    }

    @Test
    void answersInTheLanguageOfTheRequestElseOfTheToken() {
        String french = issuer.token(b -> b.roles("OPERATOR").locale("fr"));
        assertThat(api.get(french, "/api/v1/nothing").json().path("title").asString())
                .isEqualTo("Introuvable");
        Api.Answer japanese = api.get(french, "/api/v1/nothing", "Accept-Language", "de;q=0.9, ja-JP;q=0.8, en;q=0.1");
        assertThat(japanese.json().path("title").asString()).isEqualTo("見つかりません");
        assertThat(japanese.header("Content-Language")).contains("ja");
        assertThat(api.get(french, "/api/v1/nothing", "Accept-Language", "de, *;q=0.1")
                        .header("Content-Language"))
                .contains("fr");
        assertThat(api.get(null, "/api/v1/nothing", "Accept-Language", ";;;").header("Content-Language"))
                .contains("en");
    }

    @Test
    void findsTheIssuersNewKey() {
        try (TestIssuer own = TestIssuer.start();
                var context = WebTestApplication.run(
                        "portline.identity.issuer-uri=" + own.issuerUri(),
                        "spring.autoconfigure.exclude=" + LateIssuerTest.WITHOUT_DATABASE,
                        "portline.test.controllers=false")) {
            Api service = Api.of(context);
            String old = own.operator();
            assertThat(service.get(old, "/actuator/metrics").status()).isEqualTo(200);
            own.rotateKey();
            await().until(() -> service.get(own.operator(), "/actuator/metrics").status() == 200);
            await().until(() -> service.get(old, "/actuator/metrics").status() == 401);
        }
    }
}
