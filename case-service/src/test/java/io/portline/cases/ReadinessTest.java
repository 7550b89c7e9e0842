package io.portline.cases;

import io.portline.infrastructure.FreePort;
import io.portline.infrastructure.LocalPostgres;
import io.portline.infrastructure.TestInfrastructure;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

import static org.assertj.core.api.Assertions.assertThat;

class ReadinessTest {

    @Test
    void isReadyBeforeKafkaRegistryAndIssuerAre() throws IOException, InterruptedException {
        LocalPostgres.Database database = TestInfrastructure.postgres().newDatabase("case_service_alone");
        int nobody = FreePort.find();
        try (ConfigurableApplicationContext context = CaseServiceApplication.application()
                        .run(
                                "--server.port=0",
                                "--spring.datasource.url=" + database.jdbcUrl(),
                                "--spring.datasource.username=" + database.user(),
                                "--spring.datasource.password=" + database.password(),
                                "--spring.kafka.bootstrap-servers=localhost:" + nobody,
                                "--portline.registry.url=http://localhost:" + nobody,
                                "--portline.identity.issuer-uri=http://localhost:" + nobody);
                HttpClient http = HttpClient.newHttpClient()) {
            HttpResponse<String> readiness = http.send(
                    HttpRequest.newBuilder(URI.create("http://localhost:%s/actuator/health/readiness"
                                    .formatted(context.getEnvironment().getRequiredProperty("local.server.port"))))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());

            assertThat(readiness.statusCode()).isEqualTo(200);
            assertThat(readiness.body()).contains("\"UP\"");
        }
    }
}
