package io.portline.architecture;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

/** The page of promises names a test beside each; a renamed or deleted one would make it lie. */
class GuaranteesTest {
    private static final Pattern NAMED = Pattern.compile("`(?:[a-z]+\\.)?([A-Z]\\w*Test)?(?:#(\\w+))?`");

    @Test
    void everyTestThatAPromiseNamesExists() throws IOException {
        Path project = Path.of("..").toRealPath();
        Map<String, String> tests = testClasses(project);
        List<String> missing = new ArrayList<>();
        int named = 0;
        for (String line : Files.readAllLines(project.resolve("docs/guarantees.md"))) {
            String current = null;
            Matcher matcher = NAMED.matcher(line);
            while (matcher.find()) {
                if (matcher.group(1) != null) {
                    current = matcher.group(1);
                }
                String method = matcher.group(2);
                if (current == null || (matcher.group(1) == null && method == null)) {
                    continue;
                }
                named++;
                String source = tests.get(current);
                if (source == null) {
                    missing.add(current);
                } else if (method != null && !source.contains("void " + method + "(")) {
                    missing.add(current + "#" + method);
                }
            }
        }
        assertThat(missing).isEmpty();
        assertThat(named).isGreaterThan(50);
    }

    private static Map<String, String> testClasses(Path project) throws IOException {
        try (Stream<Path> modules = Files.list(project)) {
            return modules.map(module -> module.resolve("src/test/java"))
                    .filter(Files::isDirectory)
                    .flatMap(GuaranteesTest::sources)
                    .collect(toMap(
                            file -> file.getFileName().toString().replace(".java", ""),
                            GuaranteesTest::text,
                            (one, another) -> one + another));
        }
    }

    private static Stream<Path> sources(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith("Test.java")).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
