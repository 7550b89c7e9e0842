package io.portline.carrier;

import io.portline.infrastructure.FreePort;
import io.portline.infrastructure.LocalPostgres;
import io.portline.infrastructure.TestInfrastructure;
import org.junit.jupiter.api.Test;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** How the gateway starts where not everything is there. */
class GatewayStartTest {

    @Test
    void isReadyWithoutKafkaRegistryAndIssuer() throws Exception {
        try (ConfigurableApplicationContext context = start()) {
            HttpResponse<String> readiness = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create("http://localhost:"
                                            + context.getEnvironment().getRequiredProperty("local.server.port")
                                            + "/actuator/health/readiness"))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());

            assertThat(readiness.statusCode()).isEqualTo(200);
            assertThat(readiness.body()).contains("\"status\":\"UP\"");
        }
    }

    @Test
    void refusesToStartWithAPrivateKeyThatIsNoneAndDoesNotQuoteIt() {
        assertThatThrownBy(() ->
                        start("--portline.secrets.gateway-private-key=c2VjcmV0").close())
                .hasStackTraceContaining("portline.secrets.gateway-private-key")
                .satisfies(refused -> assertThat(refused.getMessage()).doesNotContain("c2VjcmV0"));
    }

    private static ConfigurableApplicationContext start(String... further) {
        LocalPostgres.Database database = TestInfrastructure.postgres().newDatabase("carrier_gateway");
        int nobody = FreePort.find();
        return new SpringApplicationBuilder(CarrierGatewayApplication.class)
                .properties(CarrierGatewayApplication.CONFIG_NAME)
                .run(Stream.concat(
                                Stream.of(
                                        "--server.port=0",
                                        "--spring.datasource.url=" + database.jdbcUrl(),
                                        "--spring.datasource.username=" + database.user(),
                                        "--spring.datasource.password=" + database.password(),
                                        "--spring.kafka.bootstrap-servers=127.0.0.1:" + nobody,
                                        "--portline.registry.url=http://127.0.0.1:" + nobody + "/apis/registry/v3",
                                        "--portline.identity.issuer-uri=http://127.0.0.1:" + nobody),
                                Stream.of(further))
                        .toArray(String[]::new));
    }
}
