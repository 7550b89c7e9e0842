package io.portline.webtest;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

class OpenApiTest {

    @Test
    void describesTheConventions() {
        JsonNode document =
                WebTestApplication.shared().get(null, "/v3/api-docs").json();
        assertThat(document.path("openapi").asString()).startsWith("3.1");
        assertThat(document.at("/components/securitySchemes/bearer/scheme").asString())
                .isEqualTo("bearer");
        assertThat(document.at("/components/schemas/Problem/properties/errors/items/$ref")
                        .asString())
                .isEqualTo("#/components/schemas/FieldProblem");

        JsonNode create = document.path("paths").path("/api/v1/things").path("post");
        assertThat(create.path("parameters").toString())
                .contains("Idempotency-Key")
                .doesNotContain("caller");
        assertThat(create.path("responses").propertyNames())
                .contains("400", "401", "403", "409", "413", "415", "422", "429", "500", "503");
        assertThat(create.at("/responses/422/content").propertyNames()).containsExactly("application/problem+json");

        JsonNode list = document.path("paths").path("/api/v1/things").path("get");
        assertThat(list.path("parameters").valueStream().map(p -> p.path("name").asString()))
                .containsExactlyInAnyOrder("q", "limit", "cursor");

        JsonNode change = document.path("paths").path("/api/v1/things/{id}").path("put");
        assertThat(change.path("parameters").toString()).contains("If-Match");
        assertThat(change.path("responses").propertyNames()).contains("412", "428");
        assertThat(document.path("paths").toString()).doesNotContain("/actuator", "/error");
    }
}
