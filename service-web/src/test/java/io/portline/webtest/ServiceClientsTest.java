package io.portline.webtest;

import io.portline.infrastructure.FreePort;
import io.portline.infrastructure.TestInfrastructure;
import io.portline.infrastructure.TestIssuer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.context.ConfigurableApplicationContext;

import java.util.ArrayList;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A service that calls itself. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ServiceClientsTest {

    private final TestIssuer issuer = TestIssuer.start();
    private ConfigurableApplicationContext context;
    private Api api;

    @BeforeAll
    void start() {
        int port = FreePort.find();
        List<String> settings = new ArrayList<>(List.of(
                WebTestApplication.database(TestInfrastructure.postgres().newDatabase("web_clients"))));
        settings.addAll(List.of(
                "server.port=" + port,
                "portline.services.web-test=http://localhost:" + port,
                "portline.identity.issuer-uri=" + issuer.issuerUri(),
                "portline.logging.json=true"));
        context = WebTestApplication.run(settings.toArray(String[]::new));
        api = Api.of(context);
    }

    @AfterAll
    void stop() {
        context.close();
        issuer.close();
    }

    @Test
    void callsInTheNameOfTheCaller() {
        Api.Answer answer = api.get(
                issuer.tenantAdmin("contoso", "US"), "/api/v1/call?as=caller&path=/api/v1/me", "Accept-Language", "fr");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().path("scope").path("tenantId").asString()).isEqualTo("contoso");
        assertThat(answer.json().path("language").asString()).isEqualTo("fr");
    }

    @Test
    void callsInItsOwnNameWithATokenThatItKeepsUntilItIsNoLongerTaken() {
        String admin = issuer.tenantAdmin("contoso", "US");
        int before = issuer.tokenRequests();
        for (int i = 0; i < 3; i++) {
            Api.Answer answer = api.get(admin, "/api/v1/call?as=service&path=/api/v1/me");
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.json().path("subject").asString()).isEqualTo("web-test");
            assertThat(answer.json().path("roles").toString()).isEqualTo("[\"SERVICE\"]");
        }
        assertThat(issuer.tokenRequests()).isEqualTo(before + 1);

        issuer.rotateKey();
        String again = issuer.tenantAdmin("contoso", "US");
        await().until(() ->
                api.get(again, "/api/v1/call?as=service&path=/api/v1/me").status() == 200);
        assertThat(issuer.tokenRequests()).isEqualTo(before + 2);
    }

    @Test
    void continuesTheTrace() {
        String trace = "4bf92f3577b34da6a3ce929d0e0e4736";
        assertThat(api.get(
                                issuer.operator(),
                                "/api/v1/call?as=caller&path=/api/v1/trace",
                                "traceparent",
                                "00-" + trace + "-00f067aa0ba902b7-01")
                        .json()
                        .path("traceId")
                        .asString())
                .isEqualTo(trace);
    }

    @Test
    void answersUnavailableWhenTheOtherServiceFails() {
        Api.Answer answer = api.get(issuer.operator(), "/api/v1/call?as=caller&path=/api/v1/boom/unexpected");
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.header("Retry-After")).isPresent();
    }
}
