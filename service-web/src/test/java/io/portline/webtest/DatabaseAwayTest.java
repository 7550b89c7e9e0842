package io.portline.webtest;

import io.portline.infrastructure.CuttableProxy;
import io.portline.infrastructure.TestInfrastructure;
import io.portline.infrastructure.TestIssuer;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class DatabaseAwayTest {

    @Test
    void answersUnavailableWhileTheDatabaseIsAwayAndThenGoesOn() {
        TestIssuer issuer = TestIssuer.shared();
        String admin = issuer.tenantAdmin("contoso", "US");
        try (CuttableProxy proxy =
                CuttableProxy.to(TestInfrastructure.postgres().port())) {
            List<String> settings = new ArrayList<>(List.of(WebTestApplication.databaseThrough(
                    proxy, TestInfrastructure.postgres().newDatabase("web_away"))));
            settings.add("portline.identity.issuer-uri=" + issuer.issuerUri());
            settings.add("spring.datasource.hikari.connection-timeout=1000");
            try (var context = WebTestApplication.run(settings.toArray(String[]::new))) {
                Api api = Api.of(context);
                String key = UUID.randomUUID().toString();
                assertThat(create(api, admin, key).status()).isEqualTo(201);

                proxy.cut();
                for (Api.Answer answer : List.of(
                        api.get(admin, "/api/v1/things"),
                        create(api, admin, key),
                        create(api, admin, UUID.randomUUID().toString()))) {
                    assertThat(answer.status()).as(answer.text()).isEqualTo(503);
                    assertThat(answer.type()).isEqualTo("urn:portline:problem:unavailable");
                    assertThat(answer.header("Retry-After")).isPresent();
                    assertThat(answer.text()).doesNotContain("jdbc", "SQL", "localhost");
                }

                proxy.restore();
                await().atMost(Duration.ofSeconds(30))
                        .until(() -> create(api, admin, key)
                                .header("Idempotency-Replayed")
                                .isPresent());
            }
        }
    }

    private static Api.Answer create(Api api, String admin, String key) {
        return api.post(admin, "/api/v1/things", "{\"name\":\"x\",\"weight\":1}", "Idempotency-Key", key);
    }
}
