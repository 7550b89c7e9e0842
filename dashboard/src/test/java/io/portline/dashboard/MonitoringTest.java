package io.portline.dashboard;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** The alert rules and Grafana's dashboard ask for metrics that some service has. */
class MonitoringTest {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Path MONITORING = ROOT.resolve("deploy/monitoring");
    private static final Pattern OURS = Pattern.compile("\\bportline_[a-z_]+");
    private static final Pattern LITERAL = Pattern.compile("\"(portline\\.[a-z.]+)\"");
    private static final Path PROMTOOL = Path.of("/usr/bin/promtool");

    @Test
    void everyMetricThatIsAskedForIsRegisteredByAService() throws IOException {
        Set<String> registered = new TreeSet<>();
        for (Path source : files(ROOT, "/src/main/java/", ".java")) {
            Matcher literal = LITERAL.matcher(Files.readString(source));
            while (literal.find()) {
                registered.add(literal.group(1).replace('.', '_'));
            }
        }
        Set<String> asked = new TreeSet<>();
        for (String kind : List.of(".yml", ".json")) {
            for (Path file : files(MONITORING, "/", kind)) {
                Matcher name = OURS.matcher(Files.readString(file));
                while (name.find()) {
                    asked.add(name.group());
                }
            }
        }

        assertThat(asked).hasSizeGreaterThan(15);
        assertThat(asked.stream().filter(name -> !registered.contains(meter(name))))
                .as("metrics that no service registers")
                .isEmpty();
    }

    @Test
    void theDashboardIsWholeAndEveryPanelAsksForSomething() throws IOException {
        JsonNode dashboard =
                JsonMapper.shared().readTree(Files.readString(MONITORING.resolve("dashboards/portline.json")));

        assertThat(dashboard.path("uid").asString()).isEqualTo("portline");
        List<String> empty = new ArrayList<>();
        for (JsonNode panel : dashboard.path("panels")) {
            if (!panel.path("type").asString().equals("row")
                    && panel.path("targets").isEmpty()) {
                empty.add(panel.path("title").asString());
            }
        }
        assertThat(empty).isEmpty();
    }

    @Test
    void promtoolAcceptsTheRules() throws IOException, InterruptedException {
        promtool("check", "rules", MONITORING.resolve("rules/portline.yml").toString());
    }

    @Test
    void promtoolSeesTheRulesAlertWhenTheyShould() throws IOException, InterruptedException {
        promtool("test", "rules", MONITORING.resolve("tests/portline.yml").toString());
    }

    private static void promtool(String... words) throws IOException, InterruptedException {
        assumeTrue(Files.isExecutable(PROMTOOL), "promtool is not installed");
        List<String> command = new ArrayList<>(List.of(PROMTOOL.toString()));
        command.addAll(List.of(words));
        Process check = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(check.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);

        assertThat(check.waitFor()).as(said).isZero();
    }

    /** The meter's name behind a metric's: without the unit and the part that Prometheus adds. */
    private static String meter(String metric) {
        return metric.replaceAll("_(total|count|sum|max|bucket)$", "").replaceAll("_seconds$", "");
    }

    private static List<Path> files(Path root, String within, String ending) throws IOException {
        try (Stream<Path> all = Files.find(
                root,
                14,
                (path, attributes) -> attributes.isRegularFile()
                        && path.toString().endsWith(ending)
                        && path.toString().contains(within)
                        && !path.toString().contains("/target/"))) {
            return all.toList();
        }
    }
}
