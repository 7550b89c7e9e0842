package io.portline.cases;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

import static org.assertj.core.api.Assertions.assertThat;

class OpenApiTest {

    /** Run with {@code -Dportline.openapi.write=true} to write the document anew after a change that is meant. */
    @Test
    void servesTheOpenApiDocumentThatIsCommitted() throws IOException {
        RunningCases cases = RunningCases.shared();
        Path committed = Path.of("src/main/openapi/case-service.yaml");
        byte[] body = cases.send(cases.request(null, "/v3/api-docs.yaml").GET())
                .response()
                .body();
        String served = new String(body, StandardCharsets.UTF_8)
                .replaceFirst("url: http://localhost:\\d+", "url: http://localhost:8084");
        if (Boolean.getBoolean("portline.openapi.write")) {
            Files.createDirectories(committed.getParent());
            Files.writeString(committed, served);
        }

        assertThat(served).isEqualTo(Files.readString(committed));
    }
}
