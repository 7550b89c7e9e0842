package io.portline.order;

import org.springframework.core.io.ByteArrayResource;
import org.springframework.http.HttpEntity;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.client.RestClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/** Calls the service over HTTP as somebody. */
public final class Api {

    public static final byte[] PDF =
            "%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n".getBytes(StandardCharsets.US_ASCII);

    private static final AtomicInteger NUMBERS = new AtomicInteger(1000);
    private static final JsonMapper JSON = JsonMapper.shared();

    private final RestClient client;

    public Api(int port, String token) {
        this.client = RestClient.builder()
                .baseUrl("http://localhost:" + port + "/api/v1")
                .defaultHeaders(headers -> headers.setBearerAuth(token))
                .build();
    }

    /** An answer, whatever its status. */
    public record Answer(int status, HttpHeaders headers, JsonNode body) {
        public String etag() {
            return headers.getETag();
        }

        public UUID id() {
            return UUID.fromString(body.get("id").asString());
        }

        public List<String> faults() {
            List<String> faults = new ArrayList<>();
            body.path("errors")
                    .forEach(error -> faults.add((error.has("pointer")
                                    ? error.get("pointer").asString()
                                    : error.path("part").asString())
                            + " " + error.get("code").asString()));
            return faults;
        }

        public List<String> actions() {
            List<String> actions = new ArrayList<>();
            body.path("actions").forEach(action -> actions.add(action.asString()));
            return actions;
        }
    }

    public Answer get(String path) {
        return call(HttpMethod.GET, path, null, Map.of());
    }

    public Answer post(String path, Object body) {
        return call(HttpMethod.POST, path, body, Map.of());
    }

    public Answer call(HttpMethod method, String path, Object body, Map<String, String> headers) {
        RestClient.RequestBodySpec request = client.method(method).uri(path);
        headers.forEach(request::header);
        if (body != null) {
            if (body instanceof MultiValueMap<?, ?>) {
                request.contentType(MediaType.MULTIPART_FORM_DATA).body(body);
            } else if (body instanceof String text) {
                request.contentType(MediaType.APPLICATION_JSON).body(text);
            } else {
                request.contentType(MediaType.APPLICATION_JSON).body(JSON.writeValueAsString(body));
            }
        }
        return request.exchange((_, response) -> {
            byte[] bytes = response.getBody().readAllBytes();
            MediaType type = response.getHeaders().getContentType();
            boolean json = type != null && type.getSubtype().endsWith("json");
            return new Answer(
                    response.getStatusCode().value(),
                    response.getHeaders(),
                    json ? JSON.readTree(bytes) : JSON.nullNode());
        });
    }

    /** Uploads a letter. */
    public UUID letter() {
        return post("/documents", part("file", "loa.pdf", PDF)).id();
    }

    public static MultiValueMap<String, Object> part(String name, String file, byte[] content) {
        MultiValueMap<String, Object> parts = new LinkedMultiValueMap<>();
        parts.add(name, file(file, content));
        return parts;
    }

    public static ByteArrayResource file(String name, byte[] content) {
        return new ByteArrayResource(content) {
            @Override
            public String getFilename() {
                return name;
            }
        };
    }

    public static HttpEntity<String> json(Object body) {
        HttpHeaders headers = new HttpHeaders();
        headers.setContentType(MediaType.APPLICATION_JSON);
        return new HttpEntity<>(JSON.writeValueAsString(body), headers);
    }

    /** Numbers that no other test has. */
    public static List<String> freshNumbers(int count) {
        List<String> numbers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int n = NUMBERS.getAndIncrement();
            numbers.add("+1%d555%04d".formatted(n / 10000 == 0 ? 212 : 646, n % 10000));
        }
        return numbers;
    }

    /** A good order of these numbers, as JSON; change it as needed. */
    public static Map<String, Object> order(List<String> numbers, UUID letter) {
        Map<String, Object> order = new LinkedHashMap<>();
        order.put("name", "Head office");
        order.put("country", "US");
        order.put("losingCarrierId", "us-cascadia");
        order.put("portType", "FULL");
        order.put("numbers", numbers);
        order.put("billingTelephoneNumber", numbers.getFirst());
        order.put("accountNumber", "ACC-1");
        order.put("passcode", "s3cret-passcode");
        order.put("accountHolder", Map.of("organisation", "Contoso", "authorisedPerson", "Ada Lovelace"));
        order.put(
                "serviceAddress",
                Map.of("line1", "1 Main Street", "city", "New York", "region", "NY", "postalCode", "10001"));
        order.put("requestedPortDate", "2027-02-01T10:00");
        if (letter != null) {
            order.put("loaDocumentId", letter);
        }
        order.put("loaSignedOn", "2026-11-20");
        order.put("contacts", List.of(Map.of("email", "bob@contoso.example", "name", "Bob", "language", "fr")));
        order.put("emergencyCallingTermsAccepted", true);
        return order;
    }

    /** Submits a good order of fresh numbers. */
    public Answer submit(int count) {
        return post("/port-orders", order(freshNumbers(count), letter()));
    }
}
