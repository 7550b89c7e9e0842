package io.portline.webtest;

import io.portline.infrastructure.FreePort;
import io.portline.infrastructure.TestIssuer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.context.ConfigurableApplicationContext;

import java.net.URI;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A service without a database, whose issuer is not there yet. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LateIssuerTest {

    static final String WITHOUT_DATABASE = "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration";

    private final int issuerPort = FreePort.find();
    private ConfigurableApplicationContext context;
    private Api api;

    @BeforeAll
    void start() {
        context = WebTestApplication.run(
                "portline.identity.issuer-uri=http://localhost:" + issuerPort,
                "spring.autoconfigure.exclude=" + WITHOUT_DATABASE,
                "portline.web.limits.requests-per-second=1",
                "portline.web.limits.burst=3",
                "portline.test.controllers=false");
        api = Api.of(context);
    }

    @AfterAll
    void stop() {
        context.close();
    }

    @Test
    void answersUnavailableUntilTheIssuerIsThereAndThenGoesOn() {
        assertThat(api.get(null, "/actuator/health/readiness").status()).isEqualTo(200);
        String operator;
        String admin;
        try (TestIssuer issuer = TestIssuer.start()) {
            // A token of another issuer, only to have one while ours is away.
            operator = issuer.operator();
        }
        Api.Answer away = api.get(operator, "/actuator/metrics");
        assertThat(away.status()).isEqualTo(503);
        assertThat(away.type()).isEqualTo("urn:portline:problem:unavailable");
        assertThat(away.header("Retry-After")).isPresent();
        assertThat(away.text()).doesNotContain(Integer.toString(issuerPort));

        try (TestIssuer issuer = TestIssuer.start(issuerPort)) {
            assertThat(URI.create(issuer.issuerUri()).getPort()).isEqualTo(issuerPort);
            await().until(() -> api.get(issuer.operator(), "/actuator/metrics").status() == 200);
            operator = issuer.operator();
            admin = issuer.tenantAdmin("contoso", "US");
        }
        // Its keys are known now: an issuer that goes away again is not missed.
        assertThat(api.get(operator, "/actuator/metrics").status()).isEqualTo(200);

        limitsATenantAndNobodyElse(admin, operator);
    }

    private void limitsATenantAndNobodyElse(String admin, String operator) {
        Api.Answer limited = null;
        for (int i = 0; i < 100 && (limited == null || limited.status() != 429); i++) {
            limited = api.get(admin, "/api/v1/anything");
        }
        assertThat(limited).isNotNull();
        assertThat(limited.status()).isEqualTo(429);
        assertThat(limited.type()).isEqualTo("urn:portline:problem:too-many");
        assertThat(limited.header("Retry-After")).contains("1");
        for (int i = 0; i < 10; i++) {
            assertThat(api.get(operator, "/api/v1/anything").status()).isEqualTo(404);
        }
    }
}
