package io.portline.security;

import org.yaml.snakeyaml.Yaml;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Every operation of every service, from the OpenAPI documents in the repository. */
final class Endpoints {
    /** Values of required parameters that are not taken for just anything. */
    private static final Map<String, String> VALUES = Map.of("country", "US");

    private static final Set<String> METHODS = Set.of("get", "post", "put", "delete", "patch");

    private Endpoints() {}

    /**
     * One operation.
     *
     * @param open whether the document says that it needs no token
     */
    record Endpoint(
            String service, String method, String path, List<String> required, List<String> mediaTypes, boolean open) {
        boolean hasBody() {
            return !mediaTypes.isEmpty();
        }

        /** With the required parameters, each having some value. */
        String query() {
            return required.isEmpty()
                    ? ""
                    : required.stream()
                            .map(name -> name + "=" + VALUES.getOrDefault(name, "1"))
                            .collect(Collectors.joining("&", "?", ""));
        }

        /** Behind {@code /api/v1}. */
        String shortPath() {
            return path.substring("/api/v1".length());
        }

        @Override
        public String toString() {
            return "%s %s %s".formatted(service, method, path);
        }
    }

    static List<Endpoint> all() {
        return Stream.concat(
                        Stream.of("order-service", "carrier-gateway", "notification-service", "case-service")
                                .flatMap(service -> of(service).stream()),
                        ofTheDashboard())
                .toList();
    }

    /** The dashboard publishes no document: it has its pages, and what every service that reads events brings for operators. */
    private static Stream<Endpoint> ofTheDashboard() {
        return of("order-service").stream()
                .filter(endpoint -> endpoint.path().startsWith("/api/v1/dead-letters")
                        || endpoint.path().startsWith("/api/v1/held-keys"))
                .map(endpoint -> new Endpoint(
                        "dashboard",
                        endpoint.method(),
                        endpoint.path(),
                        endpoint.required(),
                        endpoint.mediaTypes(),
                        endpoint.open()));
    }

    private static List<Endpoint> of(String service) {
        Map<String, Object> document;
        try (Reader in = Files.newBufferedReader(Path.of("../" + service + "/src/main/openapi/" + service + ".yaml"))) {
            document = map(new Yaml().load(in));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        List<Endpoint> found = new ArrayList<>();
        map(document.get("paths"))
                .forEach((path, item) -> map(item).forEach((method, operation) -> {
                    if (METHODS.contains(method)) {
                        found.add(endpoint(service, method, path, map(operation)));
                    }
                }));
        return found;
    }

    private static Endpoint endpoint(String service, String method, String path, Map<String, Object> operation) {
        List<String> required = list(operation.get("parameters")).stream()
                .map(Endpoints::map)
                .filter(parameter -> "query".equals(parameter.get("in")))
                .filter(parameter -> Boolean.TRUE.equals(parameter.get("required")))
                .map(parameter -> String.valueOf(parameter.get("name")))
                .toList();
        Object security = operation.get("security");
        return new Endpoint(
                service,
                method.toUpperCase(java.util.Locale.ROOT),
                path,
                required,
                List.copyOf(
                        map(map(operation.get("requestBody")).get("content")).keySet()),
                security instanceof List<?> none && none.isEmpty());
    }

    @SuppressWarnings("unchecked") // YAML's maps have text for keys
    private static Map<String, Object> map(Object node) {
        return node instanceof Map<?, ?> map ? (Map<String, Object>) map : Map.of();
    }

    private static List<?> list(Object node) {
        return node instanceof List<?> list ? list : List.of();
    }
}
