package io.portline.architecture;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.Yaml;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** The committed OpenAPI documents, which the services' own tests hold to what is served, keep the rules of {@link OpenApiRules}. */
class OpenApiTest {

    private static final Path PROJECT = Path.of("").toAbsolutePath().getParent();

    static List<Path> documents() throws IOException {
        try (Stream<Path> modules = Files.list(PROJECT)) {
            return modules.map(module -> module.resolve("src/main/openapi"))
                    .filter(Files::isDirectory)
                    .flatMap(OpenApiTest::list)
                    .filter(file -> file.toString().endsWith(".yaml"))
                    .map(PROJECT::relativize)
                    .sorted()
                    .toList();
        }
    }

    private static Stream<Path> list(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @MethodSource("documents")
    void keepsTheRules(Path document) throws IOException {
        boolean ours = !document.getFileName().toString().equals("carrier-protocol.yaml");
        assertThat(OpenApiRules.faults(new Yaml().load(Files.readString(PROJECT.resolve(document))), ours))
                .isEmpty();
    }

    @Test
    void findsTheDocumentsOfTheServices() throws IOException {
        assertThat(documents())
                .extracting(file -> file.getFileName().toString())
                .contains(
                        "carrier-gateway.yaml",
                        "carrier-protocol.yaml",
                        "case-service.yaml",
                        "notification-service.yaml",
                        "order-service.yaml");
    }

    @Test
    void seesWhatIsWrong() {
        Map<String, Object> broken = new Yaml().load("""
                openapi: 3.1.0
                info: {title: T, version: v1, description: D}
                security: [{bearer: []}]
                tags: [{name: Unused, description: D}, {name: Bare}]
                paths:
                  /things/{id}:
                    get:
                      operationId: list_1
                      tags: [Other]
                      parameters: [{in: query, name: q, schema: {type: string}}]
                      responses:
                        "404": {description: Not found, content: {application/json: {schema: {type: string}}}}
                  /things/{name}:
                    get:
                      operationId: list
                      summary: Fine
                      tags: [Bare]
                      parameters: [{in: path, name: name, required: true, schema: {type: string}}]
                      responses:
                        "200": {description: OK, content: {"*/*": {schema: {$ref: "#/components/schemas/Gone"}}}}
                components:
                  securitySchemes: {bearer: {type: http, scheme: bearer}}
                  schemas:
                    Alone: {type: object, required: [id], properties: {names: {type: array}}}
                """);
        assertThat(OpenApiRules.faults(broken, true))
                .containsExactlyInAnyOrder(
                        "tag Unused: of no operation",
                        "tag Bare: no description",
                        "tag Other: not declared",
                        "/things/{name}: another path has the same form",
                        "get /things/{id}: operationId list_1 is no name",
                        "get /things/{id}: no summary, or one that ends with a full stop",
                        "get /things/{id}: parameter q has no description",
                        "get /things/{id}: parameters of the path are [], not [id]",
                        "get /things/{id}: no answer that is good",
                        "get /things/{id}: 404 is no problem",
                        "get /things/{name}: no refusal",
                        "get /things/{name}: 200 is of any media type",
                        "#/components/schemas/Gone: is not there",
                        "#/components/schemas/Alone: is not used",
                        "Alone: requires id, which it does not have",
                        "Alone.names: a list of nobody knows what");
    }
}
