package io.portline.order;

import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.web.client.RestClient;

import java.nio.file.Path;

import static org.assertj.core.api.Assertions.assertThat;

/** The committed OpenAPI document is the one that the service serves. */
class OpenApiDocumentTest extends ServiceTest {

    @LocalServerPort
    private int port;

    @Test
    void committedDocumentIsWhatTheServiceServes() {
        String served = RestClient.create("http://localhost:" + port)
                .get()
                .uri("/v3/api-docs.yaml")
                .headers(headers -> headers.setBearerAuth(ISSUER.operator()))
                .retrieve()
                .body(String.class);
        // The port differs from run to run; the committed document names the local stack's.
        String document = served.replace("http://localhost:" + port, "http://localhost:8081");
        assertThat(document).startsWith("openapi: 3.1");
        CommittedFile file = new CommittedFile(Path.of("src/main/openapi/order-service.yaml"));
        assertThat(file.matches(document)).as(file.advice()).isTrue();
    }
}
