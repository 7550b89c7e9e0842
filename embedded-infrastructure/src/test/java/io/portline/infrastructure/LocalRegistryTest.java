package io.portline.infrastructure;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class LocalRegistryTest {
    private static final String SCHEMA = "{\"schema\":\"{\\\"type\\\":\\\"string\\\"}\"}";

    private final HttpClient client = HttpClient.newHttpClient();

    @AfterEach
    void closeClient() {
        client.close();
    }

    @Test
    void answersItsOwnAndConfluentsApi() throws Exception {
        LocalRegistry registry = TestInfrastructure.registry();
        assertThat(get(registry.url() + "/system/info").body()).contains("3.3.3");
        assertThat(get(registry.ccompatUrl() + "/subjects").statusCode()).isEqualTo(200);
    }

    @Test
    void keepsSchemasAndTheirIdsOverAKill() throws Exception {
        LocalRegistry registry = TestInfrastructure.durableRegistry();
        String id = register(registry);
        registry.kill();
        assertThatThrownBy(() -> get(registry.url() + "/system/info")).isInstanceOf(IOException.class);
        registry.start();
        assertThat(register(registry)).isEqualTo(id);
    }

    private String register(LocalRegistry registry) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(registry.ccompatUrl() + "/subjects/test-value/versions"))
                .header("Content-Type", "application/vnd.schemaregistry.v1+json")
                .POST(HttpRequest.BodyPublishers.ofString(SCHEMA))
                .build();
        HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return response.body();
    }

    private HttpResponse<String> get(String url) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString());
    }
}
