package io.portline.security;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

/** What is shipped in each service's jar: as much as can be said of it without asking anybody. */
class DependenciesTest {
    private static final List<String> SERVICES = List.of(
            "order-service", "carrier-gateway", "notification-service", "case-service", "dashboard", "identity");
    private static final Pattern LIBRARY = Pattern.compile("BOOT-INF/lib/(.+?)-(\\d[^/]*)\\.jar");
    private static final Pattern TEST_TOOLS =
            Pattern.compile("junit.*|assertj.*|mockito.*|awaitility|greenmail|embedded-.*|testcontainers.*");

    /** Jackson 2, which Kafka's and the registry's clients bring, and Jackson 3 are two libraries with one name. */
    private static String line(Matcher library) {
        String name = library.group(1);
        return name.startsWith("jackson-") ? name + " " + library.group(2).charAt(0) : name;
    }

    @Test
    void shipsOneVersionOfEachLibraryNoneUnreleasedAndNoTestTool() throws IOException {
        Map<String, TreeSet<String>> versions = new TreeMap<>();
        for (String service : SERVICES) {
            Path jar = Path.of("..", service, "target", service + "-0.1.0-SNAPSHOT-app.jar");
            assumeThat(jar).as("built by 'mvn package'").exists();
            try (JarFile file = new JarFile(jar.toFile())) {
                file.stream()
                        .map(entry -> LIBRARY.matcher(entry.getName()))
                        .filter(Matcher::matches)
                        .forEach(library -> versions.computeIfAbsent(line(library), _ -> new TreeSet<>())
                                .add(library.group(2)));
            }
        }
        List<String> ours = List.of("schemas", "numbering", "messaging", "service-web");
        assertThat(versions).containsKeys("messaging", "postgresql", "kafka-clients");
        versions.forEach((library, shipped) -> {
            assertThat(shipped).as("versions of %s", library).hasSize(1);
            if (!ours.contains(library)) {
                assertThat(shipped.getFirst()).as(library).doesNotContain("SNAPSHOT");
            }
            assertThat(library).doesNotMatch(TEST_TOOLS);
        });
    }
}
