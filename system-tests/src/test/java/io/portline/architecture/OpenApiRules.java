package io.portline.architecture;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What an OpenAPI document of ours must have beyond being one; each fault says where it is. */
final class OpenApiRules {

    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch", "head", "options");
    private static final Pattern OPERATION_ID = Pattern.compile("[a-z][A-Za-z]*");
    private static final Pattern IN_PATH = Pattern.compile("\\{([^}]+)}");
    private static final String PROBLEM_JSON = "application/problem+json";

    private final Map<String, Object> document;
    private final boolean problems;
    private final List<String> faults = new ArrayList<>();

    private OpenApiRules(Map<String, Object> document, boolean problems) {
        this.document = document;
        this.problems = problems;
    }

    /**
     * Everything that is wrong.
     *
     * @param problems whether refusals are problems as docs/http-api.md has them; not so in a protocol that others implement
     */
    static List<String> faults(Map<String, Object> document, boolean problems) {
        OpenApiRules rules = new OpenApiRules(document, problems);
        rules.check();
        return rules.faults;
    }

    private void check() {
        if (!String.valueOf(document.get("openapi")).startsWith("3.1.")) {
            faults.add("openapi: is not 3.1");
        }
        for (String member : List.of("title", "version", "description")) {
            if (blank(map(document.get("info")).get(member))) {
                faults.add("info: no " + member);
            }
        }
        if (list(document.get("security")).isEmpty()) {
            faults.add("security: none for all operations");
        }
        tagsAreDescribedAndUsed();
        Set<String> ids = new HashSet<>();
        Set<String> shapes = new HashSet<>();
        map(document.get("paths")).forEach((path, item) -> {
            if (!shapes.add(IN_PATH.matcher(path).replaceAll("{}"))) {
                faults.add(path + ": another path has the same form");
            }
            operations(map(item)).forEach((method, operation) -> operation(method + " " + path, path, operation, ids));
        });
        references();
        schemas();
    }

    private void tagsAreDescribedAndUsed() {
        Set<String> used = map(document.get("paths")).values().stream()
                .flatMap(item -> operations(map(item)).values().stream())
                .flatMap(operation -> list(operation.get("tags")).stream())
                .map(String::valueOf)
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> declared = new HashSet<>();
        for (Object each : list(document.get("tags"))) {
            Map<String, Object> tag = map(each);
            String name = String.valueOf(tag.get("name"));
            if (!declared.add(name)) {
                faults.add("tag " + name + ": declared twice");
            }
            if (blank(tag.get("description"))) {
                faults.add("tag " + name + ": no description");
            }
            if (!used.contains(name)) {
                faults.add("tag " + name + ": of no operation");
            }
        }
        used.stream()
                .filter(name -> !declared.contains(name))
                .map(name -> "tag " + name + ": not declared")
                .forEach(faults::add);
    }

    private void operation(String where, String path, Map<String, Object> operation, Set<String> ids) {
        String id = String.valueOf(operation.get("operationId"));
        if (!OPERATION_ID.matcher(id).matches()) {
            faults.add(where + ": operationId " + id + " is no name");
        }
        if (!ids.add(id)) {
            faults.add(where + ": operationId " + id + " is another's too");
        }
        if (blank(operation.get("summary"))
                || String.valueOf(operation.get("summary")).endsWith(".")) {
            faults.add(where + ": no summary, or one that ends with a full stop");
        }
        if (list(operation.get("tags")).size() != 1) {
            faults.add(where + ": not one tag");
        }
        parameters(where, path, operation);
        responses(where, map(operation.get("responses")));
    }

    private void parameters(String where, String path, Map<String, Object> operation) {
        Set<String> named = new TreeSet<>();
        Set<String> seen = new HashSet<>();
        for (Object each : list(operation.get("parameters"))) {
            Map<String, Object> parameter = map(each);
            String in = String.valueOf(parameter.get("in"));
            String name = String.valueOf(parameter.get("name"));
            if (!seen.add(in + " " + name)) {
                faults.add(where + ": parameter " + name + " twice");
            }
            if (in.equals("path")) {
                named.add(name);
                if (!Boolean.TRUE.equals(parameter.get("required"))) {
                    faults.add(where + ": parameter " + name + " of the path is not required");
                }
            } else if (blank(parameter.get("description"))) {
                faults.add(where + ": parameter " + name + " has no description");
            }
            if (!parameter.containsKey("schema")) {
                faults.add(where + ": parameter " + name + " has no schema");
            }
        }
        Set<String> inPath = IN_PATH.matcher(path)
                .results()
                .map((MatchResult found) -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
        if (!named.equals(inPath)) {
            faults.add(where + ": parameters of the path are " + named + ", not " + inPath);
        }
    }

    private void responses(String where, Map<String, Object> responses) {
        if (responses.keySet().stream().noneMatch(status -> status.startsWith("2"))) {
            faults.add(where + ": no answer that is good");
        }
        if (responses.keySet().stream().noneMatch(status -> status.startsWith("4"))) {
            faults.add(where + ": no refusal");
        }
        responses.forEach((status, value) -> {
            Map<String, Object> response = map(value);
            if (blank(response.get("description"))) {
                faults.add(where + ": " + status + " has no description");
            }
            Map<String, Object> content = map(response.get("content"));
            if (content.containsKey("*/*")) {
                faults.add(where + ": " + status + " is of any media type");
            }
            content.forEach((type, media) -> {
                if (!map(media).containsKey("schema")) {
                    faults.add(where + ": " + status + " " + type + " has no schema");
                }
            });
            if (problems && status.compareTo("400") >= 0 && !content.keySet().equals(Set.of(PROBLEM_JSON))) {
                faults.add(where + ": " + status + " is no problem");
            }
        });
    }

    private void references() {
        Set<String> references = new TreeSet<>();
        collect(document, references);
        Set<String> components = new TreeSet<>();
        map(document.get("components"))
                .forEach((kind, named) -> map(named).keySet().stream()
                        .filter(_ -> !kind.equals("securitySchemes"))
                        .forEach(name -> components.add("#/components/" + kind + "/" + name)));
        references.stream()
                .filter(reference -> !components.contains(reference))
                .forEach(reference -> faults.add(reference + ": is not there"));
        components.stream()
                .filter(component -> !references.contains(component))
                .forEach(component -> faults.add(component + ": is not used"));
        for (Object requirement : list(document.get("security"))) {
            for (String scheme : map(requirement).keySet()) {
                if (!map(map(document.get("components")).get("securitySchemes")).containsKey(scheme)) {
                    faults.add("security: " + scheme + " is not there");
                }
            }
        }
    }

    private static void collect(Object node, Set<String> references) {
        if (node instanceof Map<?, ?> members) {
            members.forEach((name, value) -> {
                if ("$ref".equals(name) && value instanceof String reference) {
                    references.add(reference);
                } else {
                    collect(value, references);
                }
            });
        } else if (node instanceof List<?> items) {
            items.forEach(item -> collect(item, references));
        }
    }

    private void schemas() {
        map(map(document.get("components")).get("schemas")).forEach((name, schema) -> schema(name, map(schema)));
    }

    private void schema(String where, Map<String, Object> schema) {
        Set<String> properties = map(schema.get("properties")).keySet();
        for (Object required : list(schema.get("required"))) {
            if (!properties.contains(String.valueOf(required))) {
                faults.add(where + ": requires " + required + ", which it does not have");
            }
        }
        if ("array".equals(schema.get("type")) && !schema.containsKey("items")) {
            faults.add(where + ": a list of nobody knows what");
        }
        if (schema.containsKey("nullable")) {
            faults.add(where + ": nullable is not of 3.1");
        }
        map(schema.get("properties")).forEach((name, property) -> schema(where + "." + name, map(property)));
        if (schema.get("items") instanceof Map<?, ?>) {
            schema(where + "[]", map(schema.get("items")));
        }
    }

    private static Map<String, Map<String, Object>> operations(Map<String, Object> item) {
        return item.entrySet().stream()
                .filter(entry -> METHODS.contains(entry.getKey()))
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> map(entry.getValue())));
    }

    private static boolean blank(Object text) {
        return text == null || String.valueOf(text).isBlank();
    }

    @SuppressWarnings("unchecked") // names are texts in JSON; SnakeYAML reads those of responses as they are quoted
    private static Map<String, Object> map(Object node) {
        return node instanceof Map<?, ?> members ? (Map<String, Object>) members : Map.of();
    }

    private static List<?> list(Object node) {
        return node instanceof List<?> items ? items : List.of();
    }
}
