package io.portline.cases.tnscase.client;

import io.portline.web.problem.ProblemException;
import io.portline.web.problem.ProblemType;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.AbstractResource;
import org.springframework.core.io.Resource;
import org.springframework.http.HttpEntity;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.client.RestClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Submits port orders as a group through order-service, in the name of the desk agent who asks for it. What is submitted
 * holds the passcode at the losing carrier: it passes through and is neither kept nor logged here.
 */
public final class OrderGroups {

    private final RestClient orders;
    private final ObjectMapper json;

    public OrderGroups(RestClient orders, ObjectMapper json) {
        this.orders = orders;
        this.json = json;
    }

    /** A letter of authorization that goes with the group. */
    public record Letter(String name, long sizeBytes, Supplier<InputStream> content) {}

    /**
     * What order-service said.
     *
     * @param body the group, or a problem
     */
    public record Answer(HttpStatusCode status, JsonNode body) {}

    /**
     * @param group the body of the contract
     * @param letter left out if the group names a document of order-service
     * @param idempotencyKey sent twice with one key, the group is submitted once
     */
    public Answer submit(Map<String, ?> group, @Nullable Letter letter, String idempotencyKey) {
        MultiValueMap<String, Object> parts = new LinkedMultiValueMap<>();
        parts.add("group", new HttpEntity<>(group, headers(MediaType.APPLICATION_JSON)));
        if (letter != null) {
            parts.add("loa", new HttpEntity<>(new Streamed(letter), headers(MediaType.APPLICATION_PDF)));
        }
        return orders.post()
                .uri("/api/v1/port-order-groups")
                .header("Idempotency-Key", idempotencyKey)
                .header(HttpHeaders.ACCEPT, MediaType.APPLICATION_JSON_VALUE, MediaType.APPLICATION_PROBLEM_JSON_VALUE)
                .contentType(MediaType.MULTIPART_FORM_DATA)
                .body(parts)
                .exchange((_, response) -> {
                    HttpStatusCode status = response.getStatusCode();
                    if (status.is5xxServerError()) {
                        throw ProblemException.of(ProblemType.UNAVAILABLE);
                    }
                    byte[] body = response.getBody().readAllBytes();
                    return new Answer(status, body.length == 0 ? json.createObjectNode() : json.readTree(body));
                });
    }

    private static HttpHeaders headers(MediaType type) {
        HttpHeaders headers = new HttpHeaders();
        headers.setContentType(type);
        return headers;
    }

    /** The letter's bytes, piece by piece from where they are kept. */
    private static final class Streamed extends AbstractResource {

        private final Letter letter;

        Streamed(Letter letter) {
            this.letter = letter;
        }

        @Override
        public String getDescription() {
            return "a letter of authorization";
        }

        @Override
        public String getFilename() {
            return letter.name();
        }

        @Override
        public long contentLength() {
            return letter.sizeBytes();
        }

        @Override
        public boolean exists() {
            return true;
        }

        @Override
        public InputStream getInputStream() throws IOException {
            return letter.content().get();
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Resource && this == other;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(this);
        }
    }
}
