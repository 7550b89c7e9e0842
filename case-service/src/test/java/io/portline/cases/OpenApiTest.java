package io.portline.cases;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

import static org.assertj.core.api.Assertions.assertThat;

/** The committed description of the API is what the service serves; {@code -Dportline.openapi.write=true} renews it. */
class OpenApiTest {

    private static final Path COMMITTED = Path.of("openapi.json");

    @Test
    void theCommittedDescriptionIsTheServedOne() throws IOException {
        RunningCases cases = RunningCases.shared();
        ObjectNode served = (ObjectNode)
                cases.send(cases.request(null, "/v3/api-docs").GET()).body();
        // The address is that of the test.
        served.remove("servers");
        String text = JsonMapper.builder()
                        .enable(SerializationFeature.INDENT_OUTPUT)
                        .build()
                        .writeValueAsString(served)
                + "\n";
        if (Boolean.getBoolean("portline.openapi.write")) {
            Files.writeString(COMMITTED, text, StandardCharsets.UTF_8);
        }

        assertThat(text).isEqualTo(Files.readString(COMMITTED, StandardCharsets.UTF_8));
    }
}
